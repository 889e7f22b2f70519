"""The length and place of the mark beside a pane."""

from hypothesis import given
from hypothesis import strategies as some

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.notes import add_note
from dpo_console.tui.widgets.panes import ThinBar, thumb
from tests.tui.conftest import Console, Log, Opener


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


async def test_the_bar_of_the_pane_that_the_keys_scroll_is_stronger(
    console: Opener, desk: Desk, log: Log
) -> None:
    case = log()
    for number in range(30):
        add_note(desk, case.reference, f"Rang them, call {number}")
    async with console(desk, size=(120, 16)) as c:
        await c.press("enter")
        assert bars(c) == [False, True]
        await c.press("tab")
        assert bars(c) == [True, False]


def bars(c: Console) -> list[bool]:
    """Return whether each bar on the fourth line is dim, from the left."""
    strip = c.app.screen._compositor.render_strips(c.app.screen.size)[5]
    return [bool(style and style.dim) for text, style, _ in strip if "▐" in text]
