"""One thing to fill in, declared; form.py makes it a row on the screen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dpo_console.errors import BadInput
from dpo_console.text import parse_moment

Choices = Sequence[tuple[str, str]]
"""Each a value and its words."""

SEVERAL = "+"
"""What stands between the values where several may be chosen."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `choices` makes it a choice (`several`: of any number of them), `lines`
    over 1 a text of several lines; a `wide` one has its note below it. `hint` stands beside it,
    `example` in it, while it is empty, and `nothing` where none of several is chosen. `check` reads
    what is typed and says how it was understood; it raises BadInput, whose sentence then stands
    beside the field. `day`: it takes a day. `stands`: what the records say under it, where the form
    begins it with something else.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    example: str = ""
    choices: Choices = ()
    several: bool = False
    nothing: str = "nothing else"
    lines: int = 1
    wide: bool = False
    check: Callable[[str], str] | None = None
    day: bool = False
    stands: str | None = None

    @property
    def recorded(self) -> str:
        """What the records say under it."""
        return self.value if self.stands is None else self.stands


def recorded(fields: Iterable[Field]) -> dict[str, str]:
    """What the records say under each field."""
    return {field.name: field.recorded for field in fields}


def fits(field: Field, value: str) -> bool:
    """Whether a field can hold a value: its choices may be others by now."""
    known = {choice for choice, _ in field.choices}
    parts = [part for part in value.split(SEVERAL) if part] if field.several else [value]
    return not known or set(parts) <= known


def pinned(field: Field, value: str, today: date) -> str:
    """A day such as `today` or `Monday` as the date it is now: tomorrow it would be another."""
    if not field.day:
        return value
    try:
        moment = parse_moment(value, today, "")
    except BadInput:
        return value
    return moment.isoformat("T", "minutes") if isinstance(moment, datetime) else moment.isoformat()
