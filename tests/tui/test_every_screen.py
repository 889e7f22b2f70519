"""Hostile words, slipped in and typed, on every screen: none reaches the terminal as it is."""

from pathlib import Path

import pytest

from dpo_console.casework import drafts
from dpo_console.casework.desk import open_desk
from dpo_console.demo import build
from tests.conftest import TODAY
from tests.hostile import unsafe
from tests.hostile_home import WORDS, hostile_files, spoil
from tests.tui.conftest import Console, Opener
from tests.tui.every_screen import Walk, every_screen


def look(console: Console, where: str) -> None:
    """Every line safe, and exactly as wide as the screen."""
    screen = console.app.screen
    strips = screen._compositor.render_strips(screen.size)
    assert not unsafe("".join(strip.text for strip in strips)), where
    assert {strip.cell_length for strip in strips} == {screen.size.width}, where
    assert len(strips) == screen.size.height, where


@pytest.mark.slow
async def test_nothing_hostile_gets_out_on_any_screen(
    console: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    build(home, today=TODAY)
    spoil(home / "data" / "records.sqlite3")
    desk = open_desk(home, today=TODAY)
    drafts.keep(desk, "", "New request", {"requester": WORDS[0], "summary": WORDS[-1]}, {})
    async with console(desk) as c:
        walk = Walk(c, lambda where: look(c, where), WORDS, hostile_files(tmp_path))
        await walk.everything()
        assert c.app.is_running
    assert every_screen() - walk.seen == set()
