"""Columns without rich, which is slow to load: a file or a pipe gets the same lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpo_console.cli import streams
from dpo_console.cli.tables import table_lines

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
