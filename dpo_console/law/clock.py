"""The clock of a case: every date that its dated facts allow.

A pure function of the facts, the statute in force on receipt, the school and today.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache

from dpo_console.law.calendar.schools import School
from dpo_console.law.explaining.explain_period import chase_on, may_close_on, moved_by
from dpo_console.law.facts import RECEIVED, counted_facts, questions
from dpo_console.law.model import Clock, Deadline, Fact, Moment, Standing, Status, Step, day_of
from dpo_console.law.reckoning.history import LAST_DAY
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning, open_case, reckon_all
from dpo_console.law.reckoning.settling import SettledLimit, days_left_out
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.statute import Statute

NEVER = datetime.combine(date.max, time.max)
"""The last minute of a case without a date."""


def read_clock(
    kind: str, facts: Sequence[Fact], school: School, today: date, *, explained: bool = True
) -> Clock:
    """Return the clock of a case of `kind`. `facts` must hold `received`.

    Without `explained`, it leaves out steps and warnings: dates only, for many cases at once.
    Raises BadInput for an unknown kind, no `received`, or a day before the law that is kept here.
    """
    if explained:
        return _read_again(kind, tuple(facts), school, today)
    received = _plain_receipt(kind, facts, school)
    if received is not None:
        return _plain_clock(kind, received, school)
    return read_clock_under(statute(kind), facts, school, today, explained=False)


@lru_cache(maxsize=256)
def _read_again(kind: str, facts: tuple[Fact, ...], school: School, today: date) -> Clock:
    """Return the explained clock, cached because a screen asks for the same one at every key."""
    return read_clock_under(statute(kind), facts, school, today)


@lru_cache(maxsize=8_192)
def _plain_clock(kind: str, received: date, school: School) -> Clock:
    """Return the dates of a case with no relevant fact but receipt. Today doesn't affect them."""
    facts = (Fact(RECEIVED, received),)
    return read_clock_under(statute(kind), facts, school, received, explained=False)


def _plain_receipt(kind: str, facts: Sequence[Fact], school: School) -> date | None:
    """Return the day of receipt if no other fact or time of day affects the dates, else None."""
    counted, received = _counted(kind, school.commenced), None
    for fact in facts:
        if fact.name == RECEIVED:
            received = fact.on if received is None else min(received, fact.on)
        elif fact.name in counted:
            return None
        if fact.at is not None or fact.on > LAST_DAY:
            return None
    return received


@lru_cache(maxsize=256)
def _counted(kind: str, commenced: frozenset[str]) -> frozenset[str]:
    """Return the facts that a kind's law counts, with these further duties in force."""
    return counted_facts(statute(kind).with_commenced(commenced))


def read_clock_under(
    law: Statute, facts: Sequence[Fact], school: School, today: date, *, explained: bool = True
) -> Clock:
    """Return the clock under a statute from elsewhere. Raises BadInput as read_clock does."""
    in_force = law.with_commenced(school.commenced) if school.commenced else law
    case = open_case(in_force, facts, school, today)
    reckonings = reckon_all(case)
    if not explained:
        return _clock(case, reckonings)
    from dpo_console.law.explaining.explain import steps_of
    from dpo_console.law.explaining.headline import course_of
    from dpo_console.law.explaining.warnings import warnings_of

    steps = tuple(steps_of(case, reckoning) for reckoning in reckonings)
    return replace(
        _clock(case, reckonings, steps, warnings_of(case, reckonings[0])),
        course=course_of(case, reckonings[0]),
        moved=moved_by(case, reckonings[0]),
    )


def may_close_if_asked(
    kind: str, question: str, facts: Sequence[Fact], school: School, today: date
) -> date | None:
    """Return the first day on which a question asked today may be closed unanswered.

    Whatever else is open in the case makes no difference. None without a rule.
    """
    law = statute(kind)
    in_force = law.with_commenced(school.commenced) if school.commenced else law
    return may_close_on(open_case(in_force, facts, school, today), ((question, today),))


def _clock(
    case: GovernedCase,
    reckonings: Sequence[Reckoning],
    steps: Sequence[tuple[Step, ...]] = (),
    warnings: tuple[str, ...] = (),
) -> Clock:
    first = reckonings[0]
    settled, lawful = first.settled, first.standing is not Standing.TARGET
    stopped = lawful and settled.status is not Status.RUNNING
    counted = settled.counted if stopped else ()
    waits_for = tuple((a.name, a.asked) for a in counted if a.answered is None)
    targets = [r.settled.due for r in reckonings if r.standing is Standing.TARGET]
    notice = first.notice_by if lawful else None
    explained = steps or [()] * len(reckonings)
    start, received = settled.start, case.history.received.on
    return Clock(
        kind=case.kind,
        received=start if isinstance(start, datetime) else received,
        starts=start,
        due=settled.due if lawful else None,
        due_if_answered_today=first.if_answered.due if stopped else None,
        safe_by=first.safe_by,
        act_by=first.act_by,
        target=next((day_of(due) for due in targets if due is not None), None),
        extension_notice_by=day_of(notice) if notice else None,
        paused_days=days_left_out(settled.limits, first.if_answered.paused),
        status=first.status,
        stopped_since=min((day for _, day in waits_for), default=None),
        steps=explained[0],
        warnings=warnings,
        deadlines=tuple(map(_deadline, reckonings, explained)),
        waits_for=waits_for,
        chase_on=chase_on(case, waits_for) if stopped else None,
        may_close_on=may_close_on(case, waits_for) if stopped else None,
        lawfully_extended=lawful and settled.again,
        started_by=_started_by(case, first.if_answered),
    )


def _started_by(case: GovernedCase, settled: SettledLimit) -> str:
    """Return the fact that started the clock after the day of receipt, or ''."""
    if not settled.counted or day_of(settled.start) == case.history.received.on:
        return ""
    starts = {start.by for start in case.version.starts}
    answered = (a.name for a in settled.counted if a.answered == settled.start)
    return next((questions()[name] for name in answered if name in starts), "")


def _deadline(reckoning: Reckoning, steps: tuple[Step, ...]) -> Deadline:
    met = reckoning.met_by
    return Deadline(
        what=reckoning.duty.what,
        title=reckoning.duty.title,
        standing=reckoning.standing,
        status=reckoning.status,
        due=reckoning.settled.due,
        safe_by=reckoning.safe_by,
        act_by=reckoning.act_by,
        met_on=met.on if met else None,
        steps=steps,
        met_by=met.name if met else "",
        met_at=datetime.combine(met.on, met.at) if met and met.at else None,
        set_by=reckoning.duty.set_by,
    )


def earliest_school(
    kind: str, facts: Sequence[Fact], schools: Sequence[School], today: date
) -> School:
    """Return the school under which the case is due first. Raises BadInput as the clock does."""
    first, *others = dict.fromkeys(schools)
    if not others:
        return first
    clocks = {s: read_clock(kind, facts, s, today, explained=False) for s in (first, *others)}
    return min(clocks, key=lambda school: due_first(clocks[school]))


def due_first(clock: Clock) -> datetime:
    """Return the last minute of the first duty still open, or of any duty once all are met.

    A stopped clock counts as if the answer came today. A clock without a date comes last.
    """
    lawful = [d for d in clock.deadlines if d.standing is not Standing.TARGET]
    open_still = [d.due for d in lawful if d.met_on is None] or [d.due for d in lawful]
    dates = [due for due in (*open_still, clock.due_if_answered_today) if due is not None]
    return min(map(_last_minute, dates), default=NEVER)


def _last_minute(due: Moment) -> datetime:
    return due if isinstance(due, datetime) else datetime.combine(due, time(23, 59))
