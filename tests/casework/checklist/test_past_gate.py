"""Overrides and late answers, and the reasons that a case must give for them."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import assess, say
from dpo_console.casework.closing import close
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import EVERY, record_answer
from dpo_console.errors import BadInput, GateClosed, Refused
from tests.answering import meet_checklist
from tests.casework.checklist_cases import SAID, SAR, facts, gaps, logged
from tests.conftest import TODAY


@pytest.fixture
def reference(desk: Desk) -> str:
    return log_request(desk, SAR).reference


def test_what_went_out_past_the_gate_is_kept_with_its_reason_and_seen_first(
    desk: Desk, reference: str
) -> None:
    why = "The clerk sent it on her own"
    case = case_view(
        desk, record_fact(desk, reference, "responded", TODAY, note="By e-mail", override=why)
    )
    (flag,) = case.flags
    assert f"Sent under an override on Wed 25 Nov 2026 (“{why}”, says Amara Okafor)" in flag
    assert "who.identity" in flag
    assert case.row.next_action.startswith("Account for the answer: ")
    assert case.timeline[-1].text.startswith("Answered, under an override: ")
    with pytest.raises(GateClosed):
        close(desk, reference, "disclosed", TODAY)
    record_answer(desk, reference, EVERY, "found")
    for row in case_view(desk, reference).checklist:
        if row.mandatory and not row.computed:
            assess(desk, reference, row.id, "not-met", "Nobody looked")
    closed = case_view(desk, close(desk, reference, "disclosed", TODAY))
    assert closed.flags == case.flags
    assert f"under an override, because {why}" in closed.timeline[-1].text
    assert verify(desk).sound


@pytest.mark.parametrize("why", ["sent", "Sent.", "by e-mail", "- - -", "done ok !"])
def test_what_goes_past_the_gate_takes_a_sentence(desk: Desk, reference: str, why: str) -> None:
    with pytest.raises(BadInput, match="says too little"):
        record_fact(desk, reference, "responded", TODAY, override=why)
    assert "responded" not in facts(case_view(desk, reference))


def test_how_it_went_is_no_reason_for_going_past_the_gate(desk: Desk, reference: str) -> None:
    with pytest.raises(GateClosed, match="--override"):
        record_fact(desk, reference, "responded", TODAY, note="Sent by e-mail with the password")
    meet_checklist(desk, reference)
    with pytest.raises(BadInput, match="it has passed every check"):
        record_fact(desk, reference, "responded", TODAY, override="She would not wait for it")


def test_the_mark_stays_on_a_corrected_day_and_goes_with_an_answer_that_never_was(
    desk: Desk, reference: str
) -> None:
    case = case_view(
        desk, record_fact(desk, reference, "responded", TODAY, override="Sent in a hurry")
    )
    case = case_view(
        desk,
        correct_fact(desk, reference, case.facts[-1].id, on=date(2026, 11, 24), why="Postmark"),
    )
    assert "Tue 24 Nov 2026" in case.flags[0]
    case = case_view(desk, correct_fact(desk, reference, case.facts[-1].id, why="It never left"))
    assert case.flags == ()
    with pytest.raises(GateClosed):
        record_fact(desk, reference, "responded", TODAY)


def test_an_answer_after_its_day_says_why_before_it_is_closed(desk: Desk) -> None:
    late = log_request(desk, replace(SAR, received=date(2026, 10, 1))).reference
    meet_checklist(desk, late)
    with pytest.raises(GateClosed) as caught:
        close(desk, late, "disclosed", TODAY)
    assert gaps(caught.value) == ["late.reason"]
    assert "23 days late" in str(caught.value.reasons[0])
    (flag,) = case_view(desk, record_fact(desk, late, "responded", TODAY)).flags
    assert flag.startswith("Late: 23 days late when answered Wed 25 Nov 2026")
    say(desk, late, {"late.reason": "The mailbox search failed twice"})
    assert case_view(desk, close(desk, late, "disclosed", TODAY)).row.closed_on


def test_what_is_withdrawn_was_not_answered_late(desk: Desk) -> None:
    late = log_request(desk, replace(SAR, received=date(2026, 10, 1))).reference
    assert case_view(desk, close(desk, late, "withdrawn", TODAY)).row.closed_on


def test_a_breach_reported_after_72_hours_says_why(desk: Desk) -> None:
    request = NewRequest("breach", datetime(2026, 11, 16, 9, 30), "Ann Bell")
    late = log_request(desk, request).reference
    say(desk, late, SAID["breach"])
    record_fact(desk, late, "reported", TODAY)
    meet_checklist(desk, late)
    with pytest.raises(GateClosed, match=r"late\.reason"):
        close(desk, late, "reported", TODAY)


def test_a_breach_is_weighed_and_says_what_that_asks_for(desk: Desk) -> None:
    reference = logged(desk, "breach")
    assert case_view(desk, say(desk, reference, {"likelihood": "likely"})).flags == ()
    case = case_view(desk, say(desk, reference, {"severity": "high"}))
    assert any("Report to the Commissioner within 72 hours" in flag for flag in case.flags)
    assert any("Tell the people affected" in flag for flag in case.flags)
    with pytest.raises(Refused, match="harm is weighed as likely, and only a breach that is unl"):
        record_fact(desk, reference, "not_reportable", TODAY, note="Small")
    say(desk, reference, {"likelihood": "unlikely"})
    with pytest.raises(Refused, match="say why a risk to anybody is unlikely"):
        record_fact(desk, reference, "not_reportable", TODAY)


def test_particulars_are_kept_each_in_its_history(desk: Desk, reference: str) -> None:
    say(desk, reference, {"late.reason": "one"})
    say(desk, reference, {"late.reason": "two", "withheld.reason": "three"})
    case = case_view(desk, say(desk, reference, {"withheld.reason": ""}))
    assert {p.name: p.value for p in case.particulars if p.value} == {"late.reason": "two"}
    told = [event.text for event in case.timeline][-3:]
    assert told[0] == "Case details: Why late: one"
    assert "Why only part: three" in told[1]
    assert told[2] == "Case details: Why only part: removed"
    assert verify(desk).sound


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("likelihood", "perhaps", "one of unlikely, possible, likely"),
        ("colour", "red", "no detail 'colour'. It has: breach.happened"),
        ("late.reason", "a\x00b", "U\\+0000"),
    ],
)
def test_particulars_that_mean_nothing(desk: Desk, name: str, words: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        say(desk, logged(desk, "breach"), {name: words})
