"""What the clock needs to know of a school. Settings are read without the clock itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SchoolType(StrEnum):
    """What kind of school a case is about: some regulations bind only some of them."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    INDEPENDENT = "independent"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class TermCalendar:
    """The days on which one school has a session: weekdays inside a span, less the closures.

    It covers the days from the first day of the first span to the last day of the last one;
    days between spans are holidays. England's bank holidays are never school days.
    """

    spans: tuple[tuple[date, date], ...]
    closures: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class School:
    """What the clock needs to know of a school: its type, and its terms where they are known.

    `commenced` are the duties (`what`) which the office treats as in force though their statute
    keeps them switched off.
    """

    type: SchoolType = SchoolType.MAINTAINED
    terms: TermCalendar | None = None
    commenced: frozenset[str] = frozenset()
