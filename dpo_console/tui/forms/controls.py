"""Fields that an officer fills in: a line, or a choice (text_field has the third kind).

They show their content safely, character for character. They don't blink, because nothing is sent
while nobody types.
"""

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from dpo_console.text import LONGEST
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Choices
from dpo_console.tui.terminal.cursor import lead_cursor
from dpo_console.tui.terminal.safe_input import SafeInput


class Edited(Message):
    """Notice that the value of `field` has changed."""

    def __init__(self, field: Widget) -> None:
        super().__init__()
        self.field = field


class Entered(Message):
    """Notice that Enter was pressed in a field, to save or continue."""


class NotTaken(Message):
    """Notice that a paste is too long for any field. `sentence` says so."""

    def __init__(self, field: Widget, sentence: str) -> None:
        super().__init__()
        self.field = field
        self.sentence = sentence


def take_whole_or_not(field: Widget, event: events.Paste) -> None:
    """Leave a paste to the field, or refuse one too long to store."""
    if len(event.text) > LONGEST:
        event.prevent_default()
        event.stop()
        field.post_message(
            NotTaken(
                field,
                f"{len(event.text):,} characters were pasted and not taken; at most {LONGEST:,}.",
            )
        )


SHORT = 25
"""The most letters that are quicker to retype than to edit: a day, a number, a name."""


class LineField(SafeInput):
    """One line of text."""

    def __init__(self, value: str = "", *, placeholder: str = "", replace: bool = False) -> None:
        """Start with `value`. Show the example `placeholder` while the line is empty.

        With `replace`, typing replaces the old text. A long one stays, because an officer would
        edit it instead.
        """
        example = draw.one_for_one(placeholder)
        super().__init__(value, placeholder=example, compact=True, select_on_focus=replace)
        self.types_anew = replace
        self.cursor_blink = False

    def begin_anew(self) -> None:
        """Select the text, so that typing replaces it, where the line is made for that."""
        if self.select_on_focus:
            self.select_all()

    def shown(self) -> Text:
        """Return the line with a mark for each unsafe character, and … where it is cut."""
        shown = draw.one_for_one(self.value)
        if not self.has_focus and cell_len(shown) > self.size.width:
            shown = draw.fit(shown, self.size.width)
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def render_line(self, y: int) -> Strip:
        """Draw the line over its whole width. Input leaves an empty one without its box."""
        drawn = super().render_line(y)
        return drawn if y else drawn.extend_cell_length(self.size.width, self.rich_style)

    def on_blur(self) -> None:
        """Show the line from its beginning again, with a sign where it is cut."""
        self.scroll_to(x=0, animate=False)

    def on_paste(self, event: events.Paste) -> None:
        """Take the whole paste. Input would take its first line and drop the rest."""
        event.text = " ".join(event.text.splitlines())
        take_whole_or_not(self, event)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Report the change in the same way as every field."""
        event.stop()
        self.select_on_focus = self.types_anew and len(self.value) <= SHORT
        self.post_message(Edited(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Report Enter in the same way as every field."""
        event.stop()
        self.post_message(Entered())


class ChoiceField(Widget, can_focus=True):
    """A choice of one: left and right, or a letter, choose. The words stand on one line."""

    DEFAULT_CSS = "ChoiceField { height: 1; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "Next", show=False),
        Binding("left", "step(-1)", "Previous", show=False),
        Binding("enter", "enter", "Save", show=False),
    ]
    value = var("")

    def __init__(self, choices: Choices, value: str = "") -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.set_reactive(ChoiceField.value, value)
        self._typed = self._before = ""
        self._misspelled = False

    @property
    def _index(self) -> int:
        values = [value for value, _ in self.choices]
        return values.index(self.value) if self.value in values else -1

    def render(self) -> Text:
        """Draw `‹ Subject access request ›`, without the arrows where there is only one choice."""
        chosen = self.choices[self._index][1] if self._index >= 0 else "choose"
        style = draw.CURSOR if self.has_focus else draw.PLAIN
        lead_cursor(self, 0)
        if len(self.choices) == 1:
            return draw.line(chosen, style)
        none = f"  no “{self._typed}”" if self._misspelled else ""
        room = max(self.size.width - 4 - len(none), 8)
        return draw.line(f"‹ {draw.fit(chosen, room).rstrip()} ›{none}", style)

    def watch_value(self) -> None:
        """Draw the new choice and report the change."""
        self.refresh()
        self.post_message(Edited(self))

    def action_step(self, by: int) -> None:
        """Choose the next or the previous one."""
        self.value = self.choices[max(self._index + by, -1) % len(self.choices)][0]

    def action_enter(self) -> None:
        """Save, or continue."""
        self.post_message(Entered())

    def on_key(self, event: events.Key) -> None:
        """Choose by typing: a letter moves to the next choice with a word that starts with it.

        Further letters spell the choice out. The choice stays, or moves to one that starts with all
        of them. Where none does, the choice from before the word comes back, and the line says so.
        """
        letter = (event.character or "").casefold()
        if not letter or not letter.isprintable():
            self.on_blur()
            return
        self._before = self._before if self._typed else self.value
        self._typed += letter
        found = self._spelled()
        self._misspelled = found is None and letter.isalnum() and len(self._typed) > 2
        if self._misspelled:
            event.stop()
            self.value = self._before
            self.refresh()
            return
        if found is None:
            self._typed = letter if letter.isalnum() else ""
            found = by_letter(letter, self.choices, self._index)
        if found is not None:
            event.stop()
        if found is not None and found >= 0:
            self.value = self.choices[found][0]

    def on_blur(self) -> None:
        """Forget the letters typed so far."""
        self._typed, self._misspelled = "", False
        self.refresh()

    def _spelled(self) -> int | None:
        """Return the choice that starts with every typed letter, or else has them further on.

        A word that starts with them counts before letters within a word. The chosen one is tried
        first.
        """
        at = max(self._index, 0)
        order = [*range(at, len(self.choices)), *range(at)] if len(self._typed) > 1 else []
        titles = [(n, _spellings(self.choices[n][1].casefold())) for n in order]
        fits = (str.startswith, _has_word, str.__contains__)
        return next((n for fit in fits for n, title in titles if fit(title, self._typed)), None)


def by_letter(typed: str, choices: Choices, at: int) -> int | None:
    """Return where a letter leads from the choice `at`: `at` for no match, None for no letter."""
    letter, count = typed.casefold(), len(choices)
    if not letter.isalnum():
        return None
    order = [(at + 1 + n) % count for n in range(count)]
    for begins in (str.startswith, _any_word):
        for place in order:
            if begins(choices[place][1].casefold(), letter):
                return place
    return at


def _spellings(title: str) -> str:
    """Return a title, and again without hyphens, because “em” means “e-mails”."""
    return f"{title} {title.replace('-', '')}" if "-" in title else title


def _has_word(title: str, typed: str) -> bool:
    return f" {typed}" in title


def _any_word(words: str, letter: str) -> bool:
    return any(word.startswith(letter) for word in words.split())
