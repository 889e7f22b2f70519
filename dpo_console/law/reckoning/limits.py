"""Work out the day on which a limit ends, from its start and the days that don't count."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.calendars import DAY, CalendarGap
from dpo_console.law.calendar.counting import Spans
from dpo_console.law.calendar.schools import School
from dpo_console.law.model import Fact, Moment, day_of
from dpo_console.law.reckoning.history import History
from dpo_console.law.statutes.duties import Limit


class Setting(NamedTuple):
    """The context of a limit, besides its start: the other facts, and the school."""

    history: History
    school: School


def last_day(limit: Moment) -> date:
    """Return the last day on which a limit leaves time: midnight ends the day before."""
    return (limit - timedelta(minutes=1)).date() if isinstance(limit, datetime) else limit


def moment_of(fact: Fact) -> datetime:
    """Return the minute of a fact, or the first of its day without a recorded time."""
    return datetime.combine(fact.on, fact.at or time.min)


def end_of(
    limits: tuple[Limit, ...], start: Moment, paused: Spans, setting: Setting
) -> Moment | CalendarGap:
    """Return the earliest day (or minute) on which one of the limits ends, before any roll.

    A limit without its fact is left out. A gap in one limit is harmless if another ends before the
    first missing day. `limits` must hold one that can be worked out.
    """
    if len(limits) == 1 and (only := _end(limits[0], start, paused, setting)) is not None:
        return only
    ends = [end for _, end in ends_of(limits, start, paused, setting)]
    gap = next((end for end in ends if isinstance(end, CalendarGap)), None)
    known = sorted((end for end in ends if not isinstance(end, CalendarGap)), key=day_of)
    if gap and not (known and day_of(known[0]) < gap.since):
        return gap
    return known[0]


def end_again(
    limits: tuple[Limit, ...], start: Moment, paused: Spans, setting: Setting
) -> Moment | CalendarGap:
    """Return the day on which the limits end when they are counted again from their end.

    The limits must be in working days or school days, so that no pause is left out twice.
    """
    first = end_of(limits, start, paused, setting)
    return first if isinstance(first, CalendarGap) else end_of(limits, first, paused, setting)


def ends_of(
    limits: tuple[Limit, ...], start: Moment, paused: Spans, setting: Setting
) -> list[tuple[Limit, Moment | CalendarGap]]:
    """Return each limit that can be worked out, with its end."""
    ends = ((limit, _end(limit, start, paused, setting)) for limit in limits)
    return [(limit, end) for limit, end in ends if end is not None]


def days_left_out(limits: tuple[Limit, ...], paused: Spans) -> int:
    """Return the number of days that a pause removes, as working days if these are counted."""
    if not paused or limits[0].unit not in ("working_days", "school_days"):
        return counting.total(paused)
    working = calendars.working_days(limits[0].holidays)
    return sum(bisect_right(working, last) - bisect_left(working, first) for first, last in paused)


def _end(
    limit: Limit, start: Moment, paused: Spans, setting: Setting
) -> Moment | CalendarGap | None:
    if limit.since:
        day = setting.history.first(limit.since)
        if day is None or limit.unit == "on":
            return day
        start = day
    if isinstance(start, datetime):
        return counting.add_hours(start, limit.count)
    day = start
    if limit.unit == "working_days":
        return counting.nth_working_day(day, limit.count, limit.holidays, paused)
    if limit.unit == "school_days":
        terms = setting.school.terms
        return counting.nth_school_day(day, limit.count, terms, limit.holidays, paused)
    end = calendar_end(limit, day)
    end = end + counting.total(paused) * DAY if paused else end
    return max(end, told_until(limit, setting) or end)


def told_until(limit: Limit, setting: Setting) -> date | None:
    """Return the day that our letter gave for it, or None: nobody is held to an earlier one."""
    return setting.history.told_until(limit.since) if limit.since else None


def calendar_end(limit: Limit, start: date) -> date:
    """Return the day on which a limit in days, weeks or months ends, if nothing moves it."""
    if limit.unit == "months":
        return counting.add_months(start, limit.count)
    return start + timedelta(days=limit.count * (7 if limit.unit == "weeks" else 1))
