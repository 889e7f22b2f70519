"""A school's year, day by day: the days with lessons, and the reasons for the others.

It only shows the content of a term calendar. counting.py counts the dates.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import Span, union, within
from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.text import day_words

USUAL_SCHOOL_DAYS = 190
"""The days in a maintained school's 380 half-day sessions (SI 1999/3181 reg 3)."""

SEPTEMBER = 9


class DayKind(StrEnum):
    """The state of a school on one day. UNKNOWN: no term dates cover it."""

    SCHOOL_DAY = "school_day"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    BANK_HOLIDAY = "bank_holiday"
    INSET = "inset"
    CLOSURE = "closure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holiday:
    """The days between two terms, weekends included, and their usual name."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """One school year: 1 September to 31 August, one kind a day, and the holidays in it."""

    first: date
    kinds: tuple[DayKind, ...]
    spans: tuple[Span, ...]
    holidays: tuple[Holiday, ...]

    @property
    def last(self) -> date:
        """The year's last day."""
        return self.first + (len(self.kinds) - 1) * DAY

    @property
    def name(self) -> str:
        """A name such as 2026/27."""
        return year_name(self.first.year)

    def kind(self, day: date) -> DayKind:
        """Return the kind of a day of this year. Raises IndexError for a day of another year."""
        place = (day - self.first).days
        if place < 0:
            raise IndexError(place)
        return self.kinds[place]

    def days(self, kind: DayKind) -> tuple[date, ...]:
        """Return the days of one kind."""
        return tuple(self.first + n * DAY for n, found in enumerate(self.kinds) if found is kind)

    def holiday(self, day: date) -> Holiday | None:
        """Return the holiday that includes a day, or None."""
        return next((h for h in self.holidays if h.first <= day <= h.last), None)


def year_of(day: date) -> int:
    """Return the year in which the school year of `day` began."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def year_name(year: int) -> str:
    """Return the name of the school year that begins in `year`, such as 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"


def year_span(year: int) -> Span:
    """Return the first and last day of the school year."""
    return date(year, SEPTEMBER, 1), date(year + 1, SEPTEMBER, 1) - DAY


@lru_cache(maxsize=64)
def school_year(
    terms: TermCalendar | None, year: int, inset: frozenset[date] = frozenset()
) -> SchoolYear:
    """Return the school year that begins in September of `year`, from 1900 to 9998.

    `terms.closures` holds all days without lessons inside a term. `inset` holds those of them for
    staff training. Neither are school days (Education Act 1996 s.579(1)).
    """
    terms = terms or TermCalendar(())
    first, last = year_span(year)
    lessons = frozenset(calendars.school_days(terms))
    days = (first + n * DAY for n in range((last - first).days + 1))
    return SchoolYear(
        first,
        tuple(_kind(day, terms, lessons, inset) for day in days),
        tuple(span for span in sorted(terms.spans) if span[0] <= last and first <= span[1]),
        tuple(h for h in _holidays(terms) if h.first <= last and first <= h.last),
    )


def _kind(day: date, terms: TermCalendar, lessons: Set[date], inset: Set[date]) -> DayKind:
    if day in lessons:
        return DayKind.SCHOOL_DAY
    if day.weekday() >= 5:
        return DayKind.WEEKEND
    if calendars.closed_because(day):
        return DayKind.BANK_HOLIDAY
    if day in inset:
        return DayKind.INSET
    if day in terms.closures:
        return DayKind.CLOSURE
    in_term = within(day, terms.spans)  # and yet no school day: its bank holidays aren't known
    known = calendars.covers(terms, day, day) and not in_term
    return DayKind.HOLIDAY if known else DayKind.UNKNOWN


def _holidays(terms: TermCalendar) -> list[Holiday]:
    spans = union(terms.spans)
    gaps = ((a[1] + DAY, b[0] - DAY) for a, b in pairwise(spans))
    return [Holiday(*gap, holiday_name(*gap)) for gap in gaps if weekdays(*gap)]


def weekdays(first: date, last: date) -> int:
    """Return the number of days from `first` to `last` that are not Saturday or Sunday."""
    return sum((first + n * DAY).weekday() < 5 for n in range((last - first).days + 1))


def holiday_name(first: date, last: date) -> str:
    """Return the usual name of the days between two terms."""
    if first <= date(last.year, 12, 25) <= last or first <= date(first.year, 12, 25) <= last:
        return "Christmas holiday"
    if first <= date(last.year, 8, 1) <= last:
        return "summer holiday"
    names = calendars.holidays("england").names
    easter = any(first <= day <= last for day, name in names.items() if name == "Easter Monday")
    if easter or (weekdays(first, last) > 6 and first.month in (3, 4)):
        return "Easter holiday"
    return "half-term holiday" if 3 <= weekdays(first, last) <= 10 else "holiday"


def why_no_lessons(year: SchoolYear, day: date) -> str:
    """Return the kind of a day, in words that can follow its date, such as `half-term holiday`."""
    match year.kind(day):
        case DayKind.SCHOOL_DAY:
            return "school day"
        case DayKind.WEEKEND:
            holiday = year.holiday(day)
            return f"weekend, {holiday.name}" if holiday else "weekend"
        case DayKind.BANK_HOLIDAY:
            return f"bank holiday ({calendars.closed_because(day)})"
        case DayKind.HOLIDAY:
            holiday = year.holiday(day)
            return holiday.name if holiday else "holiday"
        case DayKind.INSET:
            return "INSET day"
        case DayKind.CLOSURE:
            return "school closed"
    return "not known: no term dates cover it"


def span_words(span: Span) -> str:
    """Return `Wed 2 Sep 2026 to Fri 23 Oct 2026`, or the one day."""
    first, last = span
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
