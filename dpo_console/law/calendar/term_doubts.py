"""Contradictions in a school's term dates, in sentences for the officer."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import union, within
from dpo_console.law.calendar.school_year import (
    USUAL_SCHOOL_DAYS,
    DayKind,
    school_year,
    span_words,
    year_name,
    year_of,
    year_span,
)
from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.text import day_words

ENDS_SOON = 92
"""Days that span about 60 school days, the longest limit in FOI."""

LONGEST_HOLIDAY = 63
"""Days of the longest holiday in England: nine weeks in summer."""

FAR_OFF = 15
"""Difference from the usual number of school days that is worth a look."""


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
