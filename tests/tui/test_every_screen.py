"""Hostile words, slipped in and typed, on every screen: none reaches the terminal as it is."""

import csv
import unicodedata
from pathlib import Path

import pytest

from dpo_console.casework import drafts
from dpo_console.casework.desk import open_desk
from dpo_console.demo import build
from tests.conftest import TODAY
from tests.hostile import HOSTILE
from tests.hostile_home import WORDS, spoil
from tests.tui.conftest import Console, Opener
from tests.tui.every_screen import Walk, every_screen

HIDDEN = "\u00ad\u061c\u180e\u200b\u2060\ufeff"


def unsafe(shown: str) -> set[str]:
    """What a terminal would obey, or what nobody would see."""
    return {
        c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Co", "Zl", "Zp")
        or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or c in HIDDEN
    }  # fmt: skip


def look(console: Console, where: str) -> None:
    """Every line safe, and exactly as wide as the screen."""
    screen = console.app.screen
    strips = screen._compositor.render_strips(screen.size)
    assert not unsafe("".join(strip.text for strip in strips)), where
    assert {strip.cell_length for strip in strips} == {screen.size.width}, where
    assert len(strips) == screen.size.height, where


def hostile_files(folder: Path) -> dict[str, str]:
    """Files to import, as the fields that ask for one name them: terms, and a schedule."""
    names = [name for name in HOSTILE if "\n" not in name]
    events = "\r\n".join(
        f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:202611{day % 28 + 1:02}\r\nSUMMARY:INSET day {name}"
        f"\r\nEND:VEVENT"
        for day, name in enumerate(names)
    )
    terms, found = folder / "terms.ics", folder / "found.csv"
    terms.write_text(f"BEGIN:VCALENDAR\r\n{events}\r\nEND:VCALENDAR\r\n")
    with found.open("w", newline="") as file:
        csv.writer(file).writerows([("document", "pages"), *((name, 1) for name in names)])
    return {"file": str(terms), "path": str(found)}


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
