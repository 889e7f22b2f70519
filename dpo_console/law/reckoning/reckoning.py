"""The dates of each duty in a case, under the version of the law that governs it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dpo_console.errors import BadInput
from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.schools import School
from dpo_console.law.facts import WITHDRAWN, judgements, moving_facts, notices, reasoned_facts
from dpo_console.law.model import Fact, Moment, Standing, Status, day_of
from dpo_console.law.reckoning.history import History, read_history
from dpo_console.law.reckoning.settling import (
    STRICT,
    Setting,
    SettledLimit,
    days_left_out,
    last_day,
    moment_of,
    open_points,
    settle,
)
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.duties import CountedAs, Duty, RulesVersion
from dpo_console.law.statutes.statute import Statute
from dpo_console.text import day_words

STRICT_WITHOUT_WAITING = replace(STRICT, waits=False)


class GovernedCase(NamedTuple):
    """The source of a clock: the rules that govern, and the facts they govern.

    `kind` and `law` are the case's own. With `counted_as`, `version` belongs to another kind.
    """

    law: Statute
    version: RulesVersion
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
        """True if the law binds this type of school."""
        return self.law.binds_at(self.setting.school.type)


class Reckoning(NamedTuple):
    """One duty with its dates, and their sources.

    `if_answered` is the duty as if all open questions were answered today.
    """

    duty: Duty
    standing: Standing
    settled: SettledLimit
    notice: SettledLimit | None
    if_answered: SettledLimit
    safe_by: Moment | None
    act_by: date | None
    met_by: Fact | None

    @property
    def notice_by(self) -> Moment | None:
        """The last moment to notify an extension, or None if the limit itself is that moment."""
        again = self.duty.extension and self.duty.extension.again
        return self.notice.due if self.notice and not again else None

    @property
    def status(self) -> Status:
        """The state of the duty's clock. An office target has no limit in law."""
        return Status.NO_LIMIT if self.standing is Standing.TARGET else self.settled.status


def open_case(law: Statute, facts: Sequence[Fact], school: School, today: date) -> GovernedCase:
    """Find the rules that govern. Raises BadInput."""
    setting = Setting(read_history(facts), school)
    received = setting.history.received.on
    version = law.version_on(received)
    _refuse_minutes_that_never_were(version, setting.history)
    other = version.counted_as
    since = setting.history.first(other.since) if other else None
    if other and since and received >= since:
        return GovernedCase(law, statute(other.kind).version_on(received), other, setting, today)
    return GovernedCase(law, version, None, setting, today)


def _refuse_minutes_that_never_were(version: RulesVersion, history: History) -> None:
    """Raise BadInput if hours count and a time lies in the hour that clocks skip."""
    if version.duties[0].limits[0].unit != "hours":
        return
    for fact in history.facts:
        moment = moment_of(fact)
        if fact.at and not counting.is_shown(moment):
            raise BadInput(
                f"The clocks never showed {moment:%H:%M} on {day_words(fact.on)}: "
                "they went forward an hour then. Check the time of day."
            )


def reckon_all(case: GovernedCase) -> tuple[Reckoning, ...]:
    """Return every duty that exists on the facts. The first is the answer's own."""
    return tuple(reckon(case, duty) for duty in _duties(case))


def _duties(case: GovernedCase) -> Iterator[Duty]:
    """Return the duties of this school that exist on the facts."""
    names = frozenset(fact.name for fact in case.history.facts)
    duties = (duty.at(case.setting.school.type) for duty in case.version.duties)
    return (duty for duty in duties if exists(duty, names))


def exists(duty: Duty, facts: frozenset[str]) -> bool:
    """Return True if all facts that a duty needs exist, and none that rules it out."""
    return facts.issuperset(duty.needs) and facts.isdisjoint(duty.unless)


@lru_cache(maxsize=4_096)
def nothing_left(kind: str, facts: frozenset[str], commenced: frozenset[str]) -> bool:
    """Return True if one of the facts meets every duty that they create, in any version.

    Then no date remains to count, whatever their days, unless one precedes receipt. A fact that
    counts only with its reason may not have it, so it meets nothing here.
    """
    sure = facts - reasoned_facts()
    law = statute(kind).with_commenced(commenced)
    others = [statute(v.counted_as.kind) for v in law.versions if v.counted_as]
    duties = [d for of in (law, *others) for v in of.versions for d in v.duties]
    return not any(exists(duty, facts) and sure.isdisjoint(duty.met_by) for duty in duties)


def reckon(case: GovernedCase, duty: Duty) -> Reckoning:
    """Return all dates of one duty."""
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


def without(case: GovernedCase, name: str) -> GovernedCase:
    """Return the same case without a question, as if it had never been asked."""
    return case._replace(setting=Setting(case.history.without(name), case.setting.school))


def answered_today(case: GovernedCase) -> GovernedCase:
    """Return the same case as if all open questions were answered today."""
    return case._replace(setting=Setting(case.history.answered_on(case.today), case.setting.school))


def with_reason(case: GovernedCase, fact: Fact) -> GovernedCase:
    """Return the same case as if the reason that belongs to a fact were recorded."""
    return case._replace(setting=Setting(case.history.with_reason(fact), case.setting.school))


def safest(case: GovernedCase, duty: Duty, settled: SettledLimit) -> tuple[Moment | None, Moment]:
    """Return the earliest date of any open reading, and the clock's start under it.

    The date is None if no reading has one.
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
    """Return the day to aim for: the last school or working day up to `safe_by`.

    School days count if they are known. A school day must follow the start of the clock, which
    rules it out in summer holidays. If no working day lies between the start and `safe_by`, the aim
    is the last day of `safe_by` itself.
    """
    if safe_by is None or last_day(safe_by) > calendars.last_known_day():
        return None
    day, terms = last_day(safe_by), school.terms
    working = calendars.last_on_or_before(calendars.working_days("england"), day)
    if working is None:
        return day
    if terms and calendars.covers(terms, working, working):
        last = calendars.last_on_or_before(calendars.school_days(terms), working)
        if last is not None and last > start:
            return last
    return day if working < start <= day else working


class Given(NamedTuple):
    """An answer with a limit in law.

    `by` is the fact that gave it, `due` its last moment and `received` the day of receipt.
    `stopped` is the number of days until then that didn't count.
    """

    by: Fact
    due: Moment
    received: date
    stopped: int


class Owed(NamedTuple):
    """A limit in law, and the names of the facts that meet it."""

    due: Moment
    met_by: tuple[str, ...]


@lru_cache(maxsize=256)
def bearing(kind: str, commenced: frozenset[str]) -> frozenset[str]:
    """Return the facts that affect a kind's limits, besides receipt. Raises BadInput.

    These are questions, notices, named days, and what counts only with a reason. Raises BadInput
    for an unknown kind.
    """
    return moving_facts(statute(kind).with_commenced(commenced)) | notices() | reasoned_facts()


def owed(kind: str, received: Fact, school: School, today: date) -> tuple[Owed, ...]:
    """Return the limits in law for a case with receipt alone. Raises BadInput as a clock does."""
    case = _open(kind, (received,), school, today)
    found = ((_settled(case, duty).due, duty.met_by) for duty in _lawful(case))
    return tuple(Owed(due, met_by) for due, met_by in found if due is not None)


def given(kind: str, facts: Sequence[Fact], school: School, today: date) -> Given | None:
    """Return the first answer that had a limit in law, or None: all that figures need of a clock.

    None means that no such answer was given, or that the request was withdrawn first. `facts` must
    hold `received`. Raises BadInput as a clock does.
    """
    case = _open(kind, facts, school, today)
    for duty in _lawful(case):
        by = _answer(case, duty)
        settled = _settled(case, duty) if by else None
        if by and settled and settled.due is not None:
            stopped = days_left_out(settled.limits, settled.paused)
            return Given(by, settled.due, case.history.received.on, stopped)
    return None


def _answer(case: GovernedCase, duty: Duty) -> Fact | None:
    """Return the fact that met the duty, unless the request was withdrawn on an earlier day.

    A judgement that nothing need be answered, as on a breach, is no answer.
    """
    by = case.history.first_of({*duty.met_by} - {WITHDRAWN} - judgements())
    withdrawn = case.history.first_of({*duty.met_by} & {WITHDRAWN})
    return None if by and withdrawn and withdrawn.on < by.on else by


def _open(kind: str, facts: Sequence[Fact], school: School, today: date) -> GovernedCase:
    return open_case(statute(kind).with_commenced(school.commenced), facts, school, today)


def _lawful(case: GovernedCase) -> Iterator[Duty]:
    """Return the duties that the law sets for this school, on the facts."""
    return (d for d in _duties(case) if case.bound and d.standing is Standing.STATUTORY)


def _settled(case: GovernedCase, duty: Duty) -> SettledLimit:
    return settle(case.version, duty, case.setting)[0].settled()
