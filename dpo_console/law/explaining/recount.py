"""Limits in words that let a reader count again: the unit, the start and the gaps."""

from collections.abc import Sequence
from datetime import date, datetime

from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.calendars import DAY, CalendarGap
from dpo_console.law.calendar.counting import Spans
from dpo_console.law.model import Moment
from dpo_console.law.reckoning.limits import Setting, day_of, ends_of
from dpo_console.law.statutes.duties import Limit
from dpo_console.law.words import days_listed, limit_words, short_day
from dpo_console.text import day_words


def period_words(limits: tuple[Limit, ...], start: Moment, end: Moment, setting: Setting) -> str:
    """Return the limit that ends first, the way to count it again, and the others' ends."""
    ends = ends_of(limits, start, (), setting)
    won = next(limit for limit, day in ends if day == end)
    since = setting.history.first(won.since) if won.since else None
    others = [(o, e) for o, e in ends if o != won and not isinstance(e, CalendarGap)]
    return "; ".join(
        (
            _named(won, limits, setting) + _again(won, since or start, end, setting),
            *(f"{_named(o, limits, setting)} would end {day_words(e)}" for o, e in others),
        )
    )


def winner(
    limits: tuple[Limit, ...], start: Moment, end: Moment, paused: Spans, setting: Setting
) -> Limit:
    """Return the limit that ends at `end`."""
    return next(limit for limit, day in ends_of(limits, start, paused, setting) if day == end)


def not_counted(limit: Limit, after: date, until: date, setting: Setting) -> str:
    """Return the uncounted days between two days, in words, or ''.

    The limit is in working days or school days.
    """
    days = [after + n * DAY for n in range(1, (until - after).days)]
    terms = setting.school.terms
    if limit.unit == "school_days" and terms:
        lessons = frozenset(calendars.school_days(terms))
        no_school = days_listed(day for day in days if day not in lessons)
        others = _holidays([day for day in days if day in lessons], limit.holidays)
        parts = (no_school and f"no school {no_school}", others and f"not counted: {others}")
        return "; ".join(part for part in parts if part)
    weekends = ["weekends"] if any(day.weekday() >= 5 for day in days) else []
    holidays = _holidays([day for day in days if day.weekday() < 5], limit.holidays)
    passed = ", ".join([*weekends, *([holidays] if holidays else [])])
    return f"not counted: {passed}" if passed else ""


def _holidays(days: Sequence[date], where: str) -> str:
    """Return those of the days that are bank holidays of `where`, by name."""
    return ", ".join(
        f"{days_listed([day])} ({calendars.closed_because(day, where)})"
        for day in days
        if not calendars.is_working_day(day, where)
    )


def _named(limit: Limit, among: tuple[Limit, ...], setting: Setting) -> str:
    """Return a limit in words, with `from receipt` beside one that runs from a later event."""
    words = limit_words(limit, setting.history)
    beside = any(other.since for other in among) and not limit.since
    return f"{words} from receipt" if beside else words


def _again(limit: Limit, start: Moment, end: Moment, setting: Setting) -> str:
    first, last = day_of(start), day_of(end)
    if limit.unit == "on":
        return ""
    if limit.unit == "hours":
        return _over_a_clock_change(start, end)
    if limit.unit == "months":
        if last.day != first.day:
            return f": the last day of that month, which has no day {first.day}"
        return f": the same date in {'the next' if limit.count == 1 else 'that'} month"
    if limit.unit not in ("working_days", "school_days"):
        many = f"{(last - first).days} days, " if limit.unit == "weeks" else ""
        return f": {many}day 1 is {short_day(first + DAY)}"
    passed = not_counted(limit, first, last, setting)
    one = f": day 1 is {short_day(_first_counted(limit, first, setting))}"
    return f"{one}; {passed}" if passed else one


def _first_counted(limit: Limit, after: date, setting: Setting) -> date:
    terms = setting.school.terms
    days = calendars.working_days(limit.holidays)
    if limit.unit == "school_days" and terms:
        days = calendars.school_days(terms, limit.holidays)
    return counting.nth_day(days, after, 1, ()) or after


def _over_a_clock_change(start: Moment, end: Moment) -> str:
    change = counting.clock_change(day_of(start), day_of(end))
    if not change or not (isinstance(start, datetime) and isinstance(end, datetime)):
        return ""
    if end - start == counting.really_passed(start, end):
        return ""
    hour = "later" if change[1] == "forward" else "earlier"
    return (
        f"; clocks go {change[1]} on {short_day(change[0])}, so the time of day is an hour {hour}"
    )
