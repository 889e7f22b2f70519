"""What the list tells of a view when it is chosen."""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import record_fact
from dpo_console.casework.search.searching import EVERY, tell_to_keep
from tests.conftest import TODAY
from tests.tui.conftest import Log, Opener


async def test_the_view_of_what_is_overdue_tells_of_cases_with_a_late_step(
    console: Opener, desk: Desk, log: Log
) -> None:
    log("ctf", days_ago=10)
    async with console(desk) as c:
        assert "Late! " in c.shown
        await c.press("1")
        assert "1 more case is late with an earlier step: press 6 (All) and look for" in c.shown
        await c.press("6")
        assert "late with an earlier step" not in c.shown


async def test_the_week_holds_our_own_targets_that_are_near_or_have_passed(
    console: Opener, desk: Desk, log: Log
) -> None:
    rows = [case_view(desk, log("disclosure", days_ago=ago).reference).row for ago in (1, 25, 90)]
    days = [date.fromisoformat(row.target or "") - TODAY for row in rows]
    assert days[0].days > 7 > days[1].days >= 0 > days[2].days
    async with console(desk) as c:
        await c.press("2")
        assert [row.reference in c.shown for row in rows] == [False, True, True]
        assert "Due in 7 days 2" in c.shown
        assert "our own targets: due in 7 days, or passed." in c.shown


async def test_a_view_says_what_its_cases_have_in_common_where_it_has_any(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log(days_ago=2)
    waits = "What comes next here is an answer from outside the school."
    async with console(desk) as c:
        await c.press("4")
        assert waits not in c.shown
    tell_to_keep(desk, case.reference, EVERY, "Ann Bell, IT")
    record_fact(desk, case.reference, "clarification_requested", TODAY, note="Which years?")
    async with console(desk) as c:
        await c.press("4")
        assert waits in c.shown
        await c.press("6")
        assert waits not in c.shown
