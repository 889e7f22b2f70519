"""The month of due dates: drawn, walked through, and left for a day's cases."""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.screens.queue.month import MonthPicture, MonthScreen
from tests.tui.conftest import Console, Log, Opener


def day(c: Console) -> date:
    return c.app.screen.query_one(MonthPicture).cursor


async def test_the_month_shows_what_is_due_late_and_closed(
    desk: Desk, log: Log, console: Opener
) -> None:
    log(days_ago=36)  # received 20 October, due 20 November
    log(days_ago=30)
    async with console(desk) as c:
        await c.press("J")
        assert c.lines[0].startswith("November 2026")
        weeks = "\n".join(c.lines[2:14])
        for words in ("20         21 ", "!! 1 late", "1 due", "25 today"):
            assert words in weeks
        assert "Today, Wed 25 Nov 2026: school day" in c.shown
        assert "November 2026: 2 cases due in law, 1 of them late" in c.shown
        assert "nothing due in law" in c.shown
        await c.press("right_square_bracket")
        assert "25 bank" in c.shown
        assert day(c) == date(2026, 12, 25)


async def test_arrows_go_by_days_and_weeks_and_into_other_months(
    desk: Desk, console: Opener
) -> None:
    async with console(desk) as c:
        await c.press("J", "left", "up")
        assert day(c) == date(2026, 11, 17)
        await c.press("down", "down", "down")
        assert day(c) == date(2026, 12, 8)
        assert c.lines[0].startswith("December 2026")
        await c.press("g", "left")
        assert day(c) == date(2026, 11, 30)
        await c.press("t")
        assert day(c) == date(2026, 11, 25)
        await c.press("G", "left_square_bracket", "left_square_bracket")
        assert day(c) == date(2026, 9, 30)


async def test_enter_lists_the_cases_of_the_day_and_escape_clears_it(
    desk: Desk, log: Log, console: Opener
) -> None:
    late = log(days_ago=36, requester="Ann Late")
    log(requester="Bob Later")
    async with console(desk) as c:
        await c.press("J", "enter")
        assert "No open case is due on this day." in c.shown
        await c.press("left", "left", "left", "left", "left", "enter")
        assert "/due:2026-11-20" in c.shown
        assert late.reference in c.shown
        assert "Bob Later" not in c.shown
        await c.press("escape")
        assert "Bob Later" in c.shown


async def test_the_cases_of_the_day_stand_below_the_month(
    desk: Desk, log: Log, console: Opener
) -> None:
    for name in ("Ann Late", "Bea Late", "Cid Late", "Dan Late", "Eve Late", "Fay Late"):
        log(days_ago=36, requester=name)
    async with console(desk) as c:
        await c.press("J")
        assert "Late" not in c.shown
        await c.press("left", "left", "left", "left", "left")
        screen = c.app.screen
        assert isinstance(screen, MonthScreen)
        screen.list_cases()
        await c.rest()
        assert "SAR-2026-0001 5 d late Preserve the records Ann Late" in c.shown
        assert "and 2 more: enter lists them" in c.shown
        await c.resize(120, 40)
        screen.list_cases()
        await c.rest()
        assert "Fay Late" in c.shown
