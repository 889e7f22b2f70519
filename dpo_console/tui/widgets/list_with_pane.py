"""A list of rows beside a pane that tells of the one under the cursor."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.console import RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import OptionList

from dpo_console.tui.widgets.menu import KeyList
from dpo_console.tui.widgets.panes import Pane, Words

Row = TypeVar("Row")


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
