"""The queue's live filter: words and tokens, read as they are typed."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from dpo_console.tui import draw
from dpo_console.tui.controls import Edited, Entered, LineField
from dpo_console.tui.panes import Words


class FilterLine(Horizontal):
    """`/` and what is typed after it. Enter keeps the filter, escape (the screen's) clears it.

    It shares a line with the tabs, so that opening and closing it moves nothing else.
    """

    DEFAULT_CSS = """
    FilterLine { height: 1; width: 45%; padding: 0 1 0 0; display: none; }
    FilterLine.-open { display: block; }
    FilterLine Words { width: 2; }
    """

    class Changed(Message):
        """Something else is typed now."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Kept(Message):
        """The officer goes back to the list, the filter stays."""

    def __init__(self) -> None:
        """It is shown once it is opened."""
        super().__init__()
        self.typed = ""
        self.field = LineField(placeholder="words, kind:sar, owner:me, due:7")

    def compose(self) -> ComposeResult:
        """The slash and the line."""
        yield Words(draw.line(" /", draw.STRONG))
        yield self.field

    def open(self, typed: str) -> None:
        """Stand there with the filter as it is."""
        self.typed = self.field.value = typed
        self.add_class("-open")

    def close(self) -> None:
        """Make room for the tabs."""
        self.remove_class("-open")

    def enter(self) -> None:
        """Go into the line, behind what is there."""
        self.field.cursor_position = len(self.field.value)
        self.field.focus()

    @on(Edited)
    def changed(self, event: Edited) -> None:
        """Show what matches so far."""
        event.stop()
        value = self.field.value
        if value.split() != self.typed.split():
            self.typed = value
            self.post_message(self.Changed(value))

    @on(Entered)
    def keep(self, event: Entered) -> None:
        """Go back to the list."""
        event.stop()
        self.post_message(self.Kept())
