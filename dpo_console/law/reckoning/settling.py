"""Settlement of one duty: where its limits end, and which questions move them.

Questions count in order of day, and move only open limits. Anything asked or notified after a limit
stays in the history and moves nothing. The limit for the answer and the limit for an extension
notice are settled separately.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.calendars import DAY, CalendarGap
from dpo_console.law.calendar.counting import Span, Spans
from dpo_console.law.calendar.schools import School
from dpo_console.law.facts import notices
from dpo_console.law.model import Fact, Moment, Status, day_of
from dpo_console.law.reckoning.history import Asking, History
from dpo_console.law.statutes.duties import Duty, Extension, Limit, RulesVersion


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


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the contested points of law.

    `waits`: a contested answer, such as an authority to act, starts the clock. `answers_run`: the
    day of an answer counts. `stricter`: the stricter limits hold. `rolls`: a weekend or holiday
    moves the last day.
    """

    waits: bool = True
    answers_run: bool = False
    stricter: bool = False
    rolls: bool = True


AS_ENACTED = Reading()
STRICT = Reading(answers_run=True, stricter=True, rolls=False)


def open_points(version: RulesVersion, duty: Duty, history: History) -> tuple[str, ...]:
    """Return the contested points that could move a limit. The others change nothing in it."""
    asked = {asking.name for asking in history.askings}
    may_matter = {
        "waits": any(start.contested and start.by in asked for start in version.starts),
        "answers_run": any(p.strictly != p.counts and p.by in asked for p in version.pauses),
        "stricter": duty.strictly != duty.limits,
        "rolls": bool(duty.rolls_by),
    }
    return tuple(point for point, matters in may_matter.items() if matters)


class Late(NamedTuple):
    """A question or notice after the limit, as it then stood, had passed."""

    asking: Asking
    limit: date


class SettledLimit(NamedTuple):
    """A settled limit, with everything that moved it.

    `due` is None if the clock is stopped or not started, or if days are missing (`gap`). `counted`
    holds the questions that count, `extended_by` the notice that extends it (with `again`, by
    counting the limits once more from their end), and `late` those that
    came too late. `paused` holds the days that don't count. `unrolled` is the end before any roll.
    """

    start: Moment
    status: Status
    limits: tuple[Limit, ...]
    again: bool
    counted: tuple[Asking, ...]
    extended_by: Asking | None
    late: tuple[Late, ...]
    paused: Spans
    unrolled: Moment | None
    due: Moment | None
    gap: CalendarGap | None


class Course:
    """One limit on its way through the history, under one reading."""

    def __init__(
        self,
        version: RulesVersion,
        duty: Duty,
        limits: tuple[Limit, ...],
        setting: Setting,
        how: Reading,
    ) -> None:
        """Take the `limits` of the duty, or of the notice for its extension."""
        self.setting = setting
        self.limits = limits
        self.rolls = bool(duty.rolls_by) and how.rolls
        self.starts = {s.by for s in version.starts if how.waits or not s.contested}
        """The questions whose answers start the clock, under this reading."""
        strict = how.answers_run
        self.pauses = {p.by: p.strictly if strict else p.counts for p in version.pauses}
        """The questions that stop the clock, with the rule for their days, under this reading."""
        self.counted: list[Asking] = []
        self.late: list[Late] = []
        self.extended_by: Asking | None = None
        self.again = False

    def take(self, asking: Asking) -> None:
        """Count a question if the limit had not passed on the day of asking."""
        if asking.name in self.starts or asking.name in self.pauses:
            limit = self.passed_before(asking.asked)
            if limit is None:
                self.counted.append(asking)
            else:
                self.late.append(Late(asking, limit))

    def extend(self, notice: Asking, extension: Extension) -> None:
        """Count the later limit, of which the requester was told in time."""
        self.extended_by, self.again = notice, extension.again
        self.limits = extension.limits or self.limits

    def passed_before(self, day: date) -> date | None:
        """Return the limit as it stood on `day` if it had passed, or None if it was open."""
        for asking in self.counted:
            if asking.answered is None or asking.answered > day:
                return None
        due = self._rolled(self._end(*self._running(self.counted)))
        if isinstance(due, CalendarGap) or day_of(due) >= day:
            return None
        return day_of(due)

    def settled(self, if_answered_on: date | None = None) -> SettledLimit:
        """Return the limit as it stands, or as if all open questions were answered on that day."""
        if if_answered_on is None:
            answered = [asking for asking in self.counted if asking.answered is not None]
        else:
            answered = [asking.answered_on(if_answered_on) for asking in self.counted]
        start, paused = self._running(answered)
        status = self._status(answered)
        end = self._end(start, paused) if status is Status.RUNNING else None
        due = self._rolled(end) if end is not None else None
        return SettledLimit(
            start=start,
            status=status,
            limits=self.limits,
            again=self.again,
            counted=tuple(self.counted),
            extended_by=self.extended_by,
            late=tuple(self.late),
            paused=paused,
            unrolled=None if isinstance(end, CalendarGap) else end,
            due=None if isinstance(due, CalendarGap) else due,
            gap=due if isinstance(due, CalendarGap) else None,
        )

    def _running(self, answered: Sequence[Asking]) -> tuple[Moment, Spans]:
        """Return the start of the clock, and the days after it that don't count."""
        start = self.start_after(answered)
        return start, self.paused_days(answered, day_of(start)) if answered else ()

    def _end(self, start: Moment, paused: Spans) -> Moment | CalendarGap:
        ends = end_again if self.again else end_of
        return ends(self.limits, start, paused, self.setting)

    def _rolled(self, end: Moment | CalendarGap) -> Moment | CalendarGap:
        return counting.roll(end) if self.rolls and isinstance(end, date) else end

    def start_after(self, answered: Iterable[Asking]) -> Moment:
        """Return the start of the limit, a day or minute: the latest of receipt and answers."""
        received = self.setting.history.received
        if self.limits[0].unit == "hours":
            return moment_of(received)
        answers = [a.answered for a in answered if a.answered and a.name in self.starts]
        return max((received.on, *answers)) if answers else received.on

    def paused_days(self, answered: Iterable[Asking], start: date) -> Spans:
        """Return the days that don't count, under this reading."""
        spans = []
        for asking in answered:
            counts = self.pauses.get(asking.name)
            if counts and asking.answered:
                span = days_stopped(asking.asked, asking.answered, counts, start)
                spans += [span] if span else []
        return counting.union(spans)

    def _status(self, answered: Sequence[Asking]) -> Status:
        if len(answered) == len(self.counted):
            return Status.RUNNING
        still_open = {asking.name for asking in self.counted if asking.answered is None}
        waiting = bool(still_open & self.starts)
        return Status.WAITING_TO_START if waiting else Status.PAUSED


def days_stopped(asked: date, answered: date, counts: str, start: date) -> Span | None:
    """Return the days after `start` that an answered question removes from the count, or None.

    Under `neither_end_day`, both end days are removed. Under `not_answer_day`, the day of the
    answer counts. None means that no day is removed.
    """
    last = answered if counts == "neither_end_day" else answered - DAY
    first = max(asked, start + DAY)
    return (first, last) if first <= last else None


def settle(
    version: RulesVersion, duty: Duty, setting: Setting, how: Reading = AS_ENACTED
) -> tuple[Course, Course | None]:
    """Walk the history once. Return the course of the duty, and that of its extension notice.

    The two are one object while the same limits hold for both and no notice separates them.
    """
    askings, extension = setting.history.askings, duty.extension
    answer = Course(version, duty, duty.strictly if how.stricter else duty.limits, setting, how)
    notice = None
    if extension:
        limits = duty.notice_limits
        parted = limits != answer.limits or any(a.name == extension.by for a in askings)
        notice = Course(version, duty, limits, setting, how) if parted else answer
    for asking in askings:
        if asking.name not in notices():
            answer.take(asking)
            if notice and notice is not answer:
                notice.take(asking)
        elif extension and notice and asking.name == extension.by:
            limit = notice.passed_before(asking.asked)
            if limit is not None:
                answer.late.append(Late(asking, limit))
            elif answer.extended_by is None:
                answer.extend(asking, extension)
    return answer, notice
