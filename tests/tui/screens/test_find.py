"""Find, from a few typed letters, leads to a command, a case or a page."""

from dpo_console.cases.office.desk import Desk
from tests.tui.conftest import Log, Opener


async def test_find_offers_each_case_whose_number_is_typed(
    console: Opener, desk: Desk, log: Log
) -> None:
    late, early = log("sar", days_ago=40), log("foi", days_ago=1)
    async with console(desk) as c:
        await c.press("colon")
        await c.type("0001")
        rows = [line for line in c.lines if "2026-0001  Jane Doe" in line]
        assert [row.split()[0] for row in rows] == [late.reference, early.reference]
        await c.press("down", "enter")
        assert c.lines[0].startswith(early.reference)
