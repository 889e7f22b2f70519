"""A school's year, day by day: the days with lessons, and the reasons for the others.

It only shows the content of a term calendar. counting.py counts the dates.
"""

from collections.abc import Iterator, Set
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

ENDS_SOON = 92
"""Days that span about 60 school days, the longest limit in FOI."""

LONGEST_HOLIDAY = 63
"""Days of the longest holiday in England: nine weeks in summer."""

FAR_OFF = 15
"""Difference from the usual number of school days that is worth a look."""


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

    The closures of `terms` are all days without lessons inside a term. `inset` holds those for
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


def doubts(terms: TermCalendar, inset: frozenset[date] = frozenset()) -> tuple[str, ...]:
    """Return the inconsistencies: overlapping terms, training days at a weekend, and the like."""
    closed = sorted(terms.closures)
    return (
        *_overlaps(terms),
        *_long_gaps(terms),
        *_weekend_terms(terms),
        *(
            _closed_anyway(day, "INSET day" if day in inset else "closure")
            for day in closed
            if calendars.closed_because(day) or not within(day, terms.spans)
        ),
        *_odd_years(terms, inset),
    )


def known_words(terms: TermCalendar | None, today: date) -> str:
    """Return a sentence that term dates end soon, ended, or are missing, or else ''."""
    covered = calendars.covered(terms) if terms else None
    if covered is None:
        return "There are no term dates: where school days count, no date can be told."
    left = (covered[1] - today).days
    if left >= ENDS_SOON:
        return ""
    when = "ended" if left < 0 else "end"
    return (
        f"The term dates {when} on {day_words(covered[1])}: dates that need later school days "
        "can't be told. Import the next year's."
    )


def _overlaps(terms: TermCalendar) -> Iterator[str]:
    spans = sorted(terms.spans)
    for one, other in pairwise(spans):
        if other[0] <= one[1]:
            yield (
                f"The terms {span_words(one)} and {span_words(other)} overlap; each day of both "
                "counts as a day of term."
            )


def _long_gaps(terms: TermCalendar) -> Iterator[str]:
    for one, other in pairwise(union(terms.spans)):
        if (other[0] - one[1]).days > LONGEST_HOLIDAY:
            yield (
                f"No term is given between {day_words(one[1])} and {day_words(other[0])}: all "
                "these days count as a holiday. Import the year that is missing."
            )


def _weekend_terms(terms: TermCalendar) -> Iterator[str]:
    for first, last in sorted(terms.spans):
        for day, what in ((first, "begins"), (last, "ends")):
            if day.weekday() >= 5:
                yield f"A term {what} at a weekend, on {day_words(day)}: is the year right?"


def _closed_anyway(day: date, what: str) -> str:
    reason = calendars.closed_because(day)
    if reason:
        return f"The {what} {day_words(day)} changes no date: it is closed anyway ({reason})."
    return f"The {what} {day_words(day)} changes no date: it lies outside the terms."


def _odd_years(terms: TermCalendar, inset: frozenset[date]) -> Iterator[str]:
    covered = calendars.covered(terms)
    if covered is None:
        return
    for year in range(year_of(covered[0]), year_of(covered[1]) + 1):
        first, last = year_span(year)
        whole = covered[0] <= first + 30 * DAY and covered[1] >= last - 60 * DAY
        count = len(school_year(terms, year, inset).days(DayKind.SCHOOL_DAY))
        if whole and abs(count - USUAL_SCHOOL_DAYS) > FAR_OFF:
            yield (
                f"{year_name(year)} has {count} school days; {USUAL_SCHOOL_DAYS} are usual. "
                "Is a term or a holiday missing?"
            )
