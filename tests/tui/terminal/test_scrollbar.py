"""The length and place of the mark beside a pane."""

from hypothesis import given
from hypothesis import strategies as some

from dpo_console.tui.widgets.scrollbar import ThinBar, thumb


@given(some.integers(2, 60), some.integers(1, 60), some.integers(1, 5000), some.data())
def test_the_ends_are_marked_only_where_they_are_in_sight(
    size: int, window: int, beyond: int, data: some.DataObject
) -> None:
    position = data.draw(some.integers(0, beyond))
    start, length = thumb(size, window + beyond, window, position)
    assert 1 <= length < size
    assert 0 <= start <= size - length
    if position == 0:
        assert start == 0
    elif position == beyond:
        assert start + length == size
    elif size - length > 1:
        assert start > 0
        assert start + length < size


def test_what_is_whole_in_sight_has_no_mark() -> None:
    assert thumb(20, 20, 20, 0) == (0, 0)
    drawn = list(ThinBar.render_bar(4, 8, 4, 0).segments)
    assert [segment.text for segment in drawn] == ["▐", "▐", " ", " "]
