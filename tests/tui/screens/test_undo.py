"""The key `u`: names the change to undo, asks, and reports the result."""

from dpo_console.cases.checklist.particulars import LATE
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note, assign
from tests.answering import meet_checklist
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Log, Opener


def owner(desk: Desk, reference: str) -> str:
    return case_view(desk, reference).row.owner


async def give_to_clerk(c: Console) -> None:
    await c.press("a")
    await c.press("j", "enter")


async def test_what_was_just_done_says_that_u_undoes_it_and_u_does(
    console: Opener, desk: Desk, log: Log
) -> None:
    sar = log().reference
    async with console(desk) as c:
        await give_to_clerk(c)
        assert f"{sar}: Assigned to Ben Hale. u undoes it." in c.shown
        assert owner(desk, sar) == "clerk"
        await c.press("u")
        assert f"{sar}: undo this?" in c.shown
        assert "The case will have no owner." in c.shown
        await c.press("n")
        assert owner(desk, sar) == "clerk"
        await c.press("u", "y")
        assert "Undone (Wed 25 Nov 2026: Assigned to Ben Hale)." in c.shown
        assert owner(desk, sar) == ""


async def test_in_the_queue_it_is_what_was_done_last_not_what_stands_under_the_cursor(
    console: Opener, desk: Desk, log: Log
) -> None:
    first, second = log(days_ago=9).reference, log(days_ago=2).reference
    add_note(desk, second, "an old note of mine")
    async with console(desk) as c:
        await c.press("2", "6", "x")
        for _ in range(9):
            if "‹ Withdrawn" in c.shown:
                break
            await c.press("right")
        await c.press("enter")
        assert case_view(desk, first).row.closed_on
        await c.press("g", "u")
        assert f"Your last change was to {first}, not {second}. Undo it?" in c.shown
        assert "Opens it again (closed as Withdrawn)." in c.shown
        await c.press("y")
    assert not case_view(desk, first).row.closed_on
    assert case_view(desk, second).timeline[-1].text == "an old note of mine"


async def test_what_cannot_be_taken_back_says_why(
    console: Opener, desk: Desk, desk_of: DeskOf, log: Log
) -> None:
    sar = log().reference
    async with console(desk) as c:
        await c.press("u")
        assert "you can't delete a logged request" in c.shown
        assign(desk_of("clerk"), sar, "clerk")
        await c.press("enter", "u")
        assert "The last change of" in c.shown
        assert "is Ben Hale's" in c.shown


async def test_on_the_case_it_is_the_case_shown(console: Opener, desk: Desk, log: Log) -> None:
    sar = log().reference
    async with console(desk) as c:
        await c.press("enter", "n")
        await c.type("rang her")
        await c.press("enter")
        assert "Note added. u undoes it." in c.shown
        await c.press("u")
        assert "Done on Wed 25 Nov 2026. Withdraws the note “rang her”." in c.shown
        await c.press("y")
        assert "Undone (Wed 25 Nov 2026: rang her)." in c.shown
    assert case_view(desk, sar).timeline[-1].text == "Undone: rang her"


async def test_it_works_in_a_view_that_the_case_has_left(
    console: Opener, desk: Desk, log: Log
) -> None:
    late = log(days_ago=60).reference
    async with console(desk) as c:
        await give_to_clerk(c)
        await c.press("2")
        assert "Nothing is due within seven days, nor aimed for." in c.shown
        await c.press("u", "y")
    assert owner(desk, late) == ""


async def test_a_late_case_is_closed_with_its_reason_in_one_act_and_undone_whole(
    console: Opener, desk: Desk, log: Log
) -> None:
    late = log("foi", days_ago=60).reference
    meet_checklist(desk, late)
    record_fact(desk, late, "responded", TODAY)
    async with console(desk) as c:
        await c.press("6", "x")
        before = case_view(desk, late).version
        await c.press("d")
        assert "Say why below." in c.shown
        assert "in the case details" not in c.shown
        await c.press("enter")
        assert "It is late: say why here." in c.shown
        assert case_view(desk, late).version == before
        await c.type("The archive was shut.")
        await c.press("enter")
        closed = case_view(desk, late)
        assert closed.row.closed_on
        assert why_late(closed) == "The archive was shut."
        assert closed.version == before + 1
        assert "why late: The archive was shut." in closed.timeline[-1].text
        await c.press("u", "y")
    again = case_view(desk, late)
    assert not again.row.closed_on
    assert why_late(again) == ""


def why_late(case: CaseView) -> str:
    return next(row.value for row in case.particulars if row.name == LATE)


async def test_a_part_of_a_case_says_where_its_last_change_is_undone_or_how_it_is_corrected(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("enter", "A", "u")
        assert "u undoes on the case: esc, then u." in c.shown
        await c.press("U")
        assert "The key U does nothing here." in c.shown
        await c.press("P", "5", "u")
        assert "Nothing is undone here: enter on a place records what is right." in c.shown
        assert "esc, then u" not in c.shown
        await c.press("B", "u")
        said = "Nothing is undone here: 0 opens an item again, or decide on it again."
        assert said in c.shown
