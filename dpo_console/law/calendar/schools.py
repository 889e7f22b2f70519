"""The facts about a school that the clock needs. Settings are read without the clock itself."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dpo_console.errors import BadInput

TWO_MEANT = (
    "“special” means several types of school. Say maintained for a community special school, "
    "special-academy or non-maintained-special"
)
"""What is said of the word “special” alone."""


class SchoolType(StrEnum):
    """The type of school in a case. Some regulations bind only some of them.

    A community special school is `maintained`. SPECIAL is what homes of earlier releases hold for
    different types: it may be read, but nobody may choose it any more.
    """

    MAINTAINED = "maintained"
    MAINTAINED_NURSERY = "maintained-nursery"
    PRU = "pru"
    ACADEMY = "academy"
    SPECIAL_ACADEMY = "special-academy"
    INDEPENDENT = "independent"
    NON_MAINTAINED_SPECIAL = "non-maintained-special"
    SPECIAL = "special"

    @property
    def readings(self) -> tuple["SchoolType", ...]:
        """The types that it may mean: itself, or two for the word “special” alone."""
        if self is SchoolType.SPECIAL:
            return SchoolType.MAINTAINED, SchoolType.NON_MAINTAINED_SPECIAL
        return (self,)


TYPES = tuple(type for type in SchoolType if type.readings == (type,))
"""The types of school that can be chosen."""

A_SCHOOL = {
    SchoolType.MAINTAINED: "a maintained school",
    SchoolType.MAINTAINED_NURSERY: "a maintained nursery school",
    SchoolType.PRU: "a pupil referral unit",
    SchoolType.ACADEMY: "an academy",
    SchoolType.SPECIAL_ACADEMY: "a special academy",
    SchoolType.INDEPENDENT: "an independent school",
    SchoolType.NON_MAINTAINED_SPECIAL: "a non-maintained special school",
    SchoolType.SPECIAL: "a special school",
}
"""A school of each type, in words."""


def school_type(word: str) -> SchoolType:
    """Return the type of school that somebody chooses. Raises BadInput for any other word."""
    chosen = word.strip().lower().replace(" ", "-").replace("_", "-")
    if chosen == SchoolType.SPECIAL:
        raise BadInput(f"{TWO_MEANT}.")
    if chosen not in TYPES:
        raise BadInput(f"{word!r} is no type of school. Say one of: {', '.join(TYPES)}.")
    return SchoolType(chosen)


class TermCalendar(NamedTuple):
    """The days on which one school has a session: weekdays inside a span, except the closures.

    It covers every day from the start of the first span to the end of the last one. The days
    between spans are holidays. England's bank holidays are never school days.
    """

    spans: tuple[tuple[date, date], ...]
    closures: frozenset[date] = frozenset()


class School(NamedTuple):
    """The facts about a school that the clock needs: its type, and its terms if known.

    `commenced` holds the duties (`what`) that the office treats as in force, although their statute
    keeps them switched off.
    """

    type: SchoolType = SchoolType.MAINTAINED
    terms: TermCalendar | None = None
    commenced: frozenset[str] = frozenset()
