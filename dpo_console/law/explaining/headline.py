"""A clock in one line, and its course: the date, the time left, or the way it ended.

Both read the same settled values as the date itself.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dpo_console.law.calendar import counting
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import Spans
from dpo_console.law.facts import noun
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Clock, Deadline, Going, Moment, Standing, Status, Stretch, day_of
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning, reckon, without
from dpo_console.law.words import days_words, first_low, listed
from dpo_console.text import beginning_words, day_words

DONE = {"responded": "answered"}
"""The words for meeting a duty, if the fact's own words don't fit."""


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


def headline(clock: Clock, now: datetime) -> str:
    """Return the first duty, or once it is met the most urgent further one, or how it was met.

    `now` is naive, in Europe/London.
    """
    still_open = [deadline for deadline in clock.deadlines if deadline.met_on is None]
    if not still_open:
        return met_words(clock.deadlines[0])
    if still_open[0] is not clock.deadlines[0]:
        soonest = min(still_open, key=lambda one: day_of(one.due) if one.due else date.max)
        return f"{first_low(soonest.title)}: {_further(soonest, now)}"
    if clock.due:
        due = "lawfully extended to" if clock.lawfully_extended else "due"
        return f"{due} {day_words(clock.due)}, {left_words(clock.due, now)}"
    if clock.status in (Status.PAUSED, Status.WAITING_TO_START):
        return _stopped(clock)
    if clock.status is not Status.NO_LIMIT:
        return "no date can be given yet; see below"
    target = f"; our own target is {day_words(clock.target)}" if clock.target else ""
    return f"no date set by law{target}"


def _further(deadline: Deadline, now: datetime) -> str:
    """Return a further duty once the first is met: a complaint's outcome, a certificate."""
    if deadline.due is None:
        return "no date can be given yet; see below"
    left = left_words(deadline.due, now)
    if deadline.standing is not Standing.TARGET:
        return f"due {day_words(deadline.due)}, {left}"
    day, left = day_words(deadline.due), left.replace("late", "ago")
    if deadline.set_by:
        return f"{deadline.set_by} sets {day}, {left}"
    return f"our own target is {day}, {left}"


def _stopped(clock: Clock) -> str:
    stopped = "stopped" if clock.status is Status.PAUSED else "not started"
    waits = listed(f"{noun(name)} since {day_words(day)}" for name, day in clock.waits_for)
    answered = clock.due_if_answered_today
    they = "it comes" if len(clock.waits_for) == 1 else "they come"
    then = f"; if {they} today, due {day_words(answered)}" if answered else "; see below"
    return f"{stopped}: waiting for {waits}{then}"


def met_words(deadline: Deadline) -> str:
    """Return the way a duty was met: `answered Tue 29 Sep 2026, on time`, or its lateness.

    Return '' if the duty isn't met.
    """
    if deadline.met_on is None:
        return ""
    done = DONE.get(deadline.met_by, first_low(fact_words(deadline.met_by)))
    when = f"{done} {day_words(deadline.met_at or deadline.met_on)}"
    if deadline.standing is Standing.TARGET:
        return f"{when}; no date is set by law"
    if deadline.due is None:
        return f"{when}{_without_a_date(deadline.status)}"
    late = _late_when_met(deadline.due, deadline.met_at or deadline.met_on)
    return f"{late} late when {when}" if late else f"{when}, on time"


def _without_a_date(status: Status) -> str:
    if status is Status.PAUSED:
        return ", on time: the clock was stopped"
    if status is Status.WAITING_TO_START:
        return ", on time: the clock had not started"
    return "; whether on time can't be told yet, see below"


def _late_when_met(due: Moment, met: Moment) -> str:
    """Return the time by which a duty was met late, or '' if it was met in time."""
    if isinstance(due, datetime) and isinstance(met, datetime):
        passed = counting.really_passed(due, met)
        return _hours_words(passed) if passed > timedelta() else ""
    days = (day_of(met) - day_of(due)).days
    return days_words(days) if days > 0 else ""


def left_words(due: Moment, now: datetime) -> str:
    """Return the time left: `in 9 days`, `5 days late`, `in 37 h 20 min` or `late by 30 min`."""
    if isinstance(due, datetime):
        return _time_left(counting.really_passed(now, due))
    days = (due - now.date()).days
    if days in (0, 1):
        return "tomorrow" if days else "today"
    return f"in {days} days" if days > 0 else f"{days_words(-days)} late"


def _time_left(left: timedelta) -> str:
    return f"in {_hours_words(left)}" if left >= timedelta() else f"late by {_hours_words(-left)}"


def _hours_words(length: timedelta) -> str:
    """Return a length such as `37 h 20 min`.

    It has no seconds, and no minutes beyond 72 hours.
    """
    hours, minutes = divmod(int(length / timedelta(minutes=1)), 60)
    if hours > 72:
        return f"{days_words(hours // 24)} {hours % 24} h"
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{minutes} min"] if minutes or not hours else parts)
