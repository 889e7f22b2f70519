"""One declared thing to fill in, which form.py makes a row on the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dpo_console.errors import BadInput
from dpo_console.typed_days import parse_moment

Choices = Sequence[tuple[str, str]]
"""Choices, each a value and its words."""

SEVERAL = "+"
"""The sign between the values where several may be chosen."""


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
