"""One thing to fill in, declared; form.py makes it a row on the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    beside the field.
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
