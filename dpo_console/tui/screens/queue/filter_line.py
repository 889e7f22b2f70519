"""The queue's live filter: words and tokens, read as they are typed."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Key
from textual.message import Message

from dpo_console.cases.queue.filters import Candidate, token_around
from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Edited, Entered, LineField
from dpo_console.tui.widgets.panes import Words


class FilterLine(Horizontal, can_focus=True):
    """A `/` and the filter typed after it.

    Tab completes the word under the cursor, and pressed again goes through the completions. Enter
    keeps the filter, and escape (the screen's) clears it. The filter shares a line with the tabs:
    opening and closing it moves nothing else.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete(1)", "Complete", show=False),
        Binding("shift+tab", "complete(-1)", "Complete, backwards", show=False),
        Binding("enter", "keep", "Keep", show=False),
    ]

    DEFAULT_CSS = """
    FilterLine { height: 1; width: 45%; padding: 0 1 0 0; display: none; }
    FilterLine.-open { display: block; }
    FilterLine Words { width: 2; }
    """

    class Changed(Message):
        """Notice that the typed filter has changed."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Kept(Message):
        """Notice that the officer goes back to the list and keeps the filter."""

    def __init__(self, candidates: Callable[[str], tuple[Candidate, ...]]) -> None:
        """Stay hidden until opened. `candidates` returns the completions of a word."""
        super().__init__()
        self.candidates = candidates
        self.typed = ""
        self.field = LineField(placeholder="words, kind:sar, owner:me, due:7")
        self.tried: tuple[Candidate, ...] = ()
        self.chosen = 0

    def compose(self) -> ComposeResult:
        """Compose the slash and the line."""
        yield Words(draw.line(" /", draw.STRONG))
        yield self.field

    def open(self, typed: str) -> None:
        """Show the line with the filter as it is, marked so that typing replaces it."""
        self.typed = self.field.value = typed
        self.field.select_on_focus = bool(typed)
        self.add_class("-open")

    def close(self) -> None:
        """Make room for the tabs."""
        self.remove_class("-open")

    def enter(self) -> None:
        """Go to the end of the line, once it is on the screen."""
        self.field.cursor_position = len(self.field.value)
        if self.field.is_attached:
            self.screen.set_focus(self.field)
        else:
            self.screen.set_focus(self)
            self.call_after_refresh(self.enter)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return True for a printable key. It goes to the filter even before its field exists."""
        return character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        """Add the character to the filter."""
        if event.character and event.is_printable:
            event.stop()
            self.field.value += event.character
            self.field.cursor_position = len(self.field.value)

    @property
    def token(self) -> str:
        """The token under the cursor."""
        begin, end = token_around(self.field.value, self.field.cursor_position)
        return self.field.value[begin:end]

    @property
    def offers(self) -> tuple[Candidate, ...]:
        """Completions of the token under the cursor. First comes the one that Tab put there."""
        if self._going_through:
            return (*self.tried[self.chosen :], *self.tried[: self.chosen])
        return self.candidates(self.token)

    @property
    def _going_through(self) -> bool:
        """True where Tab put the token there, and there are others to follow."""
        return len(self.tried) > 1 and self.tried[self.chosen].token == self.token

    def action_complete(self, by: int) -> None:
        """Complete the token under the cursor, or replace it by the next completion."""
        if self._going_through:
            self.chosen = (self.chosen + by) % len(self.tried)
        else:
            self.tried, self.chosen = self.candidates(self.token), 0
        if self.tried:
            begin, end = token_around(self.field.value, self.field.cursor_position)
            token = self.tried[self.chosen].token
            self.field.value = f"{self.field.value[:begin]}{token}{self.field.value[end:]}"
            self.field.cursor_position = begin + len(token)

    @on(Edited)
    def changed(self, event: Edited) -> None:
        """Report the filter as typed so far."""
        event.stop()
        if self.field.value != self.typed:
            self.typed = self.field.value
            self.post_message(self.Changed(self.typed))

    @on(Entered)
    def keep(self, event: Entered) -> None:
        """Go back to the list."""
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Go back to the list."""
        self.post_message(self.Kept())
