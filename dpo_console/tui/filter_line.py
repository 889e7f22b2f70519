"""The queue's live filter: words and tokens, read as they are typed."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from dpo_console.tui import draw
from dpo_console.tui.controls import Edited, Entered, LineField
from dpo_console.tui.panes import Words


class FilterLine(Horizontal):
    """`/` and what is typed after it. Enter keeps the filter, escape (the screen's) clears it."""

    DEFAULT_CSS = "FilterLine { height: 1; } FilterLine Words { width: 2; }"

    class Changed(Message):
        """Something else is typed now."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Kept(Message):
        """The officer goes back to the list, the filter stays."""

    def __init__(self, typed: str) -> None:
        """`typed`: the filter as it stands."""
        super().__init__()
        self.typed = typed

    def compose(self) -> ComposeResult:
        """The slash and the line."""
        yield Words(draw.line(" /", draw.STRONG))
        yield LineField(self.typed, placeholder="words, kind:sar, owner:me, due:7, !school:oak")

    def enter(self) -> None:
        """Go into the line."""
        self.query_one(LineField).focus()

    @on(Edited)
    def changed(self, event: Edited) -> None:
        """Show what matches so far."""
        event.stop()
        value = self.query_one(LineField).value
        if value.split() != self.typed.split():
            self.typed = value
            self.post_message(self.Changed(value))

    @on(Entered)
    def keep(self, event: Entered) -> None:
        """Go back to the list."""
        event.stop()
        self.post_message(self.Kept())
