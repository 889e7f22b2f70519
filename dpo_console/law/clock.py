"""The clock of a case: every date that can be said about it, from its dated facts.

A pure function of the facts, the statute in force when it was received, the school and today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.law import calendars, counting
from dpo_console.law.history import History, read_history
from dpo_console.law.limits import Setting, day_of
from dpo_console.law.model import (
    Clock,
    Deadline,
    Fact,
    Moment,
    School,
    Standing,
    Status,
)
from dpo_console.law.settling import AS_ENACTED, Reading, Settled, settle
from dpo_console.law.statutes import CountedAs, Duty, Statute, Version, statute

STRICT = Reading(strict=True, contested=False)
STRICT_BUT_CONTESTED = Reading(strict=True, contested=True)


@dataclass(frozen=True, slots=True)
class Case:
    """What a clock is read from: the rules that govern, and the facts they govern.

    `counted_as` says why another kind's rules govern, where they do.
    """

    kind: str
    statute: Statute
    version: Version
    counted_as: CountedAs | None
    setting: Setting
    today: date

    @property
    def history(self) -> History:
        """The facts in order."""
        return self.setting.history

    @property
    def bound(self) -> bool:
        """Whether the law binds this type of school."""
        return self.setting.school.type in self.statute.binds


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One duty with its dates, and all that they were derived from."""

    duty: Duty
    standing: Standing
    settled: Settled
    notice: Settled | None
    if_answered_today: Settled
    safe_by: Moment | None
    act_by: date | None
    met_on: date | None

    @property
    def status(self) -> Status:
        """Where the duty's clock stands; a target of the office is no limit in law."""
        return Status.NO_LIMIT if self.standing is Standing.TARGET else self.settled.status


def read_clock(
    kind: str, facts: Sequence[Fact], school: School, today: date, *, explained: bool = True
) -> Clock:
    """The clock of a case of `kind`. `facts` must hold `received`.

    Without `explained` the steps and warnings are left out: dates only, for many cases at once.
    Raises BadInput for an unknown kind, no `received`, or a day before the law that is kept here.
    """
    return read_clock_under(statute(kind), facts, school, today, explained=explained)


def read_clock_under(
    law: Statute, facts: Sequence[Fact], school: School, today: date, *, explained: bool = True
) -> Clock:
    """The same under a statute that was read from elsewhere. Raises BadInput likewise."""
    case = open_case(law, facts, school, today)
    reckonings = tuple(reckon(case, duty) for duty in case.version.duties if exists(case, duty))
    if not explained:
        return _clock(case, reckonings)
    from dpo_console.law.explain import explained_clock

    return explained_clock(_clock(case, reckonings), case, reckonings)


def open_case(law: Statute, facts: Sequence[Fact], school: School, today: date) -> Case:
    """Find the rules that govern. Raises BadInput."""
    history = read_history(facts)
    setting = Setting(history, school)
    received = history.received.on
    version = law.version_on(received)
    other = version.counted_as
    since = history.first(other.since) if other else None
    if other and since and received >= since:
        governing = statute(other.kind)
        return Case(law.kind, governing, governing.version_on(received), other, setting, today)
    return Case(law.kind, law, version, None, setting, today)


def exists(case: Case, duty: Duty) -> bool:
    """Whether the facts that a duty needs are there, and none that rules it out."""
    first = case.history.first
    return all(first(name) for name in duty.needs) and not any(first(name) for name in duty.unless)


def reckon(case: Case, duty: Duty) -> Reckoning:
    """All dates of one duty."""
    standing = duty.standing
    if standing is Standing.STATUTORY and not case.bound:
        standing = Standing.TARGET
    answer, notice = settle(case.version, duty, case.setting)
    settled = answer.settled()
    safe_by = None if standing is Standing.TARGET else safest(case, duty, settled.due)
    return Reckoning(
        duty=duty,
        standing=standing,
        settled=settled,
        notice=notice.settled() if notice else None,
        if_answered_today=answer.settled(case.today),
        safe_by=safe_by,
        act_by=act_by(safe_by, day_of(settled.start), case.setting.school),
        met_on=case.history.first_of(duty.met_by),
    )


def safest(case: Case, duty: Duty, due: Moment | None) -> Moment | None:
    """The earliest date of any reading that is kept open; None where no reading has one."""
    readings = (STRICT, STRICT_BUT_CONTESTED)
    dates = [settle(case.version, duty, case.setting, how)[0].settled().due for how in readings]
    return min((day for day in (*dates, due) if day is not None), default=None)


def act_by(safe_by: Moment | None, start: date, school: School) -> date | None:
    """The day to aim for: the last working day, if known the last school day, up to `safe_by`.

    Where no such day lies after the start of the clock it is the day of `safe_by` itself.
    """
    if safe_by is None or day_of(safe_by) > calendars.last_known_day():
        return None
    day = day_of(safe_by)
    known = school.terms if calendars.covers(school.terms, day, day) else None
    candidates = [calendars.school_days(known)] if known else []
    for days in (*candidates, calendars.working_days("england")):
        last = calendars.last_on_or_before(days, day)
        if last is not None and last >= start:
            return last
    return day


def _clock(case: Case, reckonings: Sequence[Reckoning]) -> Clock:
    first = reckonings[0]
    lawful = first.standing is not Standing.TARGET
    stopped = lawful and first.status is not Status.RUNNING
    targets = (r.settled.due for r in reckonings if r.standing is Standing.TARGET)
    target = next((day for day in targets if day is not None), None)
    notice = first.notice.due if lawful and first.notice else None
    open_questions = (a.asked for a in first.settled.counted if a.answered is None)
    return Clock(
        kind=case.kind,
        received=received_moment(case, first),
        starts=first.settled.start,
        due=first.settled.due if lawful else None,
        due_if_answered_today=first.if_answered_today.due if stopped else None,
        safe_by=first.safe_by,
        act_by=first.act_by,
        target=day_of(target) if target else None,
        extension_notice_by=day_of(notice) if notice else None,
        paused_days=counting.total(first.if_answered_today.paused),
        status=first.status,
        stopped_since=min(open_questions, default=None) if stopped else None,
        deadlines=tuple(_deadline(reckoning) for reckoning in reckonings),
    )


def received_moment(case: Case, first: Reckoning) -> Moment:
    """When it was received: a minute where the limit is in hours, else a day."""
    start = first.settled.start
    return start if start.__class__ is not date else case.history.received.on


def _deadline(reckoning: Reckoning) -> Deadline:
    return Deadline(
        what=reckoning.duty.what,
        title=reckoning.duty.title,
        standing=reckoning.standing,
        status=reckoning.status,
        due=reckoning.settled.due,
        safe_by=reckoning.safe_by,
        act_by=reckoning.act_by,
        met_on=reckoning.met_on,
    )
