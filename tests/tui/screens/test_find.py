"""Find and help: commands, cases and pages from a few letters, and what their lists cut."""

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.screens.case.case import CaseScreen
from dpo_console.tui.screens.frame.ask import Ask
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


async def test_find_runs_a_command_or_opens_a_case(console: Opener, desk: Desk, log: Log) -> None:
    first, second = log(requester="Jane Doe"), log(days_ago=1, requester="Ann Bell")
    async with console(desk) as c:
        await c.press("colon")
        await c.type("0002")
        await c.press("enter")
        assert c.lines[0].startswith(second.reference)
        await c.press("colon")
        await c.type("doe")
        await c.press("enter")
        assert c.lines[0].startswith(first.reference)
        await c.press("colon")
        await c.type("write note")
        await c.press("enter")
        assert f"Note on {first.reference}" in c.shown


async def test_find_begins_a_request_of_the_kind_that_is_typed(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("colon")
        await c.type("freedom of inf")
        assert "new: Freedom of information request" in c.shown
        assert "guide safety" in c.shown
        await c.press("enter")
        assert "‹ Freedom of information request ›" in c.shown
        await c.type("Ann Bell, spending on supply")
        assert "I don't recognise “spending on supply”" in c.shown


async def test_find_puts_a_command_that_is_typed_by_name_before_a_case_that_mentions_the_word(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(summary="a paper register left in the park")
    async with console(desk) as c:
        await c.press("colon")
        await c.type("register")
        await c.press("enter")
        assert c.lines[0].startswith("Register of releases")


async def test_find_offers_what_can_be_recorded_and_has_no_key(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("enter", "colon")
        await c.type("authority")
        assert "Record: authority asked for" in c.shown
        await c.press("enter")
        assert isinstance(c.app.screen, Ask)
        assert "why their authority is in doubt" in c.shown


async def test_find_says_why_a_command_cannot_be_done(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("enter", "colon")
        await c.type("reopen")
        await c.press("enter")
        assert "! “Reopen” is for a closed case. SAR-2026-0001 is open." in c.shown
        await c.press("escape")
        assert c.lines[0].startswith("SAR-")


async def test_help_lists_every_command_and_runs_the_one_chosen(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk, (100, 52)) as c:
        await c.press("enter", "question_mark")
        below = c.app.screen_stack[-2]
        assert isinstance(below, CaseScreen)
        for command in below.commands:
            assert command.help[:60] in c.shown
        await c.press("j", "j", "j", "j", "j", "j")
        note = next(command for command in below.commands if command.id == "case.note")
        assert f'{note.help}. To change its key: "case.note"' in c.shown
        titles = [command.title for command in below.commands]
        await c.press(*"j" * (titles.index("reopen") - titles.index("note")))
        assert (
            "Open a closed case again, saying why. Not now: “Reopen” is for a closed case."
            in c.shown
        )
        await c.press(*"k" * (titles.index("reopen") - titles.index("note")), "enter")
        assert "Note on SAR-2026-0001" in c.shown
