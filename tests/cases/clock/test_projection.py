"""The columns of many cases calculated together equal those of each case alone."""

from datetime import date
from random import Random

import pytest

from dpo_console.cases.clock import projection as recompute
from dpo_console.cases.clock.projection import every_case, project
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.refresh import refresh
from dpo_console.errors import DpoConsoleError
from dpo_console.law.facts import fact_kinds
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import load
from tests.many_cases import Made, made_cases, write_cases
from tests.store import spoiling

pytestmark = pytest.mark.usefixtures("two_schools")

COUNT = 1_200


def odd(random: Random, case: Made) -> Made:
    """Add a few facts of any kind to a case, on any day, some before receipt or at a minute."""
    received = case.facts[0][1]
    for _ in range(random.choice((0, 0, 1, 2))):
        day = date.fromordinal(received.toordinal() + random.randrange(-4, 60))
        minute = random.choice((None, "10:15"))
        case.facts.append((random.choice((*fact_kinds(), *["received"] * 6)), day, minute, False))
    return case


@pytest.fixture
def many(desk: Desk) -> Desk:
    """Return a desk with odd cases, the last fact of some corrected or struck out."""
    random = Random(5)
    write_cases(desk.home.database, (odd(random, case) for case in made_cases(COUNT, seed=4)))
    for struck, place in ((0, 9), (1, 11)):
        spoiling.change(
            desk.home.database,
            "INSERT INTO fact (case_id, name, on_day, supersedes, struck, reasoned, "
            "recorded_by, recorded_at) SELECT case_id, name, date(on_day, '+3 days'), id, "
            f"{struck}, 1, 'dpo', recorded_at FROM fact WHERE id % 31 = {place}",
        )
    spoiling.change(
        desk.home.database,
        "UPDATE cases SET school = 'none' WHERE id % 40 = 0",
        "UPDATE cases SET kind = 'none' WHERE id % 41 = 0",
    )
    return desk


def alone(ask: Ask, desk: Desk, case: int) -> str:
    try:
        return str(project(load(ask, case), desk.settings, desk.today))
    except DpoConsoleError as problem:
        return str(problem)


@pytest.mark.of_the_file
def test_each_case_is_told_as_it_is_alone(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recompute, "AT_ONCE", 500)
    with many.database.read() as ask:
        told = list(every_case(ask, many.settings, many.today))
        assert [t.case for t in told] == list(range(1, COUNT + 1))
        assert [str(t.computed) for t in told] == [alone(ask, many, t.case) for t in told]


@pytest.mark.of_the_file
def test_what_changed_is_written_and_the_rest_is_left(many: Desk) -> None:
    assert refresh(many).rows > COUNT * 0.9
    with many.database.read() as ask:
        told = list(every_case(ask, many.settings, many.today))
    right = [t for t in told if t.computed == t.shown]
    assert len(right) + sum(isinstance(t.computed, DpoConsoleError) for t in told) == COUNT
    spoiling.change(
        many.home.database,
        "UPDATE installation SET law = ''",
        f"UPDATE cases SET next_action = '' WHERE id = {right[0].case}",
    )
    assert refresh(many).rows == 1


@pytest.mark.of_the_file
def test_a_row_that_can_not_be_read_hides_no_other(many: Desk) -> None:
    refresh(many)
    spoiling.change(
        many.home.database,
        "UPDATE cases SET summary = CAST(x'ff' AS TEXT) WHERE closed_on IS NULL",
        "UPDATE cases SET owner = CAST(x'ff' AS TEXT) WHERE id = 7",
    )
    with many.database.read() as ask:
        told = list(every_case(ask, many.settings, many.today))
    assert [t.case for t in told] == list(range(1, COUNT + 1))
    wrong = [t for t in told if isinstance(t.computed, Exception)]
    assert 0 < len(wrong) < COUNT / 2
