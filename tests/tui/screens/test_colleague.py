"""In the demo, one officer works as each colleague in turn, without leaving the console."""

import shutil
from pathlib import Path

import pytest

from dpo_console.cases.view.case import case_view
from dpo_console.casework.office.opening import as_colleague
from dpo_console.errors import NotAllowed
from tests.conftest import DeskOf, desks
from tests.tui.conftest import Opener


async def test_the_demo_lets_one_officer_do_a_colleague_s_part(
    console: Opener, demo: Path, tmp_path: Path
) -> None:
    home = tmp_path / "demo"
    shutil.copytree(demo, home)
    async with console(desks(home)("dpo"), (80, 24)) as c:
        await c.press("colon")
        await c.type("work as")
        await c.press("enter")
        assert "Ruth Calloway the approver, usually the head" in c.shown
        await c.press("down", "enter")
        assert "You now work as Ruth Calloway." in c.shown
        assert c.app.desk.person.slug == "head"
        assert "Ruth Calloway, approver" in c.lines[0]
        await c.press("N")
        assert "may not" in c.shown


async def test_a_case_that_stands_open_answers_for_the_colleague_who_now_works(
    console: Opener, demo: Path, tmp_path: Path
) -> None:
    home = tmp_path / "demo"
    shutil.copytree(demo, home)
    async with console(desks(home)("head"), (80, 24)) as c:
        c.app.open_case("DSC-2026-0014")
        await c.rest()
        await c.press("L")
        assert "Ruth Calloway is the approver" in c.shown
        await c.press("colon")
        await c.type("work as")
        await c.press("enter", "enter", "L")
        assert c.app.desk.person.slug == "dpo"
        assert c.lines[0].startswith("DSC-2026-0014  Letters")
    assert case_view(c.app.desk, "DSC-2026-0014").row.reference
    assert as_colleague(c.app.desk, "head").looked == {}


async def test_real_records_know_each_person_by_an_account_of_their_own(
    console: Opener, desk_of: DeskOf
) -> None:
    with pytest.raises(NotAllowed, match="Only the demo has this"):
        as_colleague(desk_of(), "head")
    async with console(desk_of()) as c:
        await c.press("colon")
        await c.type("work as")
        await c.press("enter", "enter")  # a setting that calls the records made up changes nothing
        assert "Only the demo has this." in c.shown
        assert c.app.desk.person.slug == "dpo"
