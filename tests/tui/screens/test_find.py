"""Find and help: commands, cases and pages from a few letters, and what their lists cut."""

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.widgets.bars import StatusLine
from dpo_console.tui.widgets.menu import Menu
from tests.tui.conftest import Log, Opener


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_help_shows_the_whole_sentence_of_each_line_at_the_foot(
    console: Opener, desk: Desk, log: Log, size: tuple[int, int]
) -> None:
    log(requester="Jane Doe")
    async with console(desk, size) as c:
        for keys in ((), ("enter",), ("L",)):
            await c.press(*keys, "question_mark")
            menu, foot = c.app.screen.query_one(Menu), c.app.screen.query_one(StatusLine)
            heights = set()
            for choice in menu.choices[1:]:
                await c.press("j")
                heights.add(menu.size.height)
                assert choice.help in c.shown, choice
                assert "…" not in str(foot.render())
            assert len(heights) == 1, "the list doesn't move while the cursor does"
            await c.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(("typed", "titles"), [
    ("report", {"statistics", "register", "evidence pack"}), ("governors", {"statistics"}),
])  # fmt: skip
async def test_find_has_reports_by_that_word_and_shows_whole_what_its_list_cuts(
    console: Opener, desk: Desk, log: Log, size: tuple[int, int], typed: str, titles: set[str]
) -> None:
    log(requester="Jane Doe")
    async with console(desk, size) as c:
        await c.press("colon")
        await c.type(typed)
        menu = c.app.screen.query_one(Menu)
        assert {choice.title for choice in menu.choices} == titles
        for choice in menu.choices:
            assert (choice.why_not or choice.help) in c.shown
            await c.press("down")


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
