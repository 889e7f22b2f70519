"""The forms that somebody outside fills in, and their fields, as the criteria declare them."""

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class PublicForm:
    """A form by which people may ask or complain. It is published as `file`, and linked as `link`.

    `slug` is the word in its mark, and `mark` the words that people see of it. `kind` is the kind
    of case that it begins, as a requester of the kind `requester` would see it. `says` are the
    paragraphs at its top, and `parts` the heads of the checklist that it asks, with their titles.
    """

    slug: Words
    kind: Words
    requester: Words
    file: Words
    title: Words
    link: Words
    mark: Words
    says: tuple[str, ...]
    parts: Mapping[str, str]
