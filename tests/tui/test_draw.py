import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dpo_console.tui import draw
from dpo_console.tui.draw import Cell
from tests.hostile import HOSTILE


def unsafe(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co") and c != "\n"}


@given(st.text(), st.integers(1, 60))
def test_a_column_is_always_exactly_as_wide_as_it_should_be(text: str, width: int) -> None:
    assert cell_len(draw.fit(text, width)) == width


@pytest.mark.parametrize("text", HOSTILE)
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
    assert draw.table(rows).columns[0].no_wrap
    assert not draw.table(rows).columns[1].no_wrap
