import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color
from rich.console import Console, RenderableType
from rich.style import Style

from dpo_console.tui import draw
from dpo_console.tui.draw import Cell
from dpo_console.tui.terminal.abilities import dims_readably
from tests.each import each
from tests.hostile import HOSTILE


def unsafe(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co") and c != "\n"}


@given(st.text(), st.integers(1, 60))
def test_a_column_is_always_exactly_as_wide_as_it_should_be(text: str, width: int) -> None:
    assert cell_len(draw.fit(text, width)) == width


@each(text=HOSTILE)
def test_nothing_unsafe_is_drawn(text: str) -> None:
    for drawn in (
        draw.line(text).plain,
        draw.words(text).plain,
        draw.fit(text, 40),
        draw.one_for_one(text),
        draw.strip([Cell(text, 30)], 40).text,
    ):
        assert not unsafe(drawn)


@given(st.text())
def test_a_typed_character_is_one_mark_so_that_the_cursor_stays_true(text: str) -> None:
    assert len(draw.one_for_one(text)) == len(text)


@pytest.mark.parametrize("text", ["Smith [Year 7] [SEN]", "[/]", "[b]x[/b]", ":warning:", "{x}"])
def test_a_name_is_never_markup(text: str) -> None:
    assert draw.line(text).plain == text


def test_a_name_too_long_says_that_it_goes_on() -> None:
    assert draw.fit("Bartholomew", 6) == "Barth…"
    assert draw.fit("李小龍李小龍", 6) == "李小… "


def test_the_last_column_alone_wraps() -> None:
    rows = [(draw.line("Tue 13 Oct 2026"), draw.line("falls on a working day in England"))]
    assert drawn(draw.table(rows), 32) == [
        "Tue 13 Oct 2026  falls on a",
        "                 working day in",
        "                 England",
    ]
    assert drawn(draw.table(rows, last_wraps=False), 32) == ["Tue 13 Oct 2026  falls on a wor…"]


def drawn(what: RenderableType, width: int) -> list[str]:
    """Return the lines of something drawn in a width."""
    console = Console(width=width)
    text = "".join(segment.text for segment in console.render(what))
    return [line.rstrip() for line in text.splitlines()]


PALETTES = {
    "xterm": ("000000", "ffffff", "ff0000"),
    "VGA, PuTTY": ("000000", "ffffff", "ff5555"),
    "Windows Terminal, Campbell": ("0c0c0c", "ffffff", "e74856"),
    "Solarized": ("002b36", "fdf6e3", "cb4b16"),
}
"""A dark ground, a light one, and bright red, as each is published."""


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of a colour such as ff5555."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_words_have_the_terminal_s_own_colour_and_a_red_sign_is_seen_on_any_ground() -> None:
    styles = {name: style for name, style in vars(draw).items() if isinstance(style, Style)}
    assert {name for name, style in styles.items() if style.color} == {"LATE_SIGN"}
    assert styles["LATE_SIGN"].color == Color.parse("bright_red")
    for dark, light, red in PALETTES.values():
        assert contrast(red, dark) >= 3  # WCAG 2.2, 1.4.11, for anything other than text
        assert contrast(red, light) >= 3
    sources = {path.name: path.read_text() for path in Path(draw.__file__).parent.rglob("*.py")}
    red_ones = {name for name, text in sources.items() if "LATE_SIGN" in text}
    assert red_ones == {"draw.py", "columns.py", "clock_bar.py", "reports.py", "themes.py"}
    coloured = {name for name, text in sources.items() if re.search(r"color=", text)}
    assert coloured == {"draw.py", "themes.py"}


def test_what_is_said_quietly_isn_t_dark_grey_on_the_linux_console() -> None:
    assert dims_readably({"TERM": "xterm-256color"})
    assert not dims_readably({"TERM": "linux"})
