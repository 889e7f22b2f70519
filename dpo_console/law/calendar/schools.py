"""The facts about a school that the clock needs. Settings are read without the clock itself."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class SchoolType(StrEnum):
    """The type of school in a case. Some regulations bind only some of them."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    INDEPENDENT = "independent"
    SPECIAL = "special"


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
