"""The fields a case gives its letters, and the conditions that choose letters."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dpo_console.cases.checklist.particulars import particulars_of
from dpo_console.cases.letters.going_out import LetterChoice
from dpo_console.cases.letters.letter_choices import letters_for, preview_letter
from dpo_console.cases.letters.letter_conditions import conditions_of
from dpo_console.cases.letters.letter_fields import fields_of
from dpo_console.cases.letters.typed_fields import RULING
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import resolve
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.letters.catalogue import catalogue
from dpo_console.letters.letter import Rows
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile
from tests.casework.sharing.test_sharing import SCOPE
from tests.conftest import DeskOf

TODAY = date(2026, 11, 25)
RECEIVED = date(2026, 11, 2)
REFUSAL = "foi-refusal"


def logged(
    desk: Desk, kind: str, *subjects: str, on: date | datetime = RECEIVED, **more: object
) -> str:
    request = NewRequest(kind, on, "Jane Doe", subjects=subjects, channel="email", **more)  # type: ignore[arg-type]
    return log_request(desk, request).reference


def loaded(desk: Desk, reference: str) -> CaseFile:
    with desk.database.read() as ask:
        return case_file.load(ask, case_file.find(ask, resolve(desk, reference)))


@pytest.mark.parametrize(
    ("subjects", "whom"),
    [
        ((), "you"),
        (("Jane Doe",), "you"),
        (("Tom Doe",), "Tom Doe"),
        (("Jane Doe", "Tom Doe"), "you and Tom Doe"),
        (("Tom Doe", "Ann Doe", "Jo Doe"), "Tom Doe, Ann Doe and Jo Doe"),
    ],
)
def test_a_letter_speaks_of_its_reader_as_you(
    desk: Desk, subjects: tuple[str, ...], whom: str
) -> None:
    fields = fields_of(desk, loaded(desk, logged(desk, "sar", *subjects)), {})
    assert fields["subject.whom"] == whom
    assert fields["summary"] == f"a copy of any information that we may hold about {whom}"


def test_who_asks_for_an_organisation_is_written_to_there(desk: Desk) -> None:
    asked = logged(desk, "disclosure", requester_kind="police", organisation="Kent Police")
    fields = fields_of(desk, loaded(desk, asked), {})
    assert fields["requester.address"] == "Jane Doe\nKent Police"


@pytest.mark.parametrize(
    ("letter", "about"),
    [("police-release", "Tom Doe"), ("compelled-release", "Tom Doe"), ("acknowledgement", "")],
)
def test_a_release_names_whose_information_it_gives_and_an_acknowledgement_does_not(
    letter: str, about: str, desk: Desk
) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="police")
    assert fields_of(desk, loaded(desk, asked), {}, letter)["about"] == about


def test_a_release_about_a_whole_cohort_names_no_single_pupil(desk: Desk) -> None:
    asked = logged(desk, "disclosure", "Tom Doe", requester_kind="police")
    for pupils, about in ((1, "Tom Doe"), (58, "")):
        set_scope(desk, asked, replace(SCOPE, pupils=pupils))
        assert fields_of(desk, loaded(desk, asked), {}, "police-release")["about"] == about


def test_a_letter_that_only_pupils_get_greets_by_first_name(desk: Desk) -> None:
    asked = logged(desk, "breach")
    typed = {"breach.addressee": "Matilda Brown\n3 Mill Street"}
    for letter, greeted in (("breach-notice-pupil", "Matilda"), ("breach-notice", "Matilda Brown")):
        assert fields_of(desk, loaded(desk, asked), typed, letter)["greeting"] == f"Dear {greeted}"


def test_a_decision_sheet_says_country_and_dpia_or_that_neither_is_recorded(desk: Desk) -> None:
    asked = logged(desk, "disclosure", requester_kind="researcher")
    set_scope(desk, asked, SCOPE)
    shown = preview_letter(desk, asked, "decision-sheet", {}).text
    assert "Recipient’s country: not recorded" in shown
    assert "DPIA: none recorded" in shown
    set_scope(desk, asked, replace(SCOPE, dpia="DPIA 2026/3"))
    say(desk, asked, {"recipient.country": "Ireland"})
    shown = preview_letter(desk, asked, "decision-sheet", {}).text
    assert "Recipient’s country: Ireland" in shown
    assert "DPIA: DPIA 2026/3" in shown


def test_a_court_that_asks_for_itself_is_named_once_in_its_address(desk: Desk) -> None:
    court = "Family Court at Candlewick"
    request = NewRequest(
        "disclosure", TODAY, court, "court", organisation=court, address="Market Street"
    )
    fields = fields_of(
        desk, loaded(desk, log_request(desk, request).reference), {}, "compelled-release"
    )
    assert fields["recipient.address"] == f"{court}\nMarket Street"


def test_a_refusal_for_want_of_proof_knows_when_it_was_asked_for(desk: Desk) -> None:
    reference = logged(desk, "sar", "Tom Doe")
    assert "proof_open" not in conditions_of(desk, loaded(desk, reference))
    record_fact(desk, reference, "id_requested", date(2026, 11, 4), note="an unknown address")
    file = loaded(desk, reference)
    asked = "on Wednesday 4 November 2026 for proof of who you are"
    assert fields_of(desk, file, {})["refusal.asked_on"] == asked
    assert {"proof_open", "waiting"} <= conditions_of(desk, file)
    assert "running" not in conditions_of(desk, file)


def test_results_that_were_out_before_are_asked_for_under_the_ordinary_month(desk: Desk) -> None:
    reference = logged(desk, "exam-results", "Tom Doe")
    assert "month" not in conditions_of(desk, loaded(desk, reference))
    record_fact(desk, reference, "results_announced", date(2026, 8, 20))
    assert "month" in conditions_of(desk, loaded(desk, reference))


def test_the_limit_of_a_breach_passes_to_the_minute(desk: Desk) -> None:
    """At nine in the morning of the 25th, London time, only the earlier breach is overdue."""
    early = logged(desk, "breach", on=datetime(2026, 11, 22, 8, 0))
    late = logged(desk, "breach", on=datetime(2026, 11, 22, 10, 0))
    assert "limit_passed" in conditions_of(desk, loaded(desk, early))
    assert "limit_passed" not in conditions_of(desk, loaded(desk, late))


def test_a_complaint_from_before_the_duty_is_known(desk: Desk) -> None:
    for day, before in ((date(2026, 6, 18), True), (date(2026, 6, 19), False)):
        conditions = conditions_of(desk, loaded(desk, logged(desk, "complaint", on=day)))
        assert ("before_complaint_duty" in conditions) is before


def test_the_report_goes_to_the_regulator_and_a_notice_greets_its_reader(desk: Desk) -> None:
    reference = logged(desk, "breach")
    report = preview_letter(desk, reference, "breach-report", {}).text
    assert report.startswith("Information Commissioner's Office\nWycliffe House\nWater Lane\n")
    given = {"addressee": "Tom Doe\n1 Mill Street"}
    assert "Dear Tom\n" in preview_letter(desk, reference, "breach-notice-pupil", given).text


def test_an_urgent_release_names_who_decided_on_it(desk_of: DeskOf) -> None:
    desk = desk_of("dsl")
    reference = logged(desk_of(), "disclosure", requester_kind="police")
    set_scope(desk_of(), reference, SCOPE)
    release(desk, reference, TODAY, urgent=True, reason="A child is missing")
    shown = preview_letter(desk_of(), reference, "safeguarding-release", {})
    assert "Decided: by Samir Nath, Wednesday 25 November 2026" in shown.text
    assert not any("decided_by" in gap for gap in shown.missing)
    fitting = {choice.name for choice in letters_for(desk_of(), reference) if choice.fits}
    assert "safeguarding-release" in fitting


@pytest.mark.parametrize(("asked", "fits"), [(date(2026, 11, 4), True), (TODAY, False)])
def test_nobody_is_refused_for_want_of_proof_before_it_is_time_to_ask_again(
    desk: Desk, asked: date, fits: bool
) -> None:
    reference = logged(desk, "sar", "Tom Doe")
    record_fact(desk, reference, "id_requested", asked, note="an unknown address")
    (refusal,) = (c for c in letters_for(desk, reference) if c.name == "refusal-identity")
    assert refusal.fits is fits


def choice_of(desk: Desk, reference: str, letter: str) -> LetterChoice:
    return next(choice for choice in letters_for(desk, reference) if choice.name == letter)


def test_what_the_particulars_say_is_not_asked_for_again_in_the_letter(desk: Desk) -> None:
    reference = logged(desk, "foi")
    assert {"refusal.exemption", "refusal.reason"} <= {*choice_of(desk, reference, REFUSAL).needs}
    ground, why = "section 40(2) (personal data of others)", "It names two pupils."
    say(desk, reference, {"refusal.exemption": ground, "refusal.reason": why})
    asked = choice_of(desk, reference, REFUSAL)
    assert asked.takes == asked.offers == {"refusal.exemption": ground, "refusal.reason": why}
    assert {"refusal.exemption", "refusal.reason"}.isdisjoint(asked.needs)
    assert f"We rely on: {ground}." in preview_letter(desk, reference, REFUSAL, {}).text
    own = {"refusal.reason": "It would tell who they are."}  # for this letter alone
    text = preview_letter(desk, reference, REFUSAL, own).text
    assert own["refusal.reason"] in text
    assert why not in text


def test_what_was_said_for_other_readers_is_offered_and_goes_nowhere_unseen(
    desk: Desk, desk_of: DeskOf
) -> None:
    breach = logged(desk, "breach")
    say(desk, breach, {"breach.happened": "Ben sent it to the wrong list.", "late.reason": "Away."})
    report = preview_letter(desk, breach, "breach-report", {}).text
    assert "Ben sent it to the wrong list." in report
    assert "Away." in report
    notice = choice_of(desk, breach, "breach-notice")
    assert (notice.takes, notice.offers["breach.nature"]) == ({}, "Ben sent it to the wrong list.")
    assert "Ben" not in preview_letter(desk, breach, "breach-notice", {}).text
    sharing = logged(desk, "disclosure")
    decide(desk_of("head"), sharing, "refuse", reason="Ann says they sell it on")
    refusal = choice_of(desk, sharing, "third-party-refusal")
    assert (refusal.takes, refusal.offers) == ({}, {"refusal.reason": "Ann says they sell it on"})


def test_the_form_for_more_information_begins_with_the_open_checks(desk: Desk) -> None:
    reference = logged(desk, "disclosure", requester_kind="police")
    asked = choice_of(desk, reference, "more-information").takes["sharing.questions"].splitlines()
    text = preview_letter(desk, reference, "more-information", {}).text
    assert len(asked) > 5
    assert all(question in text for question in asked)


def test_what_letters_take_and_offer_are_particulars_that_their_cases_have() -> None:
    for letter in catalogue().values():
        own = {p.name for kind in letter.kinds for p in particulars_of(kind)}
        own |= {RULING, "sharing.questions"}
        for ask in letter.asks:
            assert own.issuperset(filter(None, (ask.takes, ask.offers))), letter.name


@pytest.mark.parametrize(
    ("likelihood", "severity", "high"),
    [("unlikely", "low", False), ("possible", "medium", False), ("possible", "high", True)],
)
def test_only_a_risk_weighed_as_high_obliges_us_to_tell_people(
    desk: Desk, likelihood: str, severity: str, high: bool
) -> None:
    aware = datetime(2026, 11, 24, 9, 30)
    reference = log_request(desk, NewRequest("breach", aware, "Ann Bell")).reference
    assert "high_risk" not in conditions_of(desk, loaded(desk, reference))
    say(desk, reference, {"breach.likelihood": likelihood, "breach.severity": severity})
    assert ("high_risk" in conditions_of(desk, loaded(desk, reference))) is high


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("UK GDPR Article 6(1)(e)", "it is part of our work as a school"),
        ("6(1)(c) and 6.1.e", "it is part of our work as a school and the law tells us to"),
        ("as always", ""),
    ],
)
def test_a_family_reads_the_lawful_basis_in_words(basis: str, said: str, desk: Desk) -> None:
    asked = logged(desk, "disclosure", requester_kind="researcher")
    set_scope(desk, asked, replace(SCOPE, lawful_basis=basis))
    assert fields_of(desk, loaded(desk, asked), {}, "families-told")["sharing.because"] == said


def test_a_decision_sheet_names_a_missing_detail_by_its_label(desk: Desk) -> None:
    asked = logged(desk, "disclosure", requester_kind="researcher")
    set_scope(desk, asked, SCOPE)
    table = fields_of(desk, loaded(desk, asked), {}, "decision-sheet")["decision.checklist"]
    assert isinstance(table, Rows)
    told = [cell for row in table.rows for cell in row if "missing from the case details" in cell]
    assert told
    assert not any("recipient." in cell for cell in told)


def test_only_a_letter_that_must_say_what_was_asked_gets_words_of_ours_for_it(desk: Desk) -> None:
    reference = logged(desk, "objection", "Tom Doe")
    ours = "what you set out in your request"
    assert ours in preview_letter(desk, reference, "acknowledgement", {}).text
    assert ours not in preview_letter(desk, reference, "objection-outcome", {}).text
    said = preview_letter(desk, reference, "objection-outcome", {"summary": "no photographs"}).text
    assert "You asked for: no photographs." in said
