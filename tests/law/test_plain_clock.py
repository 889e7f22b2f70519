"""The cached dates of a plain history equal a fresh count."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from random import Random

import pytest

from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import School, SchoolType
from dpo_console.law.clock import read_clock, read_clock_under
from dpo_console.law.facts import fact_kinds
from dpo_console.law.model import Fact
from dpo_console.law.statutes import kinds, statute
from tests.law.worked import TODAY, calendars

NAMES = tuple(fact_kinds())


def some_facts(random: Random) -> list[Fact]:
    """Return receipt, mostly once, and up to three other facts, some of them before it."""
    received = date(2018, 5, 20) + timedelta(days=random.randrange(5_000))
    names = ["received", *random.choices(("received", *NAMES), k=random.choice((0, 0, 1, 3)))]
    return [
        Fact(name, received + timedelta(days=random.randrange(-3, 40) if number else 0), id=number)
        for number, name in enumerate(names)
    ]


def told(kind: str, facts: Sequence[Fact], school: School) -> tuple[object, object]:
    """Return the dates or the refusal of each of the two doors."""

    def said(read: object, law: object) -> object:
        try:
            return read(law, facts, school, TODAY, explained=False)  # type: ignore[operator]
        except BadInput as refusal:
            return str(refusal)

    return said(read_clock, kind), said(read_clock_under, statute(kind))


def test_any_kind_with_any_facts_has_the_dates_that_counting_gives() -> None:
    random = Random(11)
    schools = [School(of, terms) for of in SchoolType for terms in (calendars()["A"], None)]
    for _ in range(4_000):
        kind, facts = random.choice(kinds()), some_facts(random)
        kept, counted = told(kind, facts, random.choice(schools))
        assert kept == counted, f"{kind}: {facts}"


@pytest.mark.parametrize("commenced", [frozenset[str](), frozenset({"sharing"})])
def test_duties_that_an_office_switched_on_have_dates_of_their_own(
    commenced: frozenset[str],
) -> None:
    facts = [Fact("received", date(2026, 9, 1), id=1)]
    clock = read_clock("disclosure", facts, School(commenced=commenced), TODAY, explained=False)
    assert ("sharing" in [deadline.what for deadline in clock.deadlines]) == bool(commenced)


def test_a_minute_and_a_slip_of_the_keyboard_are_looked_at_each_time() -> None:
    minutes = [Fact("received", date(2026, 9, 1), time(9, minute), id=1) for minute in (5, 6)]
    due = [read_clock("breach", [f], School(), TODAY, explained=False).due for f in minutes]
    assert due[0] != due[1]
    slip = [Fact("received", date(2026, 9, 1), id=1), Fact("acknowledged", date(2926, 9, 1), id=2)]
    with pytest.raises(BadInput, match="too far ahead"):
        read_clock("sar", slip, School(), TODAY, explained=False)
