"""What a case was logged with, corrected: the school above all, which moves the dates."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import letters_for, preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.requests import clock_of
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.correcting import Correction, correct_case, outlook
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.ruling import decide
from dpo_console.errors import BadInput, NotAllowed, Refused, StaleSave
from tests.conftest import DeskOf

pytestmark = pytest.mark.usefixtures("two_schools")

RECORD = NewRequest("educational-record", date(2026, 11, 9), "Jane Doe", subjects=("Tom Doe",))
AT_OAK, AT_ELM = "2026-11-30", None
"""The limits of a request for the record: Oak Lane is maintained, Elm Park is an academy."""


def logged(desk: Desk, school: str = "", kind: str = RECORD.kind) -> str:
    return log_request(desk, replace(RECORD, school=school, kind=kind)).reference


def test_of_several_schools_none_is_supposed_and_the_earliest_date_counts(desk: Desk) -> None:
    case = case_view(desk, logged(desk))
    assert (case.row.school, case.school, case.row.due) == ("", "School not known", AT_OAK)
    assert clock_of(desk, RECORD).due == date(2026, 11, 30)
    assert any("that of Oak Lane Primary School" in warning for warning in case.clock.warnings)
    assert any("correct-case EDR-2026-0001 --school" in flag for flag in case.flags)
    assert verify(desk).sound


@pytest.mark.parametrize(("school", "due"), [("oak", AT_OAK), ("elm", AT_ELM)])
def test_a_school_once_chosen_sets_the_date_and_closes_the_gap(
    desk: Desk, desk_of: DeskOf, school: str, due: str | None
) -> None:
    clerk = desk_of("clerk")
    case = case_view(desk, correct_case(clerk, logged(clerk), Correction(school), "On its roll"))
    assert (case.row.school, case.row.due) == (school, due)
    assert not any("isn't known" in said for said in (*case.flags, *case.clock.warnings))
    name = desk.settings.school(school).name
    said = f"Corrected the school, from School not known to {name}: On its roll"
    assert case.timeline[-1].text == said
    assert verify(desk).sound


def test_letters_wait_until_the_school_is_chosen(desk: Desk) -> None:
    reference = logged(desk, kind="sar")
    (choice,) = (x for x in letters_for(desk, reference) if x.name == "acknowledgement")
    says = "The school isn't known, and the letter names it"
    assert not choice.fits
    assert says in choice.missing[0]
    assert says in preview_letter(desk, reference, "acknowledgement", {}).missing[0]
    with pytest.raises(Refused, match=says):
        write_letter(desk, reference, "acknowledgement", {})
    correct_case(desk, reference, Correction("elm"), "On its roll")
    assert "Elm Park Academy" in preview_letter(desk, reference, "acknowledgement", {}).text


TRIES = [
    # who, logged at, corrected to, what stops it ('' where it is lawful)
    ("clerk", "oak", "elm", "who may not make a date later"),
    ("clerk", "elm", "oak", ""),
    ("clerk", "", "elm", ""),
    ("dpo", "oak", "elm", ""),
    ("head", "oak", "elm", "who may not correct the entry of a case"),
    ("dsl", "elm", "oak", ""),
    ("dsl", "oak", "elm", "who may not make a date later"),
    ("auditor", "elm", "oak", "who may not correct the entry of a case"),
]


@pytest.mark.parametrize(("who", "at", "to", "stopped"), TRIES)
def test_nobody_but_the_dpo_gains_time_by_another_school(
    desk: Desk, desk_of: DeskOf, who: str, at: str, to: str, stopped: str
) -> None:
    reference, person = logged(desk, at), desk_of(who)
    if not stopped:
        assert (
            case_view(desk, correct_case(person, reference, Correction(to), "x")).row.school == to
        )
        return
    with pytest.raises(NotAllowed, match=stopped):
        correct_case(person, reference, Correction(to), "x")
    assert case_view(desk, reference).row.school == at


def test_the_date_before_and_after_is_shown_and_nothing_changed(desk: Desk) -> None:
    before = case_view(desk, logged(desk, "elm"))
    assert outlook(desk, before)(Correction("oak")).due == date(2026, 11, 30)
    assert case_view(desk, before.reference) == before


def test_the_request_the_channel_and_who_asks_are_corrected_together(desk: Desk) -> None:
    wanted = Correction("", "The SEN file", "phone", "solicitor")
    case = case_view(desk, correct_case(desk, logged(desk, "oak"), wanted, "Read again"))
    assert (case.summary, case.channel, case.requester_kind) == (
        "The SEN file",
        "phone",
        "solicitor",
    )
    assert case.requester.kind == "solicitor"
    assert case.timeline[-1].text == (
        "Corrected who asks, from Parent or carer to Solicitor; how it came, by telephone and not "
        "in another way; what is asked for: Read again"
    )
    assert verify(desk).sound


def test_an_approval_for_another_kind_of_requester_lapses(desk: Desk, desk_of: DeskOf) -> None:
    shared = replace(RECORD, kind="disclosure", requester_kind="insurer", school="oak")
    reference = log_request(desk, shared).reference
    decide(desk_of("head"), reference, "approve", "Agreed")
    decision = case_view(desk, reference).decision
    assert decision
    assert not decision.lapsed
    correct_case(desk, reference, Correction(requester_kind="police"), "A constable asks")
    after = case_view(desk, reference).decision
    assert after
    assert after.lapsed


WRONG = [
    (Correction("ash"), "x", BadInput, "no school 'ash'"),
    (Correction(channel="pigeon"), "x", BadInput, "no channel 'pigeon'"),
    (Correction(requester_kind="zz"), "x", BadInput, "zz"),
    (Correction("oak"), "x", BadInput, "is recorded like this already"),
    (Correction(), "x", BadInput, "is recorded like this already"),
    (Correction("elm"), " ", BadInput, "why"),
]


@pytest.mark.parametrize(("correction", "why", "error", "says"), WRONG)
def test_what_means_nothing_is_refused(
    desk: Desk, correction: Correction, why: str, error: type[Exception], says: str
) -> None:
    reference = logged(desk, "oak")
    with pytest.raises(error, match=says):
        correct_case(desk, reference, correction, why)


def test_a_closed_case_and_a_stale_form_are_refused(desk: Desk) -> None:
    reference = logged(desk, "oak")
    seen = case_view(desk, reference).version
    correct_case(desk, reference, Correction(summary="All of it"), "x")
    with pytest.raises(StaleSave):
        correct_case(desk, reference, Correction("elm"), "x", version=seen)
    close(desk, reference, "withdrawn", desk.today)
    with pytest.raises(Refused, match="closed"):
        correct_case(desk, reference, Correction("elm"), "x")
