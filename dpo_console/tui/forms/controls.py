"""What an officer fills in: a line, or one of several choices (text_field has the third kind).

They show what they hold safely, mark for mark, and don't blink: nothing is sent while nobody
types.
"""

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Input

from dpo_console.text import LONGEST
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Choices


class Edited(Message):
    """The value of `field` has changed."""

    def __init__(self, field: Widget) -> None:
        super().__init__()
        self.field = field


class Entered(Message):
    """Enter was pressed in a field: save, or go on."""


class NotTaken(Message):
    """What was pasted is too long for any field; `sentence` says so."""

    def __init__(self, field: Widget, sentence: str) -> None:
        super().__init__()
        self.field = field
        self.sentence = sentence


def take_whole_or_not(field: Widget, event: events.Paste) -> None:
    """Leave a paste to the field, or refuse it where nothing so long could be kept."""
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
"""So many letters are sooner typed anew than mended: a day, a number, a name."""


class LineField(Input):
    """One line of text."""

    def __init__(self, value: str = "", *, placeholder: str = "", replace: bool = False) -> None:
        """`placeholder`: an example, shown while the line is empty; `replace`: typing into the
        line replaces what stood there, but for a long one, which is mended rather than typed anew.
        """
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=replace)
        self.types_anew = replace
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        # Input draws this raw, and a pasted line can hold escape sequences.
        shown = draw.one_for_one(self.value)
        if not self.has_focus and cell_len(shown) > self.size.width:
            shown = draw.fit(shown, self.size.width)
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def on_blur(self) -> None:
        """Show its beginning again, and where it goes on."""
        self.scroll_to(x=0, animate=False)

    def on_paste(self, event: events.Paste) -> None:
        """Take it whole: Input would take its first line and drop the rest."""
        event.text = " ".join(event.text.splitlines())
        take_whole_or_not(self, event)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say so as every field does."""
        event.stop()
        self.select_on_focus = self.types_anew and len(self.value) <= SHORT
        self.post_message(Edited(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Say so as every field does."""
        event.stop()
        self.post_message(Entered())


class ChoiceField(Widget, can_focus=True):
    """One of several: left and right, or a letter, choose; the words stand on one line."""

    DEFAULT_CSS = "ChoiceField { height: 1; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "Next", show=False),
        Binding("left", "step(-1)", "Previous", show=False),
        Binding("enter", "enter", "Save", show=False),
    ]
    value = var("")

    def __init__(self, choices: Choices, value: str = "", *, id: str | None = None) -> None:
        """`choices`: value and words each; `value`: the one to begin with."""
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.set_reactive(ChoiceField.value, value)
        self._typed = ""

    @property
    def _index(self) -> int:
        values = [value for value, _ in self.choices]
        return values.index(self.value) if self.value in values else -1

    def render(self) -> Text:
        """`‹ Subject access request ›`; the arrows stand where there is more than one."""
        chosen = self.choices[self._index][1] if self._index >= 0 else "choose"
        style = draw.CURSOR if self.has_focus else draw.PLAIN
        if len(self.choices) == 1:
            return draw.line(chosen, style)
        return draw.line(f"‹ {draw.fit(chosen, max(self.size.width - 4, 8)).rstrip()} ›", style)

    def watch_value(self) -> None:
        """Draw the new choice and say so."""
        self.refresh()
        self.post_message(Edited(self))

    def action_step(self, by: int) -> None:
        """Choose the next or the previous one."""
        self.value = self.choices[max(self._index + by, -1) % len(self.choices)][0]

    def action_enter(self) -> None:
        """Save, or go on."""
        self.post_message(Entered())

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next choice whose words, or any word in them, begin with it; one
        that spells on goes to, or stays on, what begins with all of it, so that a choice can be
        typed out."""
        self._typed += (event.character or "").casefold()
        found = self._spelled()
        if found is None:
            self._typed = (event.character or "").casefold()
            found = by_letter(event.character or "", self.choices, self._index)
        if found is not None:
            event.stop()
        if found is not None and found >= 0:
            self.value = self.choices[found][0]

    def _spelled(self) -> int | None:
        """The choice that begins with all that was typed, the chosen one first."""
        at = max(self._index, 0)
        order = [*range(at, len(self.choices)), *range(at)] if len(self._typed) > 1 else []
        spelled = (n for n in order if self.choices[n][1].casefold().startswith(self._typed))
        return next(spelled, None)


def by_letter(typed: str, choices: Choices, at: int) -> int | None:
    """Where a letter leads from the choice `at`; `at` where it begins none, None for no letter."""
    letter, count = typed.casefold(), len(choices)
    if not letter.isalnum():
        return None
    order = [(at + 1 + n) % count for n in range(count)]
    for begins in (str.startswith, _any_word):
        for place in order:
            if begins(choices[place][1].casefold(), letter):
                return place
    return at


def _any_word(words: str, letter: str) -> bool:
    return any(word.startswith(letter) for word in words.split())
