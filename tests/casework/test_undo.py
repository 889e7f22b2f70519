"""Undo: your own last change is undone by a further entry, and nothing recorded is lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dpo_console.cases.checklist.particulars import LATE, said
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.timeline import since_written
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.acts import acts
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.closing import close, reopen
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.notes import add_note, assign
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.undo import undo, undoing
from dpo_console.errors import Refused
from tests.answering import meet_checklist
from tests.conftest import TODAY, DeskOf

CAME = date(2026, 11, 20)
ASKED = date(2026, 11, 23)


@pytest.fixture
def sar(desk: Desk) -> str:
    return log_request(desk, NewRequest("sar", CAME, "Jane Doe", address="1 Low Road")).reference


def asked(desk: Desk, sar: str) -> CaseView:
    return case_view(
        desk, record_fact(desk, sar, "clarification_requested", ASKED, note="which years?")
    )


ACTS: dict[str, tuple[Callable[[Desk, str], object], str]] = {
    "a fact": (asked, "Strikes out “Clarification asked for” of Mon 23 Nov 2026."),
    "a fact that stops nothing": (
        lambda d, ref: record_fact(d, ref, "acknowledged", TODAY),
        "Strikes out “Acknowledged” of Wed 25 Nov 2026.",
    ),
    "a corrected day": (
        lambda d, ref: correct_fact(
            d, ref, case_view(d, ref).facts[0].id, on=date(2026, 11, 19), why="the postmark"
        ),
        "Lets “Received” of Fri 20 Nov 2026 stand again.",
    ),
    "an owner": (lambda d, ref: assign(d, ref, "clerk"), "The case will have no owner."),
    "a closing": (
        lambda d, ref: close(d, ref, "withdrawn", TODAY),
        "Opens it again (closed as Withdrawn).",
    ),
    "a note": (lambda d, ref: add_note(d, ref, "rang her"), "Withdraws the note “rang her”."),
}


@pytest.mark.parametrize("what", ACTS)
def test_the_case_stands_as_it_stood_before(desk: Desk, sar: str, what: str) -> None:
    act, does = ACTS[what]
    before = case_view(desk, sar)
    act(desk, sar)
    planned = undoing(desk, sar)
    assert planned.does == does
    after = case_view(desk, undo(desk, planned))
    same = ("due", "safe_by", "status", "owner", "closed_on", "outcome", "next_action", "urgent_at")
    assert [getattr(after.row, f) for f in same] == [getattr(before.row, f) for f in same]
    assert after.clock == before.clock
    standing = [(f.name, f.on) for f in after.facts if f.superseded_by is None]
    assert standing == [(f.name, f.on) for f in before.facts]


@pytest.mark.parametrize("what", ACTS)
def test_both_entries_stay_in_the_history_and_the_records_are_sound(
    desk: Desk, sar: str, what: str
) -> None:
    ACTS[what][0](desk, sar)
    case = case_view(desk, undo(desk, undoing(desk, sar)))
    _, did, undone = case.timeline
    assert undone.text == f"Undone: {did.text}"
    assert [check.text for check in verify(desk).checks if not check.sound] == []


def test_a_fact_struck_out_by_mistake_stands_again(desk: Desk, sar: str) -> None:
    fact = asked(desk, sar).facts[-1]
    record_fact(desk, sar, "clarification_received", TODAY, answers=fact.id)
    before = case_view(desk, sar)
    correct_fact(desk, sar, fact.id, on=None, why="a slip")
    assert case_view(desk, sar).clock != before.clock
    after = case_view(desk, undo(desk, undoing(desk, sar)))
    assert after.clock == before.clock


def test_an_owner_who_was_there_is_owner_again(desk: Desk, sar: str) -> None:
    assign(desk, sar, "clerk")
    assign(desk, sar, "")
    assert undoing(desk, sar).does == "The case will be Ben Hale's again."
    assert case_view(desk, undo(desk, undoing(desk, sar))).row.owner == "clerk"


def test_a_letter_says_what_of_it_was_put_right_and_what_was_taken_back(
    desk: Desk, sar: str
) -> None:
    [fact] = case_view(desk, sar).facts
    correct_fact(desk, sar, fact.id, on=date(2026, 11, 19), why="The date stamp")
    write_letter(desk, sar, "acknowledgement", {"summary": "the reports"})
    add_note(desk, sar, "She phoned")
    undo(desk, undoing(desk, sar))
    case = case_view(desk, sar)
    assert since_written(desk, case, case.letters[-1]) == ()
    correct_fact(desk, sar, case.facts[-1].id, on=CAME, why="It was right before")
    undo(desk, undoing(desk, sar))
    case = case_view(desk, sar)
    [corrected, taken_back] = since_written(desk, case, case.letters[-1])
    assert corrected.startswith("Corrected “Received”")
    assert taken_back.startswith("Undone: Corrected “Received”")


def test_an_undo_is_not_undone(desk: Desk, sar: str) -> None:
    add_note(desk, sar, "rang her")
    undo(desk, undoing(desk, sar))
    with pytest.raises(Refused, match="it was an undo, and undo goes back one step only"):
        undoing(desk, sar)


def test_what_somebody_else_did_is_theirs(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    asked(desk, sar)
    add_note(desk_of("clerk"), sar, "she rang")
    with pytest.raises(Refused, match=r"is Ben Hale's \(Wed 25 Nov 2026: she rang\)"):
        undoing(desk, sar)


def test_a_change_in_between_stops_it(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    asked(desk, sar)
    planned = undoing(desk, sar)
    add_note(desk_of("clerk"), sar, "she rang")
    with pytest.raises(Refused, match="was changed meanwhile; nothing was undone"):
        undo(desk, planned)
    assert case_view(desk, sar).clock.status == "paused"


def test_what_left_the_house_says_why_it_cannot_be_taken_back(desk: Desk, sar: str) -> None:
    with pytest.raises(Refused, match="you can't delete a logged request"):
        undoing(desk, sar)
    write_letter(desk, sar, "acknowledgement", {})
    with pytest.raises(Refused, match="write it again, or don't send it"):
        undoing(desk, sar)
    mark_sent(desk, sar, "acknowledgement", TODAY, "email")
    with pytest.raises(Refused, match="a letter that was sent can't be called back"):
        undoing(desk, sar)


def test_undoing_asks_for_the_right_to_the_act_itself(
    desk: Desk, desk_of: DeskOf, sar: str
) -> None:
    dsl = desk_of("dsl")
    record_fact(dsl, sar, "acknowledged", TODAY)
    undo(dsl, undoing(dsl, sar))
    assert [f.name for f in case_view(desk, sar).facts if f.superseded_by is None] == ["received"]


def test_a_reopened_case_is_closed_again_in_the_open(desk: Desk, sar: str) -> None:
    close(desk, sar, "withdrawn", TODAY)
    reopen(desk, sar, "she changed her mind")
    with pytest.raises(Refused, match="close it again"):
        undoing(desk, sar)


def test_an_undone_closing_restores_the_earlier_reason_for_being_late(desk: Desk) -> None:
    late = log_request(desk, NewRequest("foi", TODAY - timedelta(60), "Jane Doe")).reference
    meet_checklist(desk, late)
    record_fact(desk, late, "responded", TODAY)
    say(desk, late, {LATE: "The archive was shut."})
    close(desk, late, "disclosed", TODAY, late="The files were off site.")
    undo(desk, undoing(desk, late))
    assert said(file_meant(desk, late), LATE) == "The archive was shut."


def test_every_act_can_be_taken_back_or_says_what_to_do_instead() -> None:
    told = [act for act in acts().all if act.tells]
    assert [act.id for act in told if bool(act.undo) == bool(act.instead)] == []
