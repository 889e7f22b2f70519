"""How the office keeps its time limits: answers on time, days taken, and what is open.

A statutory answer counts in the month in which it was given. Days that did not count (the clock
stood) and extensions are told apart, so that nobody takes them for speed or for lateness.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low

from dpo_console.casework.desk import Desk
from dpo_console.casework.projection import dated_facts
from dpo_console.casework.queue import counts_by_band
from dpo_console.errors import BadInput
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import EXTENSION
from dpo_console.law.model import Deadline, Moment
from dpo_console.store import reads
from dpo_console.store.case_file import CaseFile, files
from dpo_console.store.case_parts import pages
from dpo_console.store.database import Ask
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Answered:
    """One statutory answer that was given. Days are calendar days from receipt to the answer;
    `stopped` are those of them that did not count.
    """

    kind: str
    on: date
    in_time: bool
    days: int
    stopped: int
    extended: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What many answers come to; days are 0 where there is none."""

    answered: int
    in_time: int
    median_days: int
    longest_days: int
    stopped_days: int
    extended: int

    @property
    def late(self) -> int:
        """How many were given after their limit."""
        return self.answered - self.in_time

    @property
    def percent(self) -> int | None:
        """How many in a hundred were in time; None where none was given."""
        return self.in_time * 100 // self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures for the days from `since` to `until`, both counted, and what is open now.

    `months` go by their first day; `kinds` by slug, the most answered first; `open` by band.
    """

    since: date
    until: date
    total: Figures
    months: Mapping[date, Figures]
    kinds: Mapping[str, Figures]
    open: Mapping[str, int]


def statistics(desk: Desk, since: date, until: date) -> Statistics:
    """The figures of a span of days. Raises BadInput for one that ends before it begins."""
    given = answers(desk, since, until)
    return Statistics(
        since=since,
        until=until,
        total=figures(given),
        months={m: figures(some) for m, some in by_month(given, since, until).items()},
        kinds={kind: figures(some) for kind, some in by_kind(given).items()},
        open=counts_by_band(desk),
    )


def answers(desk: Desk, since: date, until: date) -> tuple[Answered, ...]:
    """Every statutory answer that was given in these days.

    A case whose dates can't be told is left out. Raises BadInput for a span that ends before it
    begins.
    """
    if since > until:
        raise BadInput(f"{day_words(since)} is after {day_words(until)}: turn the two days round.")
    with desk.database.read() as ask:
        return tuple(_answered(ask, desk, since, until))


def by_month(given: Iterable[Answered], since: date, until: date) -> dict[date, list[Answered]]:
    """Each month of the span, by its first day, and the answers given in it."""
    months: dict[date, list[Answered]] = {month: [] for month in _months(since, until)}
    for answer in given:
        months[answer.on.replace(day=1)].append(answer)
    return months


def by_kind(given: Iterable[Answered]) -> dict[str, list[Answered]]:
    """The answers of each kind of request, by slug, the most answered first."""
    kinds: defaultdict[str, list[Answered]] = defaultdict(list)
    for answer in given:
        kinds[answer.kind].append(answer)
    return dict(sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0])))


def school_year(day: date) -> tuple[date, date]:
    """The first and the last day of the school year that holds `day`: September to August."""
    year = day.year if day.month >= 9 else day.year - 1
    return date(year, 9, 1), date(year + 1, 8, 31)


def _months(since: date, until: date) -> Iterator[date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def figures(given: Sequence[Answered]) -> Figures:
    """What these answers come to."""
    days = [answer.days for answer in given]
    return Figures(
        answered=len(given),
        in_time=sum(answer.in_time for answer in given),
        median_days=median_low(days) if days else 0,
        longest_days=max(days, default=0),
        stopped_days=sum(answer.stopped for answer in given),
        extended=sum(answer.extended for answer in given),
    )


def _answered(ask: Ask, desk: Desk, since: date, until: date) -> Iterator[Answered]:
    """Every statutory answer of these days."""
    for page in pages(ask, reads.alive_between(ask, since, until)):
        for file in files(page):
            answer = _answer(file, desk)
            if answer and since <= answer.on <= until:
                yield answer


def _answer(file: CaseFile, desk: Desk) -> Answered | None:
    """The statutory answer of a case; None where none is owed or none was given."""
    school = desk.settings.school(file.case.school).for_clock()
    facts = dated_facts(file)
    clock = read_clock(file.case.kind, facts, school, desk.today, explained=False)
    given = next(_given(clock.deadlines), None)
    if given is None or given.met_on is None or given.due is None:
        return None
    return Answered(
        kind=file.case.kind,
        on=given.met_on,
        in_time=_in_time(given, given.due),
        days=(given.met_on - _day(clock.received)).days,
        stopped=clock.paused_days,
        extended=any(fact.name == EXTENSION for fact in facts),
    )


def _given(deadlines: Iterable[Deadline]) -> Iterator[Deadline]:
    return (d for d in deadlines if d.statutory and d.met_on is not None and d.due is not None)


def _in_time(given: Deadline, due: Moment) -> bool:
    if isinstance(due, datetime):
        return (given.met_at or datetime.combine(given.met_on or due, time.min)) <= due
    return given.met_on is not None and given.met_on <= due


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
