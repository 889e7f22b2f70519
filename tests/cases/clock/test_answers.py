"""The short cut to a case's answer agrees with its full clock."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from dpo_console.cases.clock.answers import Answered, answers
from dpo_console.cases.clock.projection import law_facts
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.refresh import refresh
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import notices
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import load
from dpo_console.store.reads import all_cases as alive
from tests.cases.clock.test_projection import odd
from tests.many_cases import made_cases, write_cases
from tests.store import spoiling

pytestmark = pytest.mark.usefixtures("two_schools")

COUNT = 800
EVER = (date(2020, 1, 1), date(2027, 12, 31))


@pytest.fixture
def many(desk: Desk) -> Desk:
    """Return a desk with many cases, some with facts corrected, struck out, or before receipt."""
    random = Random(8)
    cases = [odd(random, case) for case in made_cases(COUNT, seed=6)]
    for case in cases[::20]:
        received = case.facts[0][1]
        case.facts[1:] = [("responded", received - timedelta(days=2), None, False)]
    write_cases(desk.home.database, iter(cases))
    for struck, place in ((0, 9), (1, 11)):
        spoiling.change(
            desk.home.database,
            "INSERT INTO fact (case_id, name, on_day, supersedes, struck, reasoned, "
            "recorded_by, recorded_at) SELECT case_id, name, date(on_day, '+3 days'), id, "
            f"{struck}, 1, 'dpo', recorded_at FROM fact WHERE id % 31 = {place} "
            f"AND (name <> 'received' OR {struck} = 0)",
        )
    refresh(desk)
    return desk


def by_its_clock(ask: Ask, desk: Desk, case: int) -> Answered | None:
    """Return the answer of one case, from its full clock."""
    file = load(ask, case)
    if any(fact.name == "counted_elsewhere" for fact in file.facts):
        return None
    facts, school = law_facts(file), desk.settings.school(file.case.school).for_clock()
    clock = read_clock(file.case.kind, facts, school, desk.today)
    withdrawn = {fact.on for fact in facts if fact.name == "withdrawn"}
    for one in clock.deadlines:
        if one.statutory and one.met_on and one.due and one.met_on not in withdrawn:
            met, due = one.met_on, one.due
            at = one.met_at or datetime.combine(met, time.min)
            received = clock.received
            received = received.date() if isinstance(received, datetime) else received
            return Answered(
                kind=file.case.kind,
                on=met,
                in_time=at <= due if isinstance(due, datetime) else met <= due,
                days=(met - received).days,
                stopped=clock.paused_days,
                extended=any(fact.name in notices() for fact in facts),
                school=file.case.school,
            )
    return None


@pytest.mark.of_the_file
def test_each_answer_is_what_its_clock_says(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alive, "AT_ONCE", 300)
    with many.database.read() as ask:
        alone = [by_its_clock(ask, many, case) for case in range(1, COUNT + 1)]
    expected = sorted(filter(None, alone), key=repr)
    assert sorted(answers(many, *EVER), key=repr) == expected
    assert {answer.in_time for answer in expected} == {True, False}
    assert any(answer.stopped for answer in expected)
    assert any(answer.extended for answer in expected)


@pytest.mark.of_the_file
def test_a_span_holds_the_answers_of_its_days_alone(many: Desk) -> None:
    ever = answers(many, *EVER)
    first = min(answer.on for answer in ever if answer.on > date(2025, 9, 1))
    last = max(answer.on for answer in ever if answer.on < date(2025, 11, 1))
    inside = [answer for answer in ever if first <= answer.on <= last]
    assert sorted(answers(many, first, last), key=repr) == sorted(inside, key=repr)
