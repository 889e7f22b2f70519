"""A school's year as a picture of twelve lines, one a month, with weekdays aligned."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dpo_console.law.calendar.school_year import DayKind, SchoolYear
from dpo_console.text import MONTHS

GLYPHS = {
    DayKind.SCHOOL_DAY: "#",
    DayKind.WEEKEND: ".",
    DayKind.HOLIDAY: "-",
    DayKind.BANK_HOLIDAY: "B",
    DayKind.INSET: "I",
    DayKind.CLOSURE: "x",
    DayKind.UNKNOWN: "?",
}
"""One character for each kind, distinct without colour and in any encoding."""

NAMES = {
    DayKind.SCHOOL_DAY: "school day",
    DayKind.WEEKEND: "weekend",
    DayKind.HOLIDAY: "holiday",
    DayKind.BANK_HOLIDAY: "bank holiday",
    DayKind.INSET: "INSET",
    DayKind.CLOSURE: "closed",
    DayKind.UNKNOWN: "not known",
}
"""The names in a legend."""

COLUMNS = 37
"""The number of columns. The longest month begins on a Sunday: six empty columns and 31 days."""

HEADER = ("M", "T", "W", "T", "F", "S", "S")


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One line: `before` columns are empty, then a day each. The first column is a Monday."""

    first: date
    kinds: tuple[DayKind, ...]

    @property
    def name(self) -> str:
        """The name, such as `Sep`."""
        return MONTHS[self.first.month - 1]

    @property
    def before(self) -> int:
        """The number of empty columns before its first day."""
        return self.first.weekday()

    def day(self, column: int) -> date:
        """Return the day in a column, or the one nearest to it."""
        place = min(max(column - self.before, 0), len(self.kinds) - 1)
        return self.first + timedelta(days=place)


def months(year: SchoolYear) -> tuple[MonthLine, ...]:
    """Return the twelve months, September first."""
    days = [year.first + timedelta(days=n) for n in range(len(year.kinds))]
    by_month = groupby(days, lambda day: (day.year, day.month))
    return tuple(_month(year, tuple(group)) for _, group in by_month)


def _month(year: SchoolYear, days: tuple[date, ...]) -> MonthLine:
    return MonthLine(days[0], tuple(year.kind(day) for day in days))


def column_of(day: date) -> int:
    """Return the column of a day on its month's line."""
    return day.replace(day=1).weekday() + day.day - 1
