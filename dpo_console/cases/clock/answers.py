"""Statutory answers already given: their dates, whether on time, and how long each took.

Receipt alone sets the limits of most cases. The names and days of their facts are enough for those.
The other cases are read whole.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from dpo_console.cases.clock.projection import law_facts, school_for_dates
from dpo_console.cases.office.desk import Desk
from dpo_console.errors import BadInput
from dpo_console.law.facts import COUNTED_ELSEWHERE, EXTENSION, RECEIVED, WITHDRAWN, notices
from dpo_console.law.model import Clock, Fact, Moment, day_of
from dpo_console.law.reckoning.history import LAST_DAY
from dpo_console.law.reckoning.reckoning import Owed, bearing, given, owed
from dpo_console.letters.wording.conditions import day_in_full
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.reads.all_cases import Alive, alive_between
from dpo_console.text import day_words

BEGINS = "The month we have to answer begins", "The three months we have to answer begin"
LIMIT = "one month", "three months"

AFTER_RESULTS = timedelta(days=40)
"""The time to answer once exam results come out (DPA 2018 Sch 2 para 25(2))."""


def time_to_answer(file: CaseFile) -> dict[str, str]:
    """Return the fields that name the time: a month, or three once an extension was notified."""
    extended = any(fact.name == EXTENSION for fact in file.standing_facts())
    return {"time.begins": BEGINS[extended], "time.limit": LIMIT[extended]}


def results_counted(file: CaseFile, clock: Clock, today: date) -> str:
    """Return how the last day follows from the day of exam results, or '' if it doesn't."""
    announced = [f.on for f in file.standing_facts() if f.name == "results_announced"]
    if not announced or clock.due is None:
        return ""
    results, due = day_of(announced[-1]), day_of(clock.due)
    last = results + AFTER_RESULTS
    if last > due:
        return ""
    came = "come" if results >= today else "came"
    counted = f"The results {came} out on {day_in_full(results)}. We count 40 days from then, to "
    rolled = f" We then have until {day_in_full(due)}, the next working day."
    return f"{counted}{day_in_full(last)}.{rolled if due > last else ''}"


Limits = Callable[[str, str, str, str | None], Sequence[Owed]]
"""A function that returns the limits for a kind, a school, and the day and minute of receipt."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A statutory answer that was given.

    `days` are calendar days from receipt to the answer. `stopped` are the days among them that did
    not count.
    """

    kind: str
    on: date
    in_time: bool
    days: int
    stopped: int
    extended: bool
    school: str = ""


def answers(desk: Desk, since: date, until: date) -> tuple[Answered, ...]:
    """Return every statutory answer given in these days.

    A case whose dates can't be worked out is left out. Raises BadInput if the span ends before it
    begins.
    """
    if since > until:
        raise BadInput(f"The first day, {day_words(since)}, is after the last, {day_words(until)}.")
    with desk.database.read() as ask:
        given_then = _answered(ask, desk, since, until)
        return tuple(answer for answer in given_then if since <= answer.on <= until)


def _answered(ask: Ask, desk: Desk, since: date, until: date) -> Iterator[Answered]:
    """Yield the statutory answers of the cases that were open in these days."""
    limits, others = _limits(desk), list[int]()
    for case in alive_between(ask, since, until):
        if COUNTED_ELSEWHERE in case.facts:
            continue
        days = _usual(case, bearing(case.kind, desk.settings.school(case.school).commenced))
        if days is None:
            others.append(case.case)
        elif answer := _told(case, days, limits):
            yield answer
    for page in pages(ask, others):
        yield from filter(None, (_looked_at(file, desk) for file in files(page)))


def _limits(desk: Desk) -> Limits:
    @cache
    def limits(kind: str, school: str, received: str, minute: str | None) -> tuple[Owed, ...]:
        at = time.fromisoformat(minute) if minute else None
        fact = Fact(RECEIVED, date.fromisoformat(received), at)
        where = school_for_dates(desk.settings, school, kind, [fact], desk.today)
        return owed(kind, fact, where, desk.today)

    return limits


def _usual(case: Alive, bears: frozenset[str]) -> Mapping[str, str] | None:
    """Return the day of each fact if only receipt sets the case's limits, else None."""
    if case.timed or not case.many:
        return None
    days = dict(fact.split(" ") for fact in case.facts.split(","))
    # A correction or a strike-out repeats the name of the fact it replaces.
    if len(days) < case.many or not bears.isdisjoint(days):
        return None
    # A day before receipt doesn't count, and a day too far ahead is refused.
    first, last = min(days.values()), max(days.values())
    return days if days.get(RECEIVED) == first and last <= LAST_DAY.isoformat() else None


def _told(case: Alive, days: Mapping[str, str], limits: Limits) -> Answered | None:
    """Return the answer of an ordinary case, or None if no answer is due or given."""
    received = days[RECEIVED]
    for limit in limits(case.kind, case.school, received, case.received_at):
        met = {name: days[name] for name in limit.met_by if name in days}
        withdrawn = met.pop(WITHDRAWN, None)
        answer = min(met.values(), default=None)
        if answer and (withdrawn is None or answer <= withdrawn):
            on = date.fromisoformat(answer)
            taken = (on - date.fromisoformat(received)).days
            in_time = _in_time(Fact("", on), limit.due)
            return Answered(case.kind, on, in_time, taken, 0, False, case.school)
    return None


def _looked_at(file: CaseFile, desk: Desk) -> Answered | None:
    """Return the answer of any case, or None if no answer is due or given."""
    facts = law_facts(file)
    school = school_for_dates(desk.settings, file.case.school, file.case.kind, facts, desk.today)
    found = given(file.case.kind, facts, school, desk.today)
    return found and Answered(
        kind=file.case.kind,
        on=found.by.on,
        in_time=_in_time(found.by, found.due),
        days=(found.by.on - found.received).days,
        stopped=found.stopped,
        extended=any(fact.name in notices() for fact in facts),
        school=file.case.school,
    )


def _in_time(by: Fact, due: Moment) -> bool:
    if isinstance(due, datetime):
        return datetime.combine(by.on, by.at or time.min) <= due
    return by.on <= due
