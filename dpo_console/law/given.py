"""Answers that were given, each with the limit that it had to keep: for figures about many cases.

What the whole clock of a case would tell of them, without what it says beside. Most cases hold
nothing that bears on their limits but receipt: those share what is reckoned once for its day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dpo_console.law.calendar.schools import School
from dpo_console.law.facts import EXTENSION, WITHDRAWN, moving_facts
from dpo_console.law.model import Fact, Moment, Standing
from dpo_console.law.reckoning.limits import days_left_out
from dpo_console.law.reckoning.reckoning import Case, exists, open_case
from dpo_console.law.reckoning.settling import Settled, settle
from dpo_console.law.statutes import Duty, statute


class Given(NamedTuple):
    """An answer with a limit in law.

    `by` is the fact that it was given by, `due` its last moment, `received` the day of receipt;
    `stopped` are the days until then that didn't count.
    """

    by: Fact
    due: Moment
    received: date
    stopped: int


class Owed(NamedTuple):
    """A limit in law, and the names of the facts that keep it."""

    due: Moment
    met_by: tuple[str, ...]


@lru_cache(maxsize=256)
def bearing(kind: str, commenced: frozenset[str]) -> frozenset[str]:
    """The facts of a kind without which receipt alone tells its limits: questions, notices, days
    that are named. Raises BadInput for an unknown kind.
    """
    return moving_facts(statute(kind).with_commenced(commenced)) | {EXTENSION}


def owed(kind: str, received: Fact, school: School, today: date) -> tuple[Owed, ...]:
    """What is owed in law where only receipt bears on it. Raises BadInput as a clock does."""
    case = _open(kind, (received,), school, today)
    found = ((_settled(case, duty).due, duty.met_by) for duty in _lawful(case))
    return tuple(Owed(due, met_by) for due, met_by in found if due is not None)


def given(kind: str, facts: Sequence[Fact], school: School, today: date) -> Given | None:
    """The first answer that the law set a limit for and that was given; None where none was, or
    the request was withdrawn before.

    `facts` must hold `received`. Raises BadInput as a clock does.
    """
    case = _open(kind, facts, school, today)
    for duty in _lawful(case):
        by = _answer(case, duty)
        settled = _settled(case, duty) if by else None
        if by and settled and settled.due is not None:
            stopped = days_left_out(settled.limits, settled.paused)
            return Given(by, settled.due, case.history.received.on, stopped)
    return None


def _answer(case: Case, duty: Duty) -> Fact | None:
    """What answered it, unless it was withdrawn on an earlier day."""
    by = case.history.first_of({*duty.met_by} - {WITHDRAWN})
    withdrawn = case.history.first_of({*duty.met_by} & {WITHDRAWN})
    return None if by and withdrawn and withdrawn.on < by.on else by


def _open(kind: str, facts: Sequence[Fact], school: School, today: date) -> Case:
    return open_case(statute(kind).with_commenced(school.commenced), facts, school, today)


def _lawful(case: Case) -> Iterator[Duty]:
    """The duties that law sets for this school, on the facts."""
    names = frozenset(fact.name for fact in case.history.facts)
    lawful = (d for d in case.version.duties if case.bound and d.standing is Standing.STATUTORY)
    return (duty for duty in lawful if exists(duty, names))


def _settled(case: Case, duty: Duty) -> Settled:
    return settle(case.version, duty, case.setting)[0].settled()
