"""Columns without rich, which is slow to load: a file or a pipe gets the same lines."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpo_console.cli import streams
from dpo_console.cli.output import table_lines
from dpo_console.text import show

WORDS = st.text(st.sampled_from("abé 世界👨\u200d👩\t\x1b"), max_size=8)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
ROWS = st.lists(st.tuples(WORDS, WORDS, LINES), max_size=4)


@settings(max_examples=30)
@given(ROWS, st.sampled_from([0, 2]))
def test_columns_in_a_file_are_as_rich_draws_them_where_they_fit(
    rows: list[tuple[str, str, str]], indent: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        drawn = []
        for width in (streams.UNWRAPPED, streams.UNWRAPPED - 1):
            patch.setattr(streams, "width", lambda width=width: width)
            drawn.append(list(table_lines(rows, ("Case", "", "Place"), indent=indent, wrapped=1)))
    assert drawn[0] == drawn[1]


@settings(max_examples=60)
@given(ROWS, st.sampled_from([(), ("Case", "", "Place")]), st.integers(24, 60), st.integers(0, 1))
def test_a_narrow_terminal_loses_no_word(
    rows: list[tuple[str, str, str]], heads: tuple[str, ...], width: int, wrapped: int
) -> None:
    wide = [(first * 4, second * 4, third) for first, second, third in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "width", lambda: width)
        drawn = list(table_lines(wide, heads, indent=2, wrapped=wrapped))
    told = Counter("".join(drawn))
    given = Counter("".join(show(cell) for row in wide for cell in row))
    assert all(told[sign] >= count for sign, count in given.items() if not sign.isspace())


def test_a_row_without_room_for_its_columns_names_each_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "width", lambda: 40)
    row = ("SAR-2026-0042", "Subject access request", "", "Jane Doe")
    drawn = list(table_lines([row], ("Case", "Kind", "About", "Requester"), indent=0, wrapped=1))
    assert drawn == [
        "SAR-2026-0042; Kind: Subject access",
        "    request; Requester: Jane Doe",
    ]
