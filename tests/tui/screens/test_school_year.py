from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.tui.screens.schools import SchoolYearScreen
from tests.conftest import DeskOf
from tests.tui.conftest import Log, Opener


async def test_a_year_stands_as_lists(console: Opener, desk: Desk) -> None:
    async with console(desk, (100, 50)) as c:
        await c.press("Y")
        assert c.lines[0].startswith("2026/27  Oak Lane Primary School")
        for words in (
            "192 school days (190 are usual). Term dates are known from Mon 13 Apr 2026",
            "Wed 2 Sep 2026 to Fri 23 Oct 2026 38 school days",
            "Sat 24 Oct 2026 to Mon 2 Nov 2026 half-term holiday",
            "Fri 25 Dec 2026 Christmas Day",
        ):
            assert words in c.shown


@pytest.mark.usefixtures("two_schools")
async def test_years_and_schools_change_and_today_is_found_again(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("Y", "l")
        assert c.lines[0].startswith("2027/28")
        assert "0 school days" in c.shown
        await c.press("h", "h", "right_square_bracket")
        assert c.lines[0].startswith("2025/26  Elm Park Academy")
        assert "There are no term dates" in c.shown
        await c.press("t", "left_square_bracket")
        assert c.lines[0].startswith("2026/27  Oak Lane Primary School")
        await c.press("escape")
        assert not isinstance(c.app.screen, SchoolYearScreen)


@pytest.mark.usefixtures("two_schools")
async def test_it_begins_with_the_school_of_the_case_at_hand(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(school="elm")
    async with console(desk) as c:
        await c.press("Y")
        assert "Elm Park Academy" in c.lines[0]


async def test_without_a_school_the_key_says_what_to_do(
    console: Opener, desk_of: DeskOf, home: Path
) -> None:
    (home / "data" / "dpo.toml").write_text('name = "Brookfield"\n')
    async with console(desk_of()) as c:
        await c.press("Y")
        assert "data/dpo.toml lists no school" in c.shown


async def test_it_can_be_read_without_colour_and_at_any_size(console: Opener, desk: Desk) -> None:
    async with console(desk, (120, 40)) as c:
        await c.press("Y")
        for size in ((80, 24), (40, 10), (20, 5)):
            await c.resize(*size)
            assert all(len(line) <= size[0] for line in c.lines)


COUNCIL = Path(__file__).parents[2] / "config" / "terms" / "council.ics"


async def test_term_dates_are_imported_after_their_changes_were_read(
    console: Opener, desk: Desk, home: Path, log: Log
) -> None:
    settings = home / "data" / "dpo.toml"
    before = settings.read_text()
    case = log("foi", days_ago=37, school="oak").reference
    async with console(desk, (100, 60)) as c:
        assert "24 Nov 1 d late" in c.shown
        await c.press("Y", "I")
        await c.type(str(COUNCIL))
        await c.press("enter")
        assert "The file has 6 terms, 1 INSET day, 1 closure" in c.shown
        await c.press("n")
        assert settings.read_text() == before
        await c.press("I")
        await c.type(str(COUNCIL))
        await c.press("enter")
        assert f"{case} Tue 24 Nov 2026 -> Mon 23 Nov 2026" in c.shown
        assert settings.read_text() == before
        await c.press("y")
        assert "Written into data/dpo.toml. As it was before: dpo.toml.before-terms-" in c.shown
        assert "polling station" in c.shown
        assert "polling station" in settings.read_text()
        await c.press("I")
        await c.type(str(COUNCIL))
        await c.press("enter")
        assert "says all this already" in c.shown
        await c.press("escape")
        assert "23 Nov 2 d late" in c.shown


async def test_a_file_that_is_wrong_keeps_the_question_open(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("Y", "I", "enter")
        assert "! This can't be empty." in c.shown
        await c.type(str(COUNCIL.with_name("wrong.csv")))
        await c.press("enter")
        assert "5 lines can't be taken" in c.shown
        assert "line 3, field first: '31/11/2026' is not a day" in c.shown


async def test_a_clerk_is_told_who_may_import(console: Opener, desk_of: DeskOf) -> None:
    async with console(desk_of("clerk")) as c:
        await c.press("Y", "I")
        assert "may not change the office's settings; the DPO may." in c.shown
