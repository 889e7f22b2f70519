"""The console's colours: the office's setting, and the choice in the console."""

from dataclasses import replace

import pytest
from rich.segment import Segment
from rich.style import Style

from dpo_console.cases.office.desk import Desk
from dpo_console.config.settings.settings import THEMES, OnScreen
from dpo_console.tui.themes import COLOURS
from tests.tui.conftest import Console, Log, Opener


def colours(c: Console) -> set[tuple[str, str]]:
    """Return the colours of words and of the ground that are on the screen."""
    strips = c.app.screen._compositor.render_strips(c.app.screen.size)
    styles = [segment.style for strip in strips for segment in strip if _seen(segment)]
    return {(str(s and s.color and s.color.name), str(s and s.bgcolor and s.bgcolor.name))
            for s in styles}  # fmt: skip


def _seen(segment: Segment) -> bool:
    return bool(segment.text)


async def test_a_theme_colours_every_line_and_the_terminals_own_none(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for days in (90, 80):
        log(days_ago=days)
    dark = desk.settings._replace(console=OnScreen(theme="dark"))
    async with console(replace(desk, settings=dark)) as c:
        assert (COLOURS["dark"][2], COLOURS["dark"][1]) in colours(c)  # the sign of lateness
        for keys in ((), ("enter",), ("escape", "M")):
            await c.press(*keys)
            assert {ground for _, ground in colours(c)} == {COLOURS["dark"][1]}
        await c.press("escape", "colon")
        await c.type("colours")
        await c.press("enter", "g", "enter")
        assert not any(ground.startswith("#") for _, ground in colours(c))
    monkeypatch.setenv("TERM", "linux")  # sixteen colours, which would squeeze those of a theme
    async with console(replace(desk, settings=dark)) as c:
        assert not any(ground.startswith("#") for _, ground in colours(c))


@pytest.mark.parametrize("no_colour", [False, True])
async def test_the_cursor_and_the_selection_of_a_field_are_in_reverse(
    console: Opener, desk: Desk, monkeypatch: pytest.MonkeyPatch, no_colour: bool
) -> None:
    """In reverse they are seen on a black terminal, on a white one and on one without colour."""
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    async with console(desk) as c:
        await c.press("N")
        await c.type("sar")
        assert reversed_words(c) == [" "]
        await c.press(*["tab"] * 7)
        assert "".join(reversed_words(c)) == "today "
        await c.press("escape", "y")
        await c.press("slash")
        await c.type("sar")
        assert reversed_words(c)[0] == " "


async def test_the_cursor_of_several_lines_is_in_reverse(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    async with console(desk) as c:
        await c.press("n")
        await c.type("Rang them")
        assert reversed_words(c) == [" "]


def reversed_words(c: Console) -> list[str]:
    """Return the words in reverse that have no colour of their own, from the top."""
    strips = c.app.screen._compositor.render_strips(c.app.screen.size)
    segments = (segment for strip in strips for segment in strip)
    return [text for text, style, _ in segments if style and style.reverse and not _own(style)]


def _own(style: Style) -> bool:
    colours = (style.color, style.bgcolor)
    return any(colour is not None and not colour.is_default for colour in colours)


def test_words_are_seven_times_as_light_or_dark_as_their_ground() -> None:
    """As WCAG 2.2 asks at level AAA (1.4.6). A sign or an example keeps to 4.5, as AA asks."""
    assert set(COLOURS) == set(THEMES[1:])
    for words, ground, *others in COLOURS.values():
        assert contrast(words, ground) >= 7
        assert all(contrast(other, ground) >= 4.5 for other in others)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
