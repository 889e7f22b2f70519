"""Answers given, each with the limit that applied to it: for figures about many cases.

This gives the part of a full clock that figures need. In most cases only receipt affects the
limits. Those share one calculation for each day of receipt.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dpo_console.law.calendar.schools import School
from dpo_console.law.facts import WITHDRAWN, judgements, moving_facts, notices, reasoned_facts
from dpo_console.law.model import Fact, Moment, Standing
from dpo_console.law.reckoning.limits import days_left_out
from dpo_console.law.reckoning.reckoning import GovernedCase, exists, open_case
from dpo_console.law.reckoning.settling import SettledLimit, settle
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.duties import Duty


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
    """Return the first answer that had a limit in law, or None.

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
    names = frozenset(fact.name for fact in case.history.facts)
    duties = (duty.at(case.setting.school.type) for duty in case.version.duties)
    lawful = (d for d in duties if case.bound and d.standing is Standing.STATUTORY)
    return (duty for duty in lawful if exists(duty, names))


def _settled(case: GovernedCase, duty: Duty) -> SettledLimit:
    return settle(case.version, duty, case.setting)[0].settled()
