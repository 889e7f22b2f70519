from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.due import due_report
from dpo_console.tui.screens.schools.school_year import SchoolYearScreen
from dpo_console.tui.widgets.year_picture import YearPicture
from tests.conftest import DeskOf
from tests.tui.conftest import Console, Log, Opener


def day(c: Console) -> date:
    return c.app.screen.query_one(YearPicture).cursor


async def test_a_year_of_days_stands_on_one_screen(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("Y")
        assert c.lines[0].startswith("2026/27  Oak Lane Primary School")
        assert c.lines[2] == " Sep   - # # # . . # # # # # . . # # # # # . . # # # # # . . # # #"
        assert c.lines[3].endswith("# . . - - - - - .")
        assert c.lines[5].endswith(". . - - - - B . . B - - -")
        assert c.lines[13].endswith("? . . B ?")
        for words in ("# school day", "- holiday", "B bank holiday", "I INSET", "x closed"):
            assert words in c.shown
        assert "192 school days (190 are usual)" in c.shown


async def test_the_day_under_the_cursor_is_told_in_words(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("Y")
        assert "Today, Wed 25 Nov 2026: school day" in c.shown
        assert "#<" in c.lines[4]
        await c.press("up")
        assert day(c) == date(2026, 10, 28)
        assert (
            "Wed 28 Oct 2026: half-term holiday; no school day; a request on this day has: "
            "15 school days for a pupil's record: Tue 3 Nov to Mon 23 Nov 2026 "
            "20 school days for FOI: to Tue 1 Dec 2026 (30 Nov: bank holiday in Scotland)"
        ) in c.shown
        await c.press("left", "left", "left", "down", "right")
        assert day(c) == date(2026, 11, 23)


async def test_keys_stop_at_the_ends_of_the_year(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await c.press("Y", "g", "left", "up")
        assert day(c) == date(2026, 9, 1)
        await c.press("G", "right", "down")
        assert day(c) == date(2027, 8, 31)
        assert "not known: no term dates cover it" in c.shown
        await c.press("t")
        assert day(c) == date(2026, 11, 25)


@pytest.mark.usefixtures("two_schools")
async def test_years_and_schools_change_and_today_is_found_again(
    console: Opener, desk: Desk
) -> None:
    async with console(desk) as c:
        await c.press("Y", "l")
        assert c.lines[0].startswith("2027/28")
        assert day(c) == date(2027, 11, 25)
        assert "0 school days" in c.shown
        await c.press("h", "h", "right_square_bracket")
        assert c.lines[0].startswith("2025/26  Elm Park Academy")
        assert "There are no term dates" in c.shown
        await c.press("t", "left_square_bracket")
        assert c.lines[0].startswith("2026/27  Oak Lane Primary School")
        assert day(c) == date(2026, 11, 25)
        await c.press("escape")
        assert not isinstance(c.app.screen, SchoolYearScreen)


async def test_a_leap_day_has_no_other_year(console: Opener, desk_of: DeskOf) -> None:
    async with console(desk_of(today=date(2028, 2, 29))) as c:
        await c.press("Y", "l")
        assert day(c) == date(2029, 2, 28)


@pytest.mark.usefixtures("two_schools")
async def test_cases_due_are_marked_on_request(console: Opener, desk: Desk, log: Log) -> None:
    one = log(school="oak").reference
    two = log(school="oak").reference
    log(school="elm")
    due = date.fromisoformat(due_report(desk, date(2026, 12, 31))[0].due or "")
    async with console(desk) as c:
        await c.press("Y")
        await c.press("enter")
        assert "No case is marked on this day; space marks those that are due." in c.shown
        await c.press("space")
        assert "2 open cases due in this school year." in c.shown
        assert sum("-2" in line for line in c.lines[2:14]) == 1
        c.app.screen.query_one(YearPicture).go_to(due)
        await c.rest()
        assert f"due: {one}, {two}" in c.shown
        await c.press("enter", "j", "enter")
        assert c.lines[0].startswith(two)
        await c.press("escape")
        await c.press("right_square_bracket")
        assert "1 open case due in this school year." in c.shown
        await c.press("space")
        assert "open case" not in c.shown


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
        assert "The file has 6 terms, 1 INSET day, 1 closure, 2 bank holidays" in c.shown
        await c.press("n")
        assert settings.read_text() == before
        await c.press("I")
        await c.type(str(COUNCIL))
        await c.press("enter")
        assert f"{case} Tue 24 Nov 2026 -> Mon 23 Nov 2026" in c.shown
        assert settings.read_text() == before
        await c.press("y")
        assert "Written into data/dpo.toml. As it was before: dpo.toml.before-terms-" in c.shown
        assert "1 INSET; 1 closed" in c.shown
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
