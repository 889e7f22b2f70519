"""Dates without any change to a case: for a kind, a request being typed, or a what-if."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.clock.projection import case_clock, law_facts, school_for_dates
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.law import clock, statutes
from dpo_console.law.calendar.schools import School
from dpo_console.law.explaining.headline import headline
from dpo_console.law.explaining.warnings import is_unchecked
from dpo_console.law.model import Clock, Fact, Standing
from dpo_console.law.statutes.duties import Limit
from dpo_console.law.statutes.statute import Statute
from dpo_console.law.what_if import WhatIf, WhatIfs
from dpo_console.store.cases import case_file
from dpo_console.store.queue_rows import QueueRow
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of request, in words. `outcomes` are pairs of slug and title."""

    slug: str
    title: str
    limit: str
    law: str
    outcomes: tuple[tuple[str, str], ...]


def kinds() -> tuple[KindRow, ...]:
    """Return the kinds of request."""
    return tuple(kind_row(law) for law in statutes.statutes().values())


def kind_row(law: Statute) -> KindRow:
    """Return one kind of request in words."""
    return KindRow(law.kind, law.title, _limits(law), law.law, tuple(law.outcomes.items()))


def law_to_check(today: date) -> str:
    """Return a sentence naming the statutes last checked over a year ago, or ''."""
    old = [law for law in statutes.statutes().values() if is_unchecked(law, today)]
    if not old:
        return ""
    names = "every kind" if len(old) == len(statutes.kinds()) else ", ".join(s.kind for s in old)
    first = day_words(min(law.checked for law in old))
    return f"The law of {names} was last checked over a year ago, on {first}: check it again."


def _limits(kind: Statute) -> str:
    """Return the statutory limits of a kind, such as `answer: 1 month`."""
    return (
        "; ".join(
            f"{duty.what}: " + " or ".join(_limit(limit) for limit in duty.limits)
            for duty in kind.versions[-1].duties
            if duty.standing is Standing.STATUTORY
        )
        or "no statutory limit"
    )


def _limit(limit: Limit) -> str:
    if limit.unit == "on":
        return "the day set in the order, notice or letter"
    unit = limit.unit.replace("_", " ")
    return f"{limit.count} {unit.removesuffix('s') if limit.count == 1 else unit}"


def answer_limit(kind: str) -> str:
    """Return the limit for a kind's answer, such as `20 school days or 60 working days`."""
    duty = statutes.statute(kind).versions[-1].duties[0]
    if duty.standing is not Standing.STATUTORY:
        return "no statutory limit"
    return " or ".join(_limit(limit) for limit in duty.limits)


def clock_without_a_case(kind: str, facts: Sequence[Fact], school: School, today: date) -> Clock:
    """Return the deadlines and their reasons from facts alone.

    Raises BadInput for an unknown kind.
    """
    return clock.read_clock(kind, facts, school, today)


def date_now(desk: Desk, reference: str) -> tuple[str, str]:
    """Return a case's whole reference, and its date now in words. Raises BadInput."""
    file = file_meant(desk, reference)
    if file.case.closed_on:
        return file.case.reference, "closed"
    return file.case.reference, headline(case_clock(file, desk.settings, desk.today), desk.now)


def what_if(desk: Desk, case: QueueRow, name: str, on: date | None = None) -> WhatIf | None:
    """Return the effect on the dates of a question, answer or notice, before it is recorded.

    `on` is its day, if not today. None for any other fact.
    """
    return _supposing(desk, case, on).of(name)


def what_ifs(desk: Desk, case: QueueRow) -> tuple[WhatIf, ...]:
    """Return every useful what-if for a case, or none if it is answered or closed."""
    return () if case.closed_on else _supposing(desk, case).all()


def clock_if(desk: Desk, case: QueueRow, supposed: Sequence[Fact]) -> Clock:
    """Return the clock of a case as if these facts were recorded too."""
    return _supposing(desk, case).clock_with(*supposed)


def _supposing(desk: Desk, case: QueueRow, on: date | None = None) -> WhatIfs:
    with desk.database.glance() as ask:
        facts = law_facts(case_file.load(ask, case.id))
    school = school_for_dates(desk.settings, case.school, case.kind, facts, desk.today)
    return WhatIfs(statutes.statute(case.kind), facts, school, desk.today, on)
