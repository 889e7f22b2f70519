"""The names that a wording may use for values: fields from casework, as fields.toml lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from pathlib import Path

from dpo_console.sentences import Phrase, ScopeForm
from dpo_console.toml_file import read_toml
from dpo_console.toml_reader import read_each


class Shape(StrEnum):
    """The form of a field that stands alone in its paragraph."""

    TEXT = auto()
    ADDRESS = auto()
    DATE = auto()
    SIGNATURE = auto()
    BULLETS = auto()
    NUMBERS = auto()


class Typed(StrEnum):
    """What an officer may type in a field.

    AHEAD: a day, today or later. BEFORE: a day, today or earlier. GROUND: a ground in law.
    EXCESS: that a request is unfounded or excessive. NO_SHARING: why data are not shared, a word a
    line. INFORMED: if the person concerned was told.
    """

    WORDS = auto()
    AHEAD = auto()
    BEFORE = auto()
    GROUND = auto()
    EXCESS = auto()
    NO_SHARING = auto()
    INFORMED = auto()


@dataclass(frozen=True, slots=True)
class LetterField:
    """One field: its content, and its shape when alone. A list has one item a line.

    `in_scope`: the scope of a third party's request gives the value. `typed` is what an officer
    must type in it, if not any words.
    """

    content: str
    alone: Shape = Shape.TEXT
    in_scope: bool = False
    typed: Typed = Typed.WORDS

    @property
    def asked_for(self) -> Phrase:
        """The content, and where it is entered."""
        content = self.content.removesuffix(" ...")
        return Phrase(content, " ", ScopeForm()) if self.in_scope else Phrase(content)

    @property
    def meaning(self) -> str:
        """The content, and where it is entered, in words."""
        return f"{self.content} (scope)" if self.in_scope else self.content


_PARTS = read_toml(Path(__file__).with_suffix(".toml"))
_FIELDS = {part: read_each(LetterField, _PARTS.table(part)) for part in _PARTS.names()}

FIELDS: Mapping[str, LetterField] = {
    n: field for part in _FIELDS.values() for n, field in part.items()
}
"""Every field except `sentence.NAME`, whose text stands in catalogue/."""

LIVE = frozenset(_FIELDS["office"])
"""The fields whose web and e-mail addresses become links: what the office itself states."""

COURTESY = "courtesy"
"""The field of a letterhead for the letter's courtesy lines, such as: Not for you?"""

LETTERHEAD_FIELDS = (
    "school.name", "school.address", "school.phone", "school.website", "school.reach",
    "school.head", "controller.name", "company", "reference", "your_ref", "dpo.email", COURTESY,
)  # fmt: skip
"""The fields that a letterhead's own header and footer may name."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def month_in_full(day: date) -> str:
    """Return the month of a day as a letter writes it: October 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day_in_full(day: date) -> str:
    """Return a day as a letter writes it: Tuesday 13 October 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {month_in_full(day)}"
