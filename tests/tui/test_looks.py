"""The look of every screen, in both sizes, against the recorded one."""

from difflib import unified_diff
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from tests.tui.conftest import opened
from tests.tui.every_screen import every_screen
from tests.tui.looks import KEPT, SIZES, WAYS, as_text, desk_of, go, kept, nothing_by_the_clock

ASKED_ELSEWHERE = {"TakeUp", "Lines", "ConfirmMany", "GuideScreen"}
"""Dialogs that the ways don't reach, and the guide's pages, which change with the guide.

They depend on earlier typing or on others' changes, or show where the home is.
"""


@pytest.mark.parametrize("size", SIZES)
def test_there_is_a_look_of_each_way_and_no_other(size: str) -> None:
    assert {file.stem for file in (KEPT / size).iterdir()} == {way.name for way in WAYS}


@pytest.mark.slow
async def test_every_screen_looks_as_it_did(tmp_path: Path) -> None:
    """Compare every screen.

    After a wanted change, run `python -m tests.tui.looks` and read the diff.
    """
    desk = desk_of(tmp_path / "home")
    with nothing_by_the_clock():
        await compare(desk)


async def compare(desk: Desk) -> None:
    """Compare every way in both sizes with its recorded look."""
    changed: list[str] = []
    seen: set[str] = set()
    for size, cells in SIZES.items():
        async with opened(desk, cells) as console:
            for way in WAYS:
                await go(console, way)
                seen |= {type(screen).__name__ for screen in console.app.screen_stack}
                before, now = kept(way.name, size).splitlines(), as_text(console).splitlines()
                changed += unified_diff(before, now, f"{size} {way.name}", "now", lineterm="")
    assert "\n".join(changed) == ""
    assert {screen.__name__ for screen in every_screen()} - seen <= ASKED_ELSEWHERE
