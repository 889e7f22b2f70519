"""Count months, days, working days, school days and hours. No rule of law is kept here.

The day of the event is never counted (Regulation 1182/71 Art 3(1)). Uncounted days are given as
spans: pairs of a first and a last day, in order and without overlaps.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY, CalendarGap
from dpo_console.law.calendar.schools import TermCalendar

Span = tuple[date, date]
Spans = tuple[Span, ...]


def add_months(day: date, months: int) -> date:
    """Return the same date `months` later, or the last day of that month if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    try:
        return date(year, month, day.day)
    except ValueError:
        return date(year, month, monthrange(year, month)[1])


@cache
def _london() -> ZoneInfo:
    return ZoneInfo("Europe/London")


def add_hours(moment: datetime, hours: int) -> datetime:
    """Return London's clock time after `hours` of real time, across any clock change.

    Takes and returns naive times of Europe/London.
    """
    end = _in_utc(moment) + timedelta(hours=hours)
    return end.astimezone(_london()).replace(tzinfo=None, fold=0)


def _in_utc(moment: datetime, *, later: bool = False) -> datetime:
    """Convert a naive time of Europe/London to UTC, taking the earlier if clocks show it twice."""
    return moment.replace(tzinfo=_london(), fold=later).astimezone(UTC)


def really_passed(since: datetime, until: datetime) -> timedelta:
    """Return the real time between two naive times of Europe/London."""
    return _in_utc(until) - _in_utc(since)


def is_shown(moment: datetime) -> bool:
    """Return True if clocks in London ever show this time. They skip an hour in spring."""
    return _in_utc(moment).astimezone(_london()).replace(tzinfo=None) == moment


def is_shown_twice(moment: datetime) -> bool:
    """Return True if clocks in London show this time twice, as they go back over it."""
    return is_shown(moment) and _in_utc(moment) != _in_utc(moment, later=True)


def clock_change(since: date, until: date) -> tuple[date, str] | None:
    """Return the day from `since` to `until` on which the clocks go `forward` or `back`, if any."""
    for n in range((until - since).days + 1):
        midnight = datetime.combine(since + n * DAY, time.min)
        hours = really_passed(midnight, midnight + DAY) / timedelta(hours=1)
        if hours != 24:
            return midnight.date(), "forward" if hours < 24 else "back"
    return None


def roll(day: date) -> date | CalendarGap:
    """Return `day`, or else the next working day in England (Regulation 1182/71 Art 3(4))."""
    working = calendars.working_days("england")
    place = bisect_left(working, day)
    if place < len(working):
        return working[place]
    missing = max(day, calendars.last_known_day() + DAY)
    return CalendarGap("bank holidays", missing, missing, missing)


def union(spans: Iterable[Span]) -> Spans:
    """Return the same days in order, with overlapping and adjacent spans merged."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def total(spans: Spans) -> int:
    """Return the number of days in the spans, which must not overlap."""
    return sum((last - first).days + 1 for first, last in spans)


def within(day: date, spans: Iterable[Span]) -> bool:
    """Return True if a span holds `day`."""
    return any(first <= day <= last for first, last in spans)


def nth_day(days: tuple[date, ...], after: date, count: int, leaving_out: Spans) -> date | None:
    """Return the `count`-th of `days` after `after`, without those left out, or None.

    None means that `days` is too short.
    """
    begin = bisect_right(days, after)
    end = begin + count - 1
    for first, last in leaving_out:
        since = bisect_left(days, first, begin)
        if since > end:
            break
        end += bisect_right(days, last, since) - since
    return days[end] if end < len(days) else None


def nth_working_day(
    after: date, count: int, where: str, leaving_out: Spans = ()
) -> date | CalendarGap:
    """Return the `count`-th working day of `where` (england or uk) after `after`."""
    day = nth_day(calendars.working_days(where), after, count, leaving_out)
    if day is None or after < calendars.first_known_day():
        missing = max(after, calendars.last_known_day()) + DAY
        return CalendarGap("bank holidays", missing, missing, missing)
    return day


def nth_school_day(
    after: date, count: int, terms: TermCalendar | None, where: str, leaving_out: Spans = ()
) -> date | CalendarGap:
    """Return the `count`-th school day after `after` that is also a working day of `where`.

    It needs term dates for every working day in between, and otherwise returns the missing days.
    Weekends and bank holidays need none, because they can't be school days.
    """
    covered = calendars.covered(terms) if terms else None
    if terms and covered and not _may_be_open(where, after, covered[0]):
        day = nth_day(calendars.school_days(terms, where), after, count, leaving_out)
        if day is not None:
            return day
    return _missing_terms(after, count, terms, where, leaving_out)


def _may_be_open(where: str, after: date, before: date) -> bool:
    """Return True if a working day lies between two days. A school could be open on it."""
    return calendars.is_any_between(calendars.working_days(where), after, before)


def _missing_terms(
    after: date, count: int, terms: TermCalendar | None, where: str, leaving_out: Spans
) -> date | CalendarGap:
    """Count again as if the school were open on every working day without known terms."""
    since, until = after + DAY, None
    covered = calendars.covered(terms) if terms else None
    if covered:
        first, last = covered
        unknown = _may_be_open(where, after, first)
        since, until = (since, first - DAY) if unknown else (max(since, last + DAY), None)
    possible = calendars.possible_school_days(terms, where)
    safest = nth_day(possible, after, count, leaving_out)
    if safest is None:
        return nth_working_day(after, count, where, leaving_out)
    return CalendarGap("term dates", since, min(until or safest, safest), safest)
