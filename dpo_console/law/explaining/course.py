"""The course of a clock from receipt to its limit: waiting, running, stopped, extended.

It reads the same settled values as the date itself, for a picture and for a line of words.
"""

from collections.abc import Iterator
from datetime import date, datetime

from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import Spans
from dpo_console.law.model import Clock, Going, Moment, Stretch, day_of
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning, reckon, without
from dpo_console.text import beginning_words, day_words


def course_of(case: GovernedCase, reckoning: Reckoning) -> tuple[Stretch, ...]:
    """Return the stretches up to the limit, in order and without gaps.

    If the clock is stopped or not started, they assume an answer today. They are () if there is no
    limit, or none after the start.
    """
    settled = reckoning.settled if reckoning.settled.due else reckoning.if_answered
    start, end = settled.start, settled.due
    if end is None or end < start:
        return ()
    if isinstance(start, datetime) or isinstance(end, datetime):
        return (Stretch(Going.RUNNING, start, end),)
    received = case.history.received.on
    waiting = [Stretch(Going.WAITING, received, start - DAY)] if received < start else []
    allowed = _without_extension(case, reckoning) or end
    return (*waiting, *_stretches(start, end, settled.paused, allowed))


def _without_extension(case: GovernedCase, reckoning: Reckoning) -> date | None:
    """Return the limit without the notice that extends it, or None without such a notice."""
    notice = reckoning.settled.extended_by
    if notice is None:
        return None
    plain = reckon(without(case, notice.name), reckoning.duty).if_answered.due
    return day_of(plain) if plain else None


def _stretches(start: date, end: date, paused: Spans, allowed: date) -> Iterator[Stretch]:
    """Yield the days from `start` to `end`. Those after `allowed` belong to the extension."""
    here = start
    for first, last in paused:
        if first > end:
            break
        yield from _running(here, first - DAY, allowed)
        yield Stretch(Going.STOPPED, first, min(last, end))
        here = last + DAY
    yield from _running(here, end, allowed)


def _running(first: date, last: date, allowed: date) -> Iterator[Stretch]:
    if first <= min(last, allowed):
        yield Stretch(Going.RUNNING, first, min(last, allowed))
    if max(first, allowed + DAY) <= last:
        yield Stretch(Going.EXTENDED, max(first, allowed + DAY), last)


def course_words(clock: Clock, today: date) -> str:
    """Return the course as one sentence that matches the picture, or '' without a course."""
    if not clock.course:
        return ""
    parts = [_stretch_words(stretch) for stretch in clock.course]
    supposed = "" if clock.deadlines[0].due else "; the end if they answer today"
    met = clock.deadlines[0].met_on
    marked = f"done {day_words(met)}" if met else f"today is {day_words(today)}"
    return f"Clock: {', '.join(parts)}{supposed}; {marked}."


def _stretch_words(stretch: Stretch) -> str:
    first, last = beginning_words(stretch.first), day_words(stretch.last)
    return f"{stretch.going} {first}" + (f" to {last}" if last != first else "")


def with_lateness(clock: Clock, now: Moment) -> tuple[Stretch, ...]:
    """Return the course, followed by the lateness until now or the late answer.

    Lateness is in days, or from minute to minute where the course and its end are.
    """
    first = clock.deadlines[0]
    if not clock.course or first.due is None:
        return clock.course
    end, until = clock.course[-1].last, first.met_at or first.met_on or now
    if isinstance(end, datetime) and isinstance(until, datetime):
        late = [Stretch(Going.LATE, end, until)] if until > end else []
    else:
        day, last = day_of(end) + DAY, day_of(until)
        late = [Stretch(Going.LATE, day, last)] if last >= day else []
    return (*clock.course, *late)
