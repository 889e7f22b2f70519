"""Reckon the dates of each duty in a case, by the version of the law that governs it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dpo_console.errors import BadInput
from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.schools import School
from dpo_console.law.model import Fact, Moment, Standing, Status
from dpo_console.law.reckoning.history import History, read_history
from dpo_console.law.reckoning.limits import Setting, day_of, moment_of
from dpo_console.law.reckoning.settling import STRICT, Settled, open_points, settle
from dpo_console.law.statutes import CountedAs, Duty, Statute, Version, statute
from dpo_console.text import day_words

STRICT_WITHOUT_WAITING = replace(STRICT, waits=False)


class Case(NamedTuple):
    """What a clock is read from: the rules that govern, and the facts they govern.

    `kind` and `law` are the case's own; `version` is of another kind where `counted_as` says so.
    """

    law: Statute
    version: Version
    counted_as: CountedAs | None
    setting: Setting
    today: date

    @property
    def kind(self) -> str:
        """The kind of the case."""
        return self.law.kind

    @property
    def history(self) -> History:
        """The facts in order."""
        return self.setting.history

    @property
    def bound(self) -> bool:
        """Whether the law binds this type of school."""
        return self.setting.school.type in self.law.binds


class Reckoning(NamedTuple):
    """One duty with its dates, and all that they were derived from.

    `if_answered` is the duty as it would stand if all open questions were answered today.
    """

    duty: Duty
    standing: Standing
    settled: Settled
    notice: Settled | None
    if_answered: Settled
    safe_by: Moment | None
    act_by: date | None
    met_by: Fact | None

    @property
    def status(self) -> Status:
        """Where the duty's clock stands; a target of the office is no limit in law."""
        return Status.NO_LIMIT if self.standing is Standing.TARGET else self.settled.status


def open_case(law: Statute, facts: Sequence[Fact], school: School, today: date) -> Case:
    """Find the rules that govern. Raises BadInput."""
    setting = Setting(read_history(facts), school)
    received = setting.history.received.on
    version = law.version_on(received)
    _refuse_minutes_that_never_were(version, setting.history)
    other = version.counted_as
    since = setting.history.first(other.since) if other else None
    if other and since and received >= since:
        return Case(law, statute(other.kind).version_on(received), other, setting, today)
    return Case(law, version, None, setting, today)


def _refuse_minutes_that_never_were(version: Version, history: History) -> None:
    """Raise BadInput where hours count and a minute lies in the hour that clocks go past."""
    if version.duties[0].limits[0].unit != "hours":
        return
    for fact in history.facts:
        moment = moment_of(fact)
        if fact.at and not counting.is_shown(moment):
            raise BadInput(
                f"The clocks never showed {moment:%H:%M} on {day_words(fact.on)}: "
                "they went forward an hour then. Check the time of day."
            )


def reckon_all(case: Case) -> tuple[Reckoning, ...]:
    """Every duty that exists on the facts; the first is the answer's own."""
    names = frozenset(fact.name for fact in case.history.facts)
    return tuple(reckon(case, duty) for duty in case.version.duties if exists(duty, names))


def exists(duty: Duty, facts: frozenset[str]) -> bool:
    """Whether the facts that a duty needs are there, and none that rules it out."""
    return facts.issuperset(duty.needs) and facts.isdisjoint(duty.unless)


@lru_cache(maxsize=4_096)
def nothing_left(kind: str, facts: frozenset[str], commenced: frozenset[str]) -> bool:
    """Whether every duty that these facts bring about is met by one of them, by any version.

    Then no date is left to count, whatever their days, as long as none lies before receipt.
    """
    law = statute(kind).with_commenced(commenced)
    others = [statute(v.counted_as.kind) for v in law.versions if v.counted_as]
    duties = [d for of in (law, *others) for v in of.versions for d in v.duties]
    return not any(exists(duty, facts) and facts.isdisjoint(duty.met_by) for duty in duties)


def reckon(case: Case, duty: Duty) -> Reckoning:
    """All dates of one duty."""
    standing = duty.standing if case.bound else Standing.TARGET
    answer, notice = settle(case.version, duty, case.setting)
    settled = answer.settled()
    told_by = settled if notice is answer else notice.settled() if notice else None
    lawful = standing is not Standing.TARGET
    safe_by, start = safest(case, duty, settled) if lawful else (None, settled.start)
    return Reckoning(
        duty=duty,
        standing=standing,
        settled=settled,
        notice=told_by,
        if_answered=settled if settled.status is Status.RUNNING else answer.settled(case.today),
        safe_by=safe_by,
        act_by=act_by(safe_by, day_of(start), case.setting.school),
        met_by=case.history.first_of(duty.met_by),
    )


def without(case: Case, name: str) -> Case:
    """The same case, as if a question had never been put."""
    setting = Setting(case.history.without(name), case.setting.school)
    return Case(case.law, case.version, case.counted_as, setting, case.today)


def safest(case: Case, duty: Duty, settled: Settled) -> tuple[Moment | None, Moment]:
    """The earliest date of any reading that is kept open (None where no reading has one), and the
    start of the clock under that reading.
    """
    if not case.history.askings and duty.strictly is duty.limits:
        return settled.unrolled, settled.start
    points = open_points(case.version, duty, case.history)
    if not points:
        return settled.due, settled.start
    readings = (STRICT_WITHOUT_WAITING, STRICT) if "waits" in points else (STRICT,)
    found = [settle(case.version, duty, case.setting, how)[0].settled() for how in readings]
    dates = [(s.due, s.start) for s in (*found, settled) if s.due is not None]
    return min(dates) if dates else (None, settled.start)


def act_by(safe_by: Moment | None, start: date, school: School) -> date | None:
    """The day to aim for: the last working day, if known the last school day, up to `safe_by`.

    A school day that is not after the start of the clock is none to aim for (summer holidays).
    Where no working day lies between the start and `safe_by`, it is the day of `safe_by` itself.
    """
    if safe_by is None or day_of(safe_by) > calendars.last_known_day():
        return None
    day, terms = day_of(safe_by), school.terms
    working = calendars.last_on_or_before(calendars.working_days("england"), day)
    if working is None:
        return day
    if terms and calendars.covers(terms, working, working):
        last = calendars.last_on_or_before(calendars.school_days(terms), working)
        if last is not None and last > start:
            return last
    return day if working < start <= day else working
