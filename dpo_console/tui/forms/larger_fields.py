"""The larger fields: several choices of many, and a text of several lines."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from dpo_console.tui import draw
from dpo_console.tui.forms.controls import (
    SEVERAL,
    Choices,
    Edited,
    Entered,
    by_letter,
    take_whole_or_not,
)
from dpo_console.tui.terminal.cursor import lead_cursor

ADDS = "space adds "

LEAST = 20
"""Cells to draw in before the field has its place."""


class SeveralField(Widget, can_focus=True):
    """A choice of any number. `value` holds the chosen ones with SEVERAL between them.

    Left and right, or a letter, move among the choices. Space adds the one in sight, and backspace
    removes the last one.
    """

    DEFAULT_CSS = "SeveralField { height: auto; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "Next", show=False),
        Binding("left", "step(-1)", "Previous", show=False),
        Binding("space", "add", "Add", show=False),
        Binding("backspace", "take_off", "Take off", show=False),
        Binding("enter", "enter", "Save", show=False),
    ]
    value = var("")
    at = var(0)

    def __init__(self, choices: Choices, value: str = "", *, nothing: str = "none") -> None:
        """Offer `choices`, a value and its words each, and start with `value`.

        `nothing` stands in the field while none is chosen.
        """
        super().__init__()
        self.nothing = nothing
        self.choices = tuple(choices)
        self.first: tuple[str, ...] = ()
        self.without = ""
        self.set_reactive(SeveralField.value, value)

    def offer(self, first: Sequence[str], without: str) -> None:
        """Show some choices first, and leave one out."""
        self.first, self.without, self.at = tuple(first), without, 0
        self.value = SEVERAL.join(value for value in self.chosen if value != without)
        self.refresh()

    @property
    def chosen(self) -> list[str]:
        """The chosen values."""
        return [value for value in self.value.split(SEVERAL) if value]

    @property
    def open(self) -> list[tuple[str, str]]:
        """The choices still open, the offered ones first and in their order."""
        left = [c for c in self.choices if c[0] not in self.chosen and c[0] != self.without]
        places = {value: place for place, value in enumerate(self.first)}
        return sorted(left, key=lambda choice: places.get(choice[0], len(places)))

    def render(self) -> Text:
        """Draw the chosen ones, and below them with the cursor here the one that space adds."""
        lead_cursor(self, 0)
        words = dict(self.choices)
        chosen = " + ".join(words.get(value, value) for value in self.chosen)
        drawn = draw.words(chosen) if chosen else draw.line(self.nothing, draw.QUIET)
        if not (self.has_focus and self.open):
            return drawn
        room = max(self.size.width, LEAST)  # to ask during a layout has the whole screen arranged
        removes = draw.line(" (backspace removes)" if chosen else "", draw.QUIET)
        beside = 0 if chosen else cell_len(self.nothing) + 2
        following = draw.fit(self.open[self.at % len(self.open)][1], room - beside - len(ADDS))
        offered = [draw.line(ADDS, draw.QUIET), draw.line(following.rstrip(), draw.CURSOR)]
        parts = [draw.join([drawn, removes]), draw.join(offered)]
        return draw.join(parts, "\n" if chosen else "  ")

    def watch_value(self) -> None:
        """Draw the chosen values and report the change."""
        self._make_room()
        self.post_message(Edited(self))

    def watch_has_focus(self, has_focus: bool) -> None:
        """Make room for the choice that space adds, or take it away."""
        super().watch_has_focus(has_focus)
        self._make_room()

    def _make_room(self) -> None:
        """Take the lines that it draws now, and keep the last of them in sight."""
        self.refresh(layout=True)
        if self.has_focus:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def watch_at(self) -> None:
        """Draw the choice in sight."""
        self.refresh()

    def action_step(self, by: int) -> None:
        """Move to the next or the previous choice."""
        self.at = (self.at + by) % max(len(self.open), 1)

    def action_add(self) -> None:
        """Add the choice in sight."""
        if self.open:
            value = self.open[self.at % len(self.open)][0]
            self.at = 0
            self.value = SEVERAL.join([*self.chosen, value])

    def action_take_off(self) -> None:
        """Remove the last chosen one."""
        self.value = SEVERAL.join(self.chosen[:-1])

    def action_enter(self) -> None:
        """Save, or continue."""
        self.post_message(Entered())

    def on_key(self, event: events.Key) -> None:
        """Go to the next choice with a word that starts with the typed letter."""
        found = by_letter(event.character or "", self.open, self.at)
        if found is not None:
            event.stop()
            self.at = found


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
