"""A few lines of text, in a module of its own because the widget takes long to import."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import TextArea

from dpo_console.tui import draw
from dpo_console.tui.forms.controls import Edited, Entered, take_whole_or_not


class TextField(TextArea):
    """A few lines of text: enter saves, ctrl+j starts a new line."""

    DEFAULT_CSS = """
    TextField:ansi .text-area--cursor {
        background: transparent; color: ansi_default; text-style: reverse;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Save", show=False, priority=True),
        Binding("ctrl+j", "new_line", "New line", show=False),
    ]

    def __init__(self, value: str = "", *, replace: bool = False) -> None:
        """Start with `value`. With `replace`, typing replaces it until it is changed."""
        self.types_anew = replace
        super().__init__(value, soft_wrap=True, compact=True, highlight_cursor_line=False)
        self.cursor_blink = False

    @property
    def value(self) -> str:
        """The typed text."""
        return self.text

    @value.setter
    def value(self, value: str) -> None:
        self.text = value
        if self.has_focus:
            self._go_to_end()

    def render_line(self, y: int) -> Strip:
        """Draw a line underlined over its whole width, which shows where to write."""
        return super().render_line(y).apply_style(draw.BOX)

    def on_focus(self) -> None:
        """Select a text that typing replaces, or put the cursor after the text or where it was."""
        if self.types_anew:
            self.select_all()
        elif self.cursor_location == (0, 0):
            self._go_to_end()
        self.scroll_cursor_visible()

    def on_blur(self) -> None:
        """Show the beginning of the text again."""
        self.scroll_home(animate=False)

    def _go_to_end(self) -> None:
        self.move_cursor(self.document.end)

    def get_line(self, line_index: int) -> Text:
        """Return a line of the text as it may be shown."""
        shown = draw.one_for_one(self.document.get_line(line_index))
        return Text(shown, end="", no_wrap=True)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste whole, or not at all."""
        take_whole_or_not(self, event)

    def action_enter(self) -> None:
        """Save."""
        self.post_message(Entered())

    def action_new_line(self) -> None:
        """Start a new line."""
        self.insert("\n")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Report the change in the same way as every field."""
        event.stop()
        self.types_anew = False
        self.post_message(Edited(self))
