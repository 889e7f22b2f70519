"""The fields of a form that somebody outside fills in, as the criteria declare them."""

from dataclasses import dataclass
from enum import StrEnum

from dpo_console.toml_marks import Words


class Fills(StrEnum):
    """The ways to fill in a field. A mark is ours: it says which form a file is."""

    WORDS = "words"
    DAY = "day"
    CHOICE = "choice"
    TICK = "tick"
    MARK = "mark"


MARK = "form:"
"""The beginning of the tag that says which form a file is."""

EMPTY = {
    Fills.WORDS: "Click to answer",
    Fills.DAY: "Choose a day",
    Fills.CHOICE: "Choose",
    Fills.TICK: "☐",
}
"""The words of a field that nobody has filled in yet."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its question, and the way to fill it in. `slug` tells fields of a criterion apart.

    A field with `choices` is a list to choose from.
    """

    asks: Words
    slug: Words = ""
    fills: Fills = Fills.WORDS
    choices: tuple[str, ...] = ()
