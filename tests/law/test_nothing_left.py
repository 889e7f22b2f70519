"""The names of facts alone show if anything is left to do, and agree with the clock."""

from datetime import date, timedelta
from random import Random

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import counted_facts
from dpo_console.law.model import Fact
from dpo_console.law.reckoning.reckoning import nothing_left
from dpo_console.law.statutes import kinds, statute
from tests.each import each
from tests.law.worked import TODAY

NOTHING = frozenset[str]()


@each(kind=kinds())
def test_where_nothing_is_left_every_duty_is_met_whatever_the_days(kind: str) -> None:
    random, names = Random(7), sorted(counted_facts(statute(kind)))
    met = 0
    for _ in range(150):
        received = date(2018, 6, 1) + timedelta(days=random.randrange(3_500))
        some = random.sample(names, random.randrange(1, len(names) + 1))
        later = [Fact(n, received + timedelta(days=random.randrange(90)), id=9) for n in some]
        facts = [Fact("received", received, id=1), *(f for f in later if f.name != "received")]
        if nothing_left(kind, frozenset(f.name for f in facts), NOTHING):
            met += 1
            clock = read_clock(kind, facts, School(), TODAY, explained=False)
            assert all(deadline.met_on for deadline in clock.deadlines)
    assert met


def test_a_duty_that_other_facts_bring_about_has_to_be_met_too() -> None:
    released = frozenset({"received", "released"})
    assert nothing_left("disclosure", released, NOTHING)
    promised = released | {"destruction_due"}
    assert not nothing_left("disclosure", promised, NOTHING)
    assert nothing_left("disclosure", promised | {"certificate_received"}, NOTHING)


def test_a_request_that_is_open_has_something_left() -> None:
    assert not any(nothing_left(kind, frozenset({"received"}), NOTHING) for kind in kinds())
