"""What a case tells of its clock: what an act would do to it, and what may follow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import record_fact
from dpo_console.tui.screens.case.after_change import what_changed
from dpo_console.tui.widgets.case_headline import due_words
from dpo_console.tui.widgets.menu import Menu
from dpo_console.tui.widgets.queue.columns import left_words
from tests.conftest import TODAY
from tests.tui.conftest import Log, Opener
from tests.tui.screens.test_case_screen import facts


async def test_what_a_fact_does_is_shown_for_the_day_typed(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk, (100, 40)) as c:
        await c.press("enter", "c")
        assert "If the clarification is asked for today and" in c.shown
        assert "Contested" not in c.shown
        await c.press("enter")
        assert "Write the question. Press enter again to record this without" in c.shown
        await c.press("tab", "ctrl+u")
        await c.type("23 Nov 2026")
        assert "If the clarification is asked for on Mon 23 Nov 2026 and" in c.shown
        await c.press("backspace", "backspace")
        assert "If the clarification is asked for on" in c.shown


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("Record: identity asked for", "If asking for proof of identity was not justified"),
        ("Record: fee asked for", "If asking for a fee was not justified"),
        ("Record: extension notified", "The notice must be given, with the reasons, by"),
    ],
)
async def test_what_would_follow_is_told_before_it_is_recorded(
    console: Opener, desk: Desk, log: Log, option: str, told: str
) -> None:
    log(days_ago=5)
    async with console(desk) as c:
        await c.press("enter", "m")
        choices = [choice.title for choice in c.app.screen.query_one(Menu).choices]
        await c.press(*["down"] * choices.index(option), "enter")
        assert told in c.shown
        assert ", not Mon 21 Dec 2026" in c.shown


async def test_a_stopped_clock_tells_when_to_chase_and_when_it_may_be_closed(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(days_ago=5)
    async with console(desk, (80, 40)) as c:
        await c.press("enter", "c")
        await c.type("Which years?")
        await c.press("enter")
        assert "Chase the clarification on this day, if still awaited" in c.shown
        assert "may treat the request as withdrawn and close it from" in c.shown
        assert "(if they answer today)" in c.shown


async def test_extension_without_its_reason_is_given_it_by_the_same_key(
    console: Opener, desk: Desk, log: Log
) -> None:
    reference = log(days_ago=5).reference
    record_fact(desk, reference, "extension_notified", TODAY - timedelta(days=2))
    async with console(desk, (80, 30)) as c:
        await c.press("enter")
        assert "the reason for the extension isn't recorded" in c.shown
        await c.press("e")
        await c.type("Complex: nine mailboxes")
        await c.press("enter")
    clock = case_view(desk, reference).clock
    assert clock.deadlines[0].due == date(2027, 2, 22)


async def test_what_if_tells_all_that_would_move_the_date(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(days_ago=5)
    async with console(desk) as c:
        await c.press("W")
        assert f"{case.reference}: what if?" in c.shown
        assert "If proof of identity is asked for today" in c.shown
        await c.press("escape", "enter", "W")
        assert "If proof of identity is asked for today" in c.shown
    assert set(facts(desk, case.reference)) == {"received"}


def test_an_answered_case_is_not_said_to_have_no_limit_in_law(desk: Desk, log: Log) -> None:
    case = log()
    answered = case_view(
        desk, record_fact(desk, case.reference, "responded", TODAY, override="seen on paper")
    )
    assert due_words(answered) == "nothing more is due here"
    assert what_changed(case, answered).endswith("; now: nothing more is due here.")
    assert left_words(answered.row, desk.now) == "no date"
    assert due_words(log("disclosure")).startswith("no fixed date in law; our target ")


def test_a_limit_without_a_date_is_not_called_no_limit(desk: Desk, log: Log) -> None:
    case = log()
    row = case.row._replace(due=None, safe_by=None, status="running")
    assert due_words(replace(case, row=row)) == "no date yet"
