"""The notice in the console: its versions, what is no longer true in it, and publishing it."""

import pytest

from dpo_console.cases.notice.versions import versions
from dpo_console.cases.office.desk import Desk
from tests.conftest import DeskOf
from tests.tui.conftest import Opener


async def test_the_palette_opens_the_notice_and_it_is_published_once_asked(
    console: Opener, desk: Desk, desk_of: DeskOf
) -> None:
    async with console(desk_of("clerk")) as c:
        await c.press("colon")
        await c.type("privacy notice")
        await c.press("enter", "y")
        assert "The line for the website publishes it." in c.shown
    async with console(desk) as c:
        await c.press("colon")
        await c.type("privacy notice")
        await c.press("enter")
        await c.rest()
        assert "Oak Lane Primary School: not published" in c.shown
        assert "Once it is published, this program compares it with what you share." in c.shown
        await c.press("P", "n")
        with desk.database.read() as ask:
            assert versions(ask, "oak") == ()
        await c.press("P", "y")
        await c.rest()
        assert "Version 1, from Wed 25 Nov 2026, by Amara Okafor" in c.shown
        await c.press("w")
        await c.rest()
        assert "files written in exports/notice" in c.shown
        text = desk.home.notice.read_text()
        desk.home.notice.write_text(text.replace("to keep children safe", "to keep pupils safe"))
        await c.press("escape", "colon")
        await c.type("privacy notice")
        await c.press("enter")
        await c.rest()
        assert "to keep pupils safe" in c.shown.casefold()


@pytest.mark.usefixtures("two_schools")
async def test_the_notice_of_one_school_is_published_while_another_s_has_gaps(
    console: Opener, desk_of: DeskOf
) -> None:
    desk = desk_of()
    async with console(desk) as c:
        await c.press("colon")
        await c.type("privacy notice")
        await c.press("enter")
        await c.rest()
        await c.press("P", "down", "enter")
        assert "in the notice of Oak Lane Primary School is in force from today" in c.shown
        await c.press("y")
        await c.rest()
        with desk.database.read() as ask:
            assert [bool(versions(ask, slug)) for slug in ("oak", "elm")] == [True, False]
