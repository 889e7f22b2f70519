"""Retention by keys: going through the cases that are due, holding, lifting and erasing."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.retention.erasing import erase
from dpo_console.tui.forms.form import Form
from dpo_console.tui.screens.retention import RetentionScreen
from tests.conftest import TODAY, DeskOf
from tests.tui.conftest import Console, Opener
from tests.tui.screens.test_links import palette

SIZES = ((80, 24), (120, 40))


def old_case(desk: Desk, name: str, year: int) -> str:
    reference = log_request(desk, NewRequest("sar", date(year, 3, 1), name)).reference
    record_fact(desk, reference, "withdrawn", date(year, 3, 9))
    return close(desk, reference, "withdrawn", date(year, 3, 10))


async def fill(console: Console, **given: str) -> None:
    console.app.screen.query_one(Form).fill(given)
    await console.rest()
    await console.press("enter")


async def go_through(console: Console) -> None:
    await palette(console, "retention period has ended")


@pytest.fixture
def due(desk: Desk) -> tuple[str, str]:
    old_case(desk, "Ida Wren", 2026)
    return old_case(desk, "Jane Doe", 2021), old_case(desk, "Tom Roe", 2022)


async def test_the_list_is_gone_through_with_what_speaks_against_each(
    console: Opener, desk: Desk, due: tuple[str, str]
) -> None:
    jane, tom = due
    log_request(desk, NewRequest("foi", TODAY, "Jane Doe"))
    for size in SIZES:
        async with console(desk, size) as c:
            await go_through(c)
            assert c.lines[0].startswith("Retention: cases to go through")
            assert f"{jane} 10 Mar 2024 1 reason against Jane Doe" in c.shown
            assert f"{tom} 10 Mar 2025 nothing against Tom Roe" in c.shown
            assert "Ida Wren" not in c.shown
            assert "about the same people, is open" in c.shown
            await c.press("j")
            assert "Nothing that is recorded speaks against it." in c.shown
            await c.press("enter")
            assert c.lines[0].startswith(tom)
            await c.press("escape")
            assert isinstance(c.app.screen, RetentionScreen)


async def test_a_case_is_held_and_the_hold_lifted_by_keys(
    console: Opener, desk: Desk, due: tuple[str, str]
) -> None:
    jane, _ = due
    async with console(desk, (120, 40)) as c:
        await go_through(c)
        await c.press("2")
        assert "It is not on hold." in c.shown
        await c.press("1")
        await fill(c, until="30 Nov 2027", why="A claim is announced")
        assert f"{jane}: On hold." in c.shown
        assert "! Kept from disposal since Wed 25 Nov 2026" in c.shown
        await c.press("3")
        assert "can't be erased" in c.shown
        assert "Lift the hold first." in c.shown
        await c.press("enter")
        assert "Kept from disposal since" in c.shown
        await palette(c, "lift the hold")
        await fill(c, why="Settled")
        assert "Hold lifted." in c.shown
        assert "Kept from disposal since" not in c.shown
    assert case_view(desk, jane).hold is None


async def test_two_people_erase_a_case_by_keys(
    console: Opener, desk: Desk, desk_of: DeskOf, due: tuple[str, str]
) -> None:
    jane, tom = due
    async with console(desk) as c:
        await go_through(c)
        await c.press("3")
        await fill(c, why="Jane has moved away")
        assert "a detail of a person of this case" in c.shown
        await fill(c, why="The period has ended")
        assert f"{jane}: Erasure proposed; nothing is erased yet." in c.shown
        await c.press("3")
        assert "You proposed this on Wed 25 Nov 2026: The period has ended." in c.shown
        await c.press("enter")
        assert "so another person confirms" in c.shown
    async with console(desk_of("head")) as c:
        await go_through(c)
        assert f"{jane} 10 Mar 2024 erasure proposed Jane Doe" in c.shown
        assert "proposed to erase it on Wed 25 Nov 2026: The period has ended." in c.shown
        await c.press("3")
        assert "If you confirm it, it is erased now." in c.shown
        assert "enter erase for good" in c.shown
        await c.press("enter")
        assert f"{jane}: Erased." in c.shown
        assert "has just changed it" not in c.shown
        c.app.show_asides()  # as the console does by itself every second
        await c.rest()
        assert f"{jane} is erased. Its certificate:" in c.shown
        assert "No backup in the audit log holds the case." in c.shown
        await c.press("escape")
        assert f"{jane} 10 Mar" not in c.shown
        assert tom in c.shown
    async with console(desk_of("clerk")) as c:
        await go_through(c)
        await c.press("3")
        assert "who may not erase a case" in c.shown


async def test_the_answer_to_what_speaks_against_it_is_read_and_kept(
    console: Opener, desk: Desk, desk_of: DeskOf, due: tuple[str, str]
) -> None:
    jane, _ = due
    log_request(desk, NewRequest("foi", TODAY, "Jane Doe"))
    erase(desk, jane, "The period has ended", although="The open request needs none of it")
    async with console(desk_of("head"), (120, 40)) as c:
        await go_through(c)
        await c.press("3")
        assert "Proposed as lawful because: The open request needs none of it" in c.shown
        assert "although" not in c.app.screen.query_one(Form).controls
        await c.press("escape")
    async with console(desk, (120, 40)) as c:
        await go_through(c)
        await c.press("3")
        await fill(c, by="head", evidence="Signed note in the safe")
        assert f"{jane}: Erased." in c.shown


async def test_nothing_due_is_said(console: Opener, desk: Desk) -> None:
    async with console(desk) as c:
        await go_through(c)
        assert "No case is due for disposal." in c.shown
        await c.press("1")
        assert isinstance(c.app.screen, RetentionScreen)
