"""Checklists hold back early answers and closings. Overrides are kept and shown."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import letters_for, preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.checklist.assessing import assess, say
from dpo_console.casework.closing import close, reopen
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import give_opinion, treat_items
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import EVERY, record_answer
from dpo_console.errors import GateClosed, NotAllowed, Refused
from dpo_console.law.statutes import statutes
from tests.answering import meet_checklist
from tests.casework.checklist_cases import SAID, SAR, facts, gaps, logged, row_of
from tests.conftest import TODAY, DeskOf

REPLIES = {
    "sar": "disclosed",
    "rectification": "rectified",
    "erasure": "erased",
    "restriction": "restricted",
    "portability": "provided",
    "objection": "upheld",
    "automated-decision": "confirmed",
    "consent-withdrawn": "stopped",
    "exam-results": "disclosed",
    "educational-record": "provided",
}
"""The kinds whose answer waits for a checklist, each with an outcome that gives data."""

ANSWER = {"breach": "individuals_told", "complaint": "outcome_told"}
"""The fact that waits for the checklist, where it isn't `responded`."""

ENDED = {
    "foi": "disclosed",
    "eir": "disclosed",
    "foi-review": "overturned",
    "eir-review": "overturned",
    "breach": "not-reportable",
    "complaint": "upheld",
    "ico-enquiry": "answered",
    "ctf": "sent",
    "ctf-request": "sent",
    "curricular-record": "provided",
    "pupil-information": "provided",
    "ehc-advice": "provided",
}
"""The kinds whose closing alone waits, each with an outcome that needs something."""


@pytest.fixture
def reference(desk: Desk) -> str:
    return log_request(desk, SAR).reference


def needed(case: CaseView) -> list[str]:
    return [row.id for row in case.checklist if row.mandatory]


def ready(desk: Desk, kind: str) -> str:
    """Return a case with everything done that its closing waits for."""
    reference = logged(desk, kind)
    if kind in SAID:
        say(desk, reference, SAID[kind])
    if kind == "breach":
        record_fact(desk, reference, "not_reportable", TODAY, note="as written down")
    meet_checklist(desk, reference)
    if kind == "complaint":
        record_fact(desk, reference, "outcome_told", TODAY, note="as written down")
    return reference


def test_every_kind_of_case_has_a_checklist(desk: Desk) -> None:
    for kind in statutes():
        case = case_view(desk, logged(desk, kind))
        assert case.checklist, kind
        assert case.gate, kind
        assert case.gate.path == "ordinary"
        assert case.ruled == (kind == "disclosure")
    assert verify(desk).sound


@pytest.mark.parametrize("kind", REPLIES)
def test_an_answer_waits_for_the_checklist_with_every_gap_at_once(desk: Desk, kind: str) -> None:
    reference = logged(desk, kind)
    with pytest.raises(GateClosed) as caught:
        record_fact(desk, reference, "responded", TODAY)
    assert gaps(caught.value) == needed(case_view(desk, reference))
    assert "responded" not in facts(case_view(desk, reference))
    with pytest.raises(GateClosed):
        close(desk, reference, REPLIES[kind], TODAY)
    meet_checklist(desk, reference)
    case = case_view(desk, record_fact(desk, reference, "responded", TODAY))
    assert (case.row.next_action, case.flags) == ("Close the case", ())
    assert case_view(desk, close(desk, reference, REPLIES[kind], TODAY)).row.closed_on
    assert verify(desk).sound


@pytest.mark.parametrize("kind", [*REPLIES, *ENDED])
def test_each_answer_taken_back_in_turn_closes_the_gate_and_is_named(desk: Desk, kind: str) -> None:
    reference = ready(desk, kind)
    outcome = (REPLIES | ENDED)[kind]
    for row in case_view(desk, reference).checklist:
        if not row.mandatory or row.computed:
            continue
        assess(desk, reference, row.id, "not-met", "looked again")
        with pytest.raises(GateClosed) as caught:
            close(desk, reference, outcome, TODAY)
        assert gaps(caught.value) == [row.id]
        if kind in REPLIES:
            with pytest.raises(GateClosed):
                record_fact(desk, reference, "responded", TODAY)
        assess(desk, reference, row.id, "met", "seen")
    assert case_view(desk, close(desk, reference, outcome, TODAY)).row.outcome == outcome


@pytest.mark.parametrize("kind", SAID)
def test_each_particular_taken_back_in_turn_keeps_the_case_open(desk: Desk, kind: str) -> None:
    reference = ready(desk, kind)
    for name, words in SAID[kind].items():
        say(desk, reference, {name: ""})
        with pytest.raises(GateClosed, match=name):
            close(desk, reference, ENDED[kind], TODAY)
        say(desk, reference, {name: words})
    assert case_view(desk, close(desk, reference, ENDED[kind], TODAY)).row.closed_on


@pytest.mark.parametrize("kind", ENDED)
def test_the_answer_of_every_other_kind_waits_too_but_is_recorded_with_a_reason(
    desk: Desk, kind: str
) -> None:
    reference, answer = logged(desk, kind), ANSWER.get(kind, "responded")
    with pytest.raises(GateClosed, match="--override"):
        record_fact(desk, reference, answer, TODAY)
    why = "The clerk sent it on Friday"
    case = case_view(desk, record_fact(desk, reference, answer, TODAY, override=why))
    assert why in case.flags[0]
    with pytest.raises(GateClosed):
        close(desk, reference, ENDED[kind], TODAY)


def test_the_first_report_of_a_breach_needs_only_what_is_known(desk: Desk) -> None:
    breach = logged(desk, "breach")
    assert "reported" in facts(case_view(desk, record_fact(desk, breach, "reported", TODAY)))
    with pytest.raises(GateClosed, match=r"record\.facts(?s:.*)risk\.assessed"):
        record_fact(desk, breach, "individuals_told", TODAY)


def test_what_is_withdrawn_waits_for_nothing_and_says_how(desk: Desk, reference: str) -> None:
    case = case_view(
        desk, close(desk, reference, "withdrawn", TODAY, note="She rang: she has it already")
    )
    assert (case.row.outcome, case.flags) == ("withdrawn", ())
    assert "She rang" in case.timeline[-1].text
    silent = case_view(desk, close(desk, log_request(desk, SAR).reference, "withdrawn", TODAY))
    assert "nothing says by whom and how" in silent.flags[0]


def test_silence_closes_what_was_asked_in_vain_for_a_month(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, replace(SAR, received=date(2026, 10, 1))).reference
    with pytest.raises(GateClosed, match="Nothing was asked"):
        close(desk, reference, "no-answer", TODAY)
    record_fact(desk, reference, "clarification_requested", date(2026, 10, 2), note="Years?")
    with pytest.raises(GateClosed, match="from Tue 3 Nov 2026, and not before"):
        close(desk, reference, "no-answer", date(2026, 11, 2))
    case = case_view(desk, close(desk, reference, "no-answer", TODAY))
    assert "responded" not in facts(case)
    assert [f.note for f in case.facts if f.name == "withdrawn"] == [
        "Treated as withdrawn: no answer came to what we asked."
    ]
    case = case_view(desk, reopen(desk, reference, "The answer lay in the wrong mailbox"))
    assert not {"withdrawn", "closed"} & facts(case)
    record_fact(desk, reference, "clarification_received", date(2026, 11, 20), note="2024 on")
    with pytest.raises(GateClosed, match="Nothing was asked"):
        close(desk, reference, "no-answer", TODAY)


def test_nothing_held_needs_the_search_and_the_right_reader_but_no_schedule(
    desk: Desk, reference: str
) -> None:
    record_answer(desk, reference, EVERY, "nothing")
    asked = set(needed(case_view(desk, reference)))
    assert {"who.identity", "search.complete", "delivery.address"} <= asked
    assert not {name for name in asked if name.startswith(("schedule", "content"))}
    meet_checklist(desk, reference)
    assert (
        case_view(desk, close(desk, reference, "nothing-held", TODAY)).row.outcome == "nothing-held"
    )


def test_a_refusal_needs_its_reason_and_the_rights_told(desk: Desk, reference: str) -> None:
    with pytest.raises(GateClosed) as caught:
        close(desk, reference, "refused", TODAY)
    assert gaps(caught.value) == ["refusal.reason", "refusal.rights"]
    say(
        desk, reference, {"refusal.reason": "Manifestly excessive, Art 12(5): the third this month"}
    )
    assert set(needed(case_view(desk, reference))) == {"refusal.reason", "refusal.rights"}
    with pytest.raises(GateClosed, match=r"refusal\.rights"):
        record_fact(desk, reference, "responded", TODAY)
    assess(desk, reference, "refusal.rights", "met", "In the letter of today")
    record_fact(desk, reference, "responded", TODAY)
    assert case_view(desk, close(desk, reference, "refused", TODAY)).row.closed_on


def test_a_refusal_letter_that_was_sent_tells_reason_and_rights(desk: Desk, reference: str) -> None:
    given = {"refusal.ground": "excessive", "refusal.reason": "it is the third this month"}
    write_letter(desk, reference, "refusal-excessive", given)
    case = case_view(desk, mark_sent(desk, reference, "refusal-excessive", TODAY, "email"))
    assert "responded" in facts(case)
    assert case.flags == ()
    assert case_view(desk, close(desk, reference, "refused", TODAY)).row.closed_on


def test_a_partial_answer_names_why_in_the_schedule_or_in_words(desk: Desk, reference: str) -> None:
    meet_checklist(desk, reference)
    with pytest.raises(GateClosed) as caught:
        close(desk, reference, "disclosed-in-part", TODAY)
    assert gaps(caught.value) == ["content.withheld"]
    say(desk, reference, {"withheld.reason": "The reference: Sch 2 para 24"})
    assert case_view(desk, close(desk, reference, "disclosed-in-part", TODAY)).row.closed_on


def test_the_schedule_answers_for_itself_and_is_not_written_over(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    meet_checklist(desk, reference)
    add_items(desk, reference, [NewItem(source="mis", category="behaviour", title="Log", pages=6)])
    with pytest.raises(GateClosed) as caught:
        close(desk, reference, "disclosed", TODAY)
    assert "schedule.treated" in gaps(caught.value)
    with pytest.raises(Refused, match="answered by the schedule, not by hand"):
        assess(desk, reference, "schedule.treated", "met", "all of it")
    treat_items(desk, reference, [1], "redact", exemption="sch2-16", reason="Other pupils")
    row = row_of(case_view(desk, reference), "schedule.second-look")
    assert (row.computed, row.by) == (True, "the schedule")
    assert row.verdict != "met"
    assert row_of(case_view(desk, reference), "content.withheld").verdict == "met"


def test_an_opinion_that_has_grown_too_old_keeps_the_answer_back(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    meet_checklist(desk, reference)
    health = NewItem(source="mis", category="health", title="Nurse's notes", pages=2)
    add_items(desk, reference, [health])
    treat_items(desk, reference, [1], "release")
    nurse, when = "The school nurse", date(2026, 11, 10)
    give_opinion(desk, reference, [1], "no-harm", nurse, on=when)
    assert row_of(case_view(desk, reference), "schedule.opinions").verdict == "met"
    later = desk_of(today=date(2027, 6, 1))
    assert row_of(case_view(later, reference), "schedule.opinions").verdict != "met"
    with pytest.raises(GateClosed, match=r"schedule\.opinions"):
        record_fact(later, reference, "responded", date(2027, 6, 1))


def test_the_search_plan_answers_for_itself(desk: Desk, reference: str) -> None:
    row = row_of(case_view(desk, reference), "search.complete")
    assert (row.computed, row.by, row.verdict) == (True, "the search plan", "needs-information")
    assert "not answered" in row.evidence
    with pytest.raises(Refused, match="the search plan, not by hand"):
        assess(desk, reference, "search.complete", "met", "looked everywhere")
    record_answer(desk, reference, EVERY, "found")
    assert row_of(case_view(desk, reference), "search.complete").verdict == "met"


def test_identity_that_was_asked_for_must_come_and_then_answers_for_itself(
    desk: Desk, reference: str
) -> None:
    meet_checklist(desk, reference)
    record_fact(desk, reference, "id_requested", date(2026, 11, 3), note="New address")
    with pytest.raises(GateClosed, match="proof of identity was asked for and has not come"):
        record_fact(desk, reference, "responded", TODAY)
    with pytest.raises(Refused, match="not by hand"):
        assess(desk, reference, "who.identity", "met", "never mind")
    record_fact(desk, reference, "id_received", date(2026, 11, 5), note="Passport seen by Ben")
    assert "responded" in facts(case_view(desk, record_fact(desk, reference, "responded", TODAY)))


def test_a_fact_with_a_note_answers_until_somebody_does(desk: Desk, reference: str) -> None:
    record_fact(desk, reference, "authority_requested", date(2026, 11, 3), note="Not on our list")
    record_fact(desk, reference, "authority_received", date(2026, 11, 4))
    assert row_of(case_view(desk, reference), "who.responsibility").verdict == ""
    again = log_request(desk, replace(SAR, requester="Ann Lee")).reference
    record_fact(desk, again, "authority_received", date(2026, 11, 4), note="Order seen")
    row = row_of(case_view(desk, again), "who.responsibility")
    assert (row.verdict, row.computed) == ("met", True)
    assert row.evidence == "Order seen (Wed 4 Nov 2026)"
    assess(desk, again, "who.responsibility", "not-met", "The order was of another child")
    row = row_of(case_view(desk, again), "who.responsibility")
    assert (row.verdict, row.computed, row.by) == ("not-met", False, "dpo")


def test_the_cover_letter_is_kept_back_naming_every_gap(desk: Desk, reference: str) -> None:
    letter = next(c for c in letters_for(desk, reference) if c.name == "disclosure-cover")
    assert not letter.fits
    case = case_view(desk, reference)
    assert [gap.partition(":")[0] for gap in letter.missing][: len(needed(case))] == needed(case)
    shown = preview_letter(desk, reference, "disclosure-cover", {})
    assert set(letter.missing) <= set(shown.missing)
    with pytest.raises(
        GateClosed, match="letter disclosure-cover for SAR-2026-0001 can't be written yet"
    ):
        write_letter(desk, reference, "disclosure-cover", {})
    meet_checklist(desk, reference)
    letter = next(c for c in letters_for(desk, reference) if c.name == "disclosure-cover")
    assert letter.fits
    assert case_view(desk, reference).letters == ()


def test_a_reason_to_refuse_opens_no_way_past_the_checklist_of_a_cover_letter(
    desk: Desk, reference: str
) -> None:
    say(desk, reference, {"refusal.reason": "excessive"})
    with pytest.raises(GateClosed, match=r"who\.identity"):
        write_letter(desk, reference, "disclosure-cover", {})


def test_a_letter_written_in_time_is_not_sent_after_a_question_came_up(
    desk: Desk, reference: str
) -> None:
    meet_checklist(desk, reference)
    given = {
        "schedule": "School record, 24 pages",
        "disclosure.searched": "Everywhere",
        "disclosure.period": "two years",
        "disclosure.method": "by secure link",
    }
    write_letter(desk, reference, "disclosure-cover", given)
    assess(desk, reference, "who.orders", "needs-information", "The DSL heard of an order")
    with pytest.raises(GateClosed, match=r"who\.orders: waits for information"):
        mark_sent(desk, reference, "disclosure-cover", TODAY)
    assert "responded" not in facts(case_view(desk, reference))


def test_met_needs_evidence_and_not_applicable_must_be_allowed(desk: Desk, reference: str) -> None:
    meet_checklist(desk, reference)
    assess(desk, reference, "who.identity", "met")
    with pytest.raises(GateClosed, match=r"who\.identity: has no evidence"):
        close(desk, reference, "disclosed", TODAY)
    assess(desk, reference, "who.identity", "not-applicable", "We know her")
    with pytest.raises(GateClosed, match=r"who\.identity: can't be called not applicable"):
        close(desk, reference, "disclosed", TODAY)
    assess(desk, reference, "who.identity", "met", "Known to the school: collects Tom every day")
    assess(desk, reference, "who.orders", "not-applicable", "Both parents ask together")
    assert case_view(desk, close(desk, reference, "disclosed", TODAY)).row.closed_on


def test_who_may_answer_what(desk_of: DeskOf, reference: str) -> None:
    clerk = desk_of("clerk")
    case = case_view(clerk, assess(clerk, reference, "who.identity", "met", "Known to the school"))
    assert row_of(case, "who.identity").by == "clerk"
    with pytest.raises(NotAllowed, match="who may not answer a checklist"):
        assess(desk_of("auditor"), reference, "who.identity", "met", "seen")
    with pytest.raises(NotAllowed, match="who may not record a case's details"):
        say(desk_of("auditor"), reference, {"late.reason": "x"})
    third = NewRequest("disclosure", date(2026, 11, 2), "Dr Bell", requester_kind="researcher")
    shared = log_request(clerk, third).reference
    with pytest.raises(NotAllowed, match="who may not answer these checks"):
        assess(clerk, shared, "who.person", "met", "seen")


def test_a_closed_case_is_answered_no_more_until_it_is_opened(desk: Desk, reference: str) -> None:
    close(desk, reference, "withdrawn", TODAY)
    with pytest.raises(Refused, match="closed"):
        assess(desk, reference, "who.identity", "met", "seen")
    with pytest.raises(Refused, match="closed"):
        say(desk, reference, {"late.reason": "x"})
    reopen(desk, reference, "She wrote again")
    assert case_view(desk, assess(desk, reference, "who.identity", "met", "seen")).gate
