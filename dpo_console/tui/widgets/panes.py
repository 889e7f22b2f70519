"""Drawn words on a screen: a piece of them, a pane that scrolls, and a list with a pane."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.color import Color
from rich.console import RenderableType
from rich.segment import Segments
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.scrollbar import ScrollBarRender
from textual.widgets import OptionList, Static

from dpo_console.tui import draw
from dpo_console.tui.widgets.menu import KeyList

NONE = Color.default()

Row = TypeVar("Row")


class Words(Static):
    """Words that `draw` made, in the console's only widget that shows text as it is given."""

    DEFAULT_CSS = "Words { height: auto; width: 100%; }"

    def __init__(
        self, drawn: RenderableType = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        """Show `drawn`: a Text or table from `draw`, never a bare str from a person."""
        super().__init__(drawn, id=id, classes=classes, markup=False)

    def say(self, drawn: RenderableType, *, fixed: bool = False) -> None:
        """Show other words. `fixed` where the widget's size doesn't follow its words."""
        self.update(drawn, layout=not fixed)


class Pane(VerticalScroll):
    """A column of words that scrolls by the keys of the lists."""

    DEFAULT_CSS = "Pane { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "Start", show=False),
        Binding("G", "scroll_end", "End", show=False),
        Binding("ctrl+d", "page_down", "Page down", show=False),
        Binding("ctrl+u", "page_up", "Page up", show=False),
    ]

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the scrollbar at full strength while the keys scroll this pane."""
        super().watch_has_focus(has_focus)
        bar = self.vertical_scrollbar
        bar.renderer = StrongBar if has_focus else ThinBar  # type: ignore[misc]
        bar.refresh()

    def scroll_to(self, *place: Any, **how: Any) -> None:  # noqa: ANN401 - as Textual
        """Scroll at once.

        Textual waits for the next frame, so that of two keys before it only one scrolls.
        """
        super().scroll_to(*place, **how | {"immediate": True})

    def read_on(self) -> None:
        """Scroll by a page, and from the end back to the start."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)


class ThinBar(ScrollBarRender):
    """A scrollbar in the terminal's own colour, drawn with a character that every terminal has."""

    mark: ClassVar[Style] = draw.QUIET

    @classmethod
    def render_bar(
        cls,
        size: int = 1,
        virtual_size: float = 1,
        window_size: float = 1,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = NONE,
        bar_color: Color = NONE,
    ) -> Segments:
        """Draw the bar as Textual calls it. The console scrolls up and down only."""
        start, length = thumb(size, virtual_size, window_size, position)
        return draw.scrollbar(size, start, length, cls.mark)


class StrongBar(ThinBar):
    """The scrollbar of the pane that the keys scroll, where there are two."""

    mark = draw.PLAIN


def thumb(size: int, virtual_size: float, window_size: float, position: float) -> tuple[int, int]:
    """Return the first line of the mark and its length, in a bar of `size` lines.

    The first and the last line are marked only where the first or the last words are in sight.
    """
    hidden = virtual_size - window_size
    if hidden <= 0 or window_size <= 0:
        return 0, 0
    length = max(1, min(size - 1, round(size * window_size / virtual_size)))
    free = size - length
    start = round(free * position / hidden)
    if 0 < position < hidden and free > 1:
        start = min(max(start, 1), free - 1)
    return start, length


class ListWithPane(Container, Generic[Row]):
    """Rows, a line each, with a pane that tells what is known of the one under the cursor.

    The pane stands beside the list where there is room, and below it elsewhere.
    """

    class Drawn(Message):
        """Notice that other rows are shown. What can be done may have changed."""

    def __init__(
        self, line: Callable[[Row, int], Text], words: Callable[[Row | None], RenderableType]
    ) -> None:
        """Take how a row is drawn in a width, and what is known of it, or of none."""
        super().__init__()
        self.line, self.words = line, words
        self.rows: Sequence[Row] = ()
        self.list, self.pane, self.told = KeyList(), Pane(can_focus=False), Words()

    def compose(self) -> ComposeResult:
        """Compose the list and the pane."""
        yield self.list
        with self.pane:
            yield self.told

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        place = self.list.highlighted
        return self.rows[place] if place is not None and place < len(self.rows) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show rows once the screen around them is laid out."""
        self.rows = rows
        self.call_after_refresh(self.draw_rows)

    @on(KeyList.Widened)
    def draw_rows(self) -> None:
        """Draw the rows, cut to the width. The cursor stays in its place as far as possible."""
        width = max(self.list.size.width - 2, 20)
        self.list.put([self.line(row, width) for row in self.rows])
        self.set_class(not self.rows, "-empty")
        self.tell()
        self.post_message(self.Drawn())

    @on(OptionList.OptionHighlighted)
    def tell(self) -> None:
        """Tell what is known of the row under the cursor, from the start."""
        self.told.say(self.words(self.row))
        self.pane.scroll_home(animate=False)
