"""Fields that an officer fills in: a line, or a choice (larger_fields has the others).

They show their content safely, character for character. They don't blink, because nothing is sent
while nobody types.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import ROLES
from dpo_console.config.methods import CHANNEL_WORDS
from dpo_console.errors import BadInput
from dpo_console.sentences import first_upper
from dpo_console.text import LONGEST
from dpo_console.tui import draw
from dpo_console.tui.terminal.cursor import lead_cursor
from dpo_console.tui.terminal.safe_input import SafeInput
from dpo_console.typed_days import DAY_FORMS, parse_moment

Choices = Sequence[tuple[str, str]]
"""Choices, each a value and its words."""

SEVERAL = "+"
"""The sign between the values where several may be chosen."""

SHORT = 25
"""The most letters that are quicker to retype than to edit: a day, a number, a name."""

KEYS = (
    ("enter", "Save. If it can't be saved, you see why, and what you typed stays."),
    ("tab", "The next field; shift+tab, up and down move as well."),
    ("esc", "Go back; it asks first if you typed something."),
)
"""The keys of every form."""

WIDEST = 24
"""The most characters of a label that leave room for words beside it."""

OF_KEYS = ("left", "or type", "ctrl+j")
"""Beginnings of hints that only name keys, which the help gives in full."""

CAME = tuple((slug, words or "in another way") for slug, words in CHANNEL_WORDS.items())
"""The ways by which a request comes, as choices."""

PROTECT = "Protect address"

PROTECTED = (("no", "no"), ("yes", "yes: in no letter to others"))

KEPT_FROM = "who must not learn the address"
"""The hint of the field for the people that protected details are kept from."""

ACTS_FOR = "whom: for the DPO or DSL to say"
"""The hint of the field for the people for whom somebody acts."""

NOT_SAID = "not said yet"
"""The words for a kind of requester that nobody has said."""


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


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in.

    `choices` makes it a choice, or with `several` a choice of any number. `lines` over 1 makes it a
    text of several lines. A `wide` field has its note below it. `hint` stands beside the field, and
    `example` in it while it is empty. `nothing` stands in it where none of several is chosen.
    `check` reads the entry and says how it was understood. It raises BadInput, whose sentence then
    stands beside the field. `day` marks a field that takes a day. A field that is `refused` is
    shown once checks refused the save, because it overrides them. `until_filled` takes the hint
    away once the field has an entry. A `proposed` value is the console's own,
    and typing replaces it.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    example: str = ""
    choices: Choices = ()
    several: bool = False
    nothing: str = "none"
    lines: int = 1
    wide: bool = False
    check: Callable[[str], str] | None = None
    day: bool = False
    refused: bool = False
    proposed: bool = False
    until_filled: bool = False


def fits(field: Field, value: str) -> bool:
    """Return True if a field can hold a value, as its choices may have changed."""
    known = {choice for choice, _ in field.choices}
    parts = [part for part in value.split(SEVERAL) if part] if field.several else [value]
    return not known or set(parts) <= known


def pinned(field: Field, value: str, today: date) -> str:
    """Return a day such as `today` or `Monday` as its date. Tomorrow it would be another."""
    if not field.day:
        return value
    try:
        moment = parse_moment(value, today, "")
    except BadInput:
        return value
    return moment.isoformat("T", "minutes") if isinstance(moment, datetime) else moment.isoformat()


def form_help(about: RenderableType, fields: Iterable[Field]) -> RenderableType:
    """Draw the subject of a form, the entries that each field takes, and the keys."""
    asked = [(field.label, takes(field)) for field in fields]
    parts = [about] if about else []
    return Group(*parts, rows(asked), Text(), rows(KEYS))


def rows(told: Sequence[tuple[str, str]]) -> RenderableType:
    """Draw names or keys at the left and their meaning beside them, or below a long one."""
    if any(len(name) > WIDEST for name, _ in told):
        below = (
            piece
            for name, words in told
            for piece in (draw.line(name, draw.STRONG), Padding(draw.words(words), (0, 0, 0, 2)))
        )
        return Group(*below)
    return draw.table((draw.line(name, draw.STRONG), draw.words(words)) for name, words in told)


def takes(field: Field) -> str:
    """Return `A day, written like ...; if noticed later: when`."""
    more = "" if field.hint.startswith(OF_KEYS) else field.hint
    stop = "" if more.endswith(("?", ".")) else "."
    hint = f" {first_upper(more)}{stop}" if more else ""
    example = f" Such as: {field.example}." if field.example else ""
    if field.lines > 1 and hint:
        return f"{hint.strip()}{example} ctrl+j starts a new line."
    return f"{_kind(field)}{hint}{example}".strip() or "Words on one line."


def _kind(field: Field) -> str:
    words = "; ".join(words for _, words in field.choices)
    if field.several:
        return f"Any of: {words}. Space adds the one shown, backspace takes the last off."
    if field.choices:
        return f"One of: {words}. Left and right choose, or type its first letters."
    if field.day:
        return f"A day, written like {DAY_FORMS}."
    if field.lines > 1:
        return "As many lines as you like: ctrl+j starts a new one."
    return ""


def asks() -> Choices:
    """Return every kind of requester, by slug, with its title."""
    return [(slug, kind.title) for slug, kind in requester_kinds().items()]


def who_is(name: str, kind: str) -> Field:
    """Return a field for the kind of requester. '' is one that nobody has said yet."""
    unsaid = [] if kind else [("", NOT_SAID)]
    return Field(name, "They are", kind, choices=[*unsaid, *asks()])


def others(desk: Desk) -> Choices:
    """Return everyone listed except the person at work, by slug, with name and role."""
    return [(p.slug, f"{p.name} ({ROLES[p.role].beside})") for p in desk.people if p != desk.person]
