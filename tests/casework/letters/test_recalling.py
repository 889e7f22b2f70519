"""What went wrongly: recalled, with its breach, and what else went to the same address."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dpo_console.cases.letters.same_address import Reached
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.timeline import without_fact
from dpo_console.casework.facts import correct_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.letters.recalling import correct_sending, else_there, recall
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.casework.sharing.release import release
from dpo_console.casework.undo import undo, undoing
from dpo_console.errors import BadInput, NotAllowed, Refused, StaleSave
from dpo_console.store.cases import case_file
from tests.conftest import TODAY, DeskOf, on_day

LATE = "late-apology"
WRITTEN = TODAY - timedelta(days=2)
SORRY = {"late.cause": "a colleague is away", "late.by": "2026-12-04"}


@pytest.fixture
def sar(desk: Desk) -> str:
    """Log a late request, with a letter that says so written two days ago and sent today."""
    asks = NewRequest("sar", date(2026, 10, 5), "Jane Doe", email="jane@example.org")
    reference = log_request(desk, asks).reference
    write_letter(on_day(desk, WRITTEN), reference, LATE, SORRY)
    return mark_sent(desk, reference, LATE, TODAY, "email")


def stands(desk: Desk, sar: str) -> tuple[str, date | None, str]:
    letter = case_view(desk, sar).letters[-1]
    return letter.state, letter.sent_on, letter.method


def test_correcting_a_sending_moves_its_day_and_keeps_the_former_one(desk: Desk, sar: str) -> None:
    before = case_view(desk, sar)
    correct_sending(desk, sar, LATE, on=WRITTEN, why="The post book says Monday")
    assert stands(desk, sar) == ("sent", WRITTEN, "email")
    after = case_view(desk, sar)
    assert (after.clock, after.facts) == (before.clock, before.facts)
    *_, sent, corrected = after.timeline
    assert corrected.on == TODAY
    assert sent == before.timeline[-1]
    assert corrected.text == (
        "Corrected the sending of the letter “Our answer is late” no. 1 from Wed 25 Nov 2026 to "
        "Mon 23 Nov 2026: The post book says Monday"
    )
    with desk.database.read() as ask:
        said = json.loads(case_file.history(ask, sar)[-1].detail or "")
    assert (said["before"], said["on"]) == (TODAY.isoformat(), WRITTEN.isoformat())
    assert verify(desk).sound


def test_a_letter_that_was_not_sent_waits_again_and_can_be_sent(desk: Desk, sar: str) -> None:
    correct_sending(desk, sar, LATE, why="It is still on my desk")
    assert stands(desk, sar) == ("written", None, "")
    last = case_view(desk, sar).timeline[-1].text
    assert last == (
        "Not sent after all: the letter “Our answer is late” no. 1, recorded Wed 25 Nov 2026: "
        "It is still on my desk"
    )
    with pytest.raises(BadInput, match="was not sent yet"):
        correct_sending(desk, sar, LATE, on=WRITTEN, why="It went on Monday")
    mark_sent(desk, sar, LATE, TODAY, "post")
    assert stands(desk, sar) == ("sent", TODAY, "post")


@pytest.mark.parametrize("on", [WRITTEN, None])
def test_undoing_a_correction_restores_the_day(desk: Desk, sar: str, on: date | None) -> None:
    correct_sending(desk, sar, LATE, on=on, why="a slip")
    planned = undoing(desk, sar)
    assert planned.does == "Lets “Our answer is late” stand as sent Wed 25 Nov 2026."
    undo(desk, planned)
    assert stands(desk, sar) == ("sent", TODAY, "email")
    assert verify(desk).sound


@pytest.mark.parametrize(
    ("on", "why", "error", "says"),
    [
        (date(2026, 10, 1), "x", BadInput, "before the request came"),
        (TODAY + timedelta(days=1), "x", BadInput, "in the future"),
        (WRITTEN - timedelta(days=1), "x", BadInput, "before the letter was written, Mon 23 Nov"),
        (TODAY, "x", Refused, "sent Wed 25 Nov 2026 is recorded already"),
        (WRITTEN, " ", BadInput, "why"),
        (None, "", BadInput, "why"),
    ],
)
def test_a_correction_out_of_order_is_refused_and_changes_nothing(
    desk: Desk, sar: str, on: date | None, why: str, error: type[Exception], says: str
) -> None:
    before = case_view(desk, sar).version
    with pytest.raises(error, match=says):
        correct_sending(desk, sar, LATE, on=on, why=why)
    assert case_view(desk, sar).version == before


@pytest.mark.parametrize("who", ["head", "dsl"])
def test_whoever_may_not_correct_a_fact_may_not_correct_a_sending(
    desk_of: DeskOf, sar: str, who: str
) -> None:
    with pytest.raises(NotAllowed, match="may not correct a fact"):
        correct_sending(desk_of(who), sar, LATE, why="It is on my desk")


def test_a_sending_that_is_a_fact_is_corrected_as_that_fact(desk: Desk, sar: str) -> None:
    write_letter(desk, sar, "acknowledgement", {"summary": "the reports"})
    mark_sent(desk, sar, "acknowledgement", TODAY)
    fact = case_view(desk, sar).facts[-1]
    with pytest.raises(Refused, match=rf"recorded as “Acknowledged”.*correct {sar} {fact.id}"):
        correct_sending(desk, sar, "acknowledgement", why="It is on my desk")
    assert [x.name for x in without_fact(file_meant(desk, sar))] == [LATE]
    correct_fact(desk, sar, fact.id, why="It is on my desk")
    undo(desk, undoing(desk, sar))
    assert [x.name for x in without_fact(file_meant(desk, sar))] == [LATE]


def test_undo_of_a_sending_says_that_it_can_be_corrected(desk: Desk, sar: str) -> None:
    with pytest.raises(Refused, match="use “correct”, which lists it"):
        undoing(desk, sar)


SAR = NewRequest(
    "sar", date(2026, 11, 9), "Jane Doe", subjects=("Tom Doe",), email="jane@example.org",
    address="4 Oak Row\nBrookfield",
)  # fmt: skip
POLICE = NewRequest(
    "disclosure", date(2026, 11, 20), "PC Ada Finch", "police", email="jane@example.org",
    organisation="Kent Police", subjects=("Tom Doe",),
)  # fmt: skip


def sent(desk: Desk, request: NewRequest = SAR) -> str:
    """Log a request whose acknowledgement went out."""
    there = on_day(desk, date(2026, 11, 12))
    reference = log_request(there, request).reference
    write_letter(there, reference, "acknowledgement", {})
    return mark_sent(there, reference, "acknowledgement", there.today, "email")


def test_a_letter_that_went_wrongly_opens_a_breach_whose_hours_run(desk: Desk) -> None:
    reference = sent(desk)
    noticed = datetime(2026, 11, 25, 8, 30)
    done = recall(desk, reference, "acknowledgement", "Another Jane", noticed=noticed, to="x@y.org")
    case, breach = case_view(desk, reference), case_view(desk, done.breach.reference)
    assert breach.clock.due == datetime(2026, 11, 28, 8, 30)
    assert [one.row.reference for one in breach.links] == [reference]
    assert [one.row.reference for one in case.links] == [breach.reference]
    assert breach.row.subjects == ("Tom Doe",)
    for told in (
        "Acknowledgement",
        reference,
        "12 Nov 2026",
        "meant for Jane Doe, was recorded",
        "went to x@y.org. Another",
    ):
        assert told in breach.summary
    assert {p.name: p.value for p in breach.particulars}["breach.happened"] == breach.summary
    assert "sent by mistake; BRC-2026-0001 is the breach: Another Jane" in case.timeline[-1].text
    assert any("was sent by mistake (noticed Wed 25 Nov 2026)" in flag for flag in case.flags)
    assert case.facts[-1].letter_id == case.letters[0].id
    assert verify(desk).sound


def test_we_are_aware_from_now_unless_another_minute_is_said(desk: Desk) -> None:
    done = recall(desk, sent(desk), "acknowledgement", "x")
    assert done.breach.clock.received == datetime(2026, 11, 25, 9, 0)


def test_a_release_is_recalled_too(desk: Desk, desk_of: DeskOf) -> None:
    shared = log_request(desk, POLICE).reference
    release(desk_of("dsl"), shared, TODAY, method="By e-mail", urgent=True, reason="At risk")
    done = recall(desk, shared, "release", "Wrong mailbox")
    breach = case_view(desk, done.breach.reference)
    assert (
        f"Release of {shared} was sent by mistake on Wed 25 Nov 2026 to PC Ada Finch"
        in breach.summary
    )
    with pytest.raises(Refused, match="was recalled already, on Wed 25 Nov 2026"):
        recall(desk, shared, "release", "Again")
    assert verify(desk).sound


ALSO = [
    # the other case's requester: e-mail, address, name; what is the same ('': it isn't listed)
    ("JANE@example.org ", "1 Low Road", "Ann Bell", "same e-mail"),
    ("", "4, oak row, BROOKFIELD", "Ann Bell", "same address"),
    ("", "", "Mrs Jane Doe", "same name"),
    ("jane@example.net", "14 Oak Row\nBrookfield", "Janet Doe", ""),
    ("", "", "Ann Bell", ""),
]


@pytest.mark.parametrize(("email", "address", "name", "why"), ALSO)
def test_what_else_went_there_is_listed(
    desk: Desk, email: str, address: str, name: str, why: str
) -> None:
    other = sent(desk, replace(SAR, email=email, address=address, requester=name))
    reference = sent(desk)
    found = recall(desk, reference, "acknowledgement", "x").also
    assert [(one.reference, one.why) for one in found] == ([(other, why)] if why else [])


def test_where_it_really_went_counts_too(desk: Desk) -> None:
    other = sent(desk, replace(SAR, email="ann@example.org", address="", requester="Ann Bell"))
    found = else_there(desk, sent(desk), "acknowledgement", "Ann@example.org")
    assert [(one.reference, one.why) for one in found] == [(other, "same e-mail")]


def test_a_case_out_of_sight_is_never_listed(desk: Desk, desk_of: DeskOf) -> None:
    hidden = sent(desk)
    restrict(desk, hidden, ["dpo", "head"], "A colleague's child")
    reference = sent(desk)
    assert [one.reference for one in else_there(desk, reference, "acknowledgement")] == [hidden]
    assert else_there(desk_of("clerk"), reference, "acknowledgement") == ()


def test_the_breach_of_a_restricted_case_has_its_readers_alone(desk: Desk, desk_of: DeskOf) -> None:
    reference = sent(desk)
    restrict(desk, reference, ["dpo", "head"], "A colleague's child")
    breach = case_view(desk, recall(desk, reference, "acknowledgement", "x").breach.reference)
    assert set(breach.readers) == {"dpo", "head"}
    with pytest.raises(BadInput, match="no case"):
        case_view(desk_of("clerk"), breach.reference)


WRONG = [
    ("disclosure-cover", "x", {}, BadInput, "no letter disclosure-cover was written"),
    ("release", "x", {}, BadInput, "nothing was released"),
    ("postcard", "x", {}, BadInput, "postcard"),
    ("acknowledgement", " ", {}, BadInput, "why"),
    ("acknowledgement", "x", {"noticed": datetime(2026, 11, 11, 9)}, BadInput, "is before it went"),
    ("acknowledgement", "x", {"noticed": datetime(2026, 11, 26, 9)}, BadInput, "in the future"),
    ("acknowledgement", "x", {"version": 1}, StaleSave, "Sent the letter"),
]


@pytest.mark.parametrize(("what", "why", "more", "error", "says"), WRONG)
def test_what_means_nothing_opens_no_breach(
    desk: Desk, what: str, why: str, more: dict[str, object], error: type[Exception], says: str
) -> None:
    reference = sent(desk)
    before = case_view(desk, reference)
    with pytest.raises(error, match=says):
        recall(desk, reference, what, why, **more)  # type: ignore[arg-type]
    assert case_view(desk, reference) == before


def test_a_clerk_may_recall_and_who_only_reads_or_rules_may_not(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = sent(desk)
    for person in ("auditor", "head"):
        with pytest.raises(NotAllowed, match="who may not recall what was sent by mistake"):
            recall(desk_of(person), reference, "acknowledgement", "x")
    assert recall(desk_of("clerk"), reference, "acknowledgement", "x").breach.reference


def test_nothing_is_the_same_about_unknown_addresses() -> None:
    assert Reached("Ann").same("Bea", "", "") == ""
