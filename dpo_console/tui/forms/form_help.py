"""Help on the fields of a form: the entries that each one takes."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dpo_console.sentences import first_upper
from dpo_console.tui import draw
from dpo_console.tui.forms.field import Field
from dpo_console.typed_days import DAY_FORMS

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
