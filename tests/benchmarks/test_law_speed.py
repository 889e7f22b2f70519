"""The time for a date, as ratios to the plainest way of working one out."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from dpo_console.law.calendar.counting import add_months, roll
from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Fact
from dpo_console.law.statutes import kinds
from tests.benchmarks.timing import RUNS, once, say, seconds
from tests.law.random_cases import random_case
from tests.law.worked import TODAY, calendars

COUNT = 3_000
SCHOOL = School(terms=calendars()["A"])
Asked = tuple[str, Sequence[Fact], School]


def plain(kind: str | None, seed: int) -> list[Asked]:
    """Return requests over four years, half of them acknowledged. A kind of None means any."""
    random, found = Random(seed), list[Asked]()
    for number in range(COUNT):
        received = date(2023, 9, 1) + timedelta(days=random.randrange(4 * 365))
        facts = [Fact("received", received, id=number)]
        if random.random() < 0.5:
            facts.append(Fact("acknowledged", received + timedelta(days=2), id=number + 1))
        found.append((kind or random.choice(kinds()), facts, SCHOOL))
    return found


def mixed(seed: int) -> list[Asked]:
    """Return cases of any kind, with up to five questions, answers, and notices, in any order."""
    random = Random(seed)
    cases = (random_case(random) for _ in range(COUNT))
    return [(case.kind, case.facts, case.school) for case in cases]


def reading(asked: Sequence[Asked], *, explained: bool) -> Callable[[], object]:
    def read() -> None:
        for kind, facts, school in asked:
            read_clock(kind, facts, school, TODAY, explained=explained)

    return read


def each(time: float) -> float:
    """Return the microseconds for one of COUNT."""
    return time / COUNT * 1e6


def first_time(make: Callable[[int], list[Asked]], *, explained: bool = False) -> float:
    """Time cases that were never requested before and that no run repeats."""
    return each(min(once(reading(make(seed), explained=explained)) for seed in range(RUNS)))


def again(asked: Sequence[Asked]) -> float:
    return each(seconds(reading(asked, explained=False)))


@pytest.mark.benchmark
def test_one_date(capsys: pytest.CaptureFixture[str]) -> None:
    days = [facts[0].on for _, facts, _ in plain("sar", 1)]
    floor = each(seconds(lambda: [roll(add_months(day, 1)) for day in days]))
    rows = {"a month added and rolled (floor)": floor}
    for kind in (None, "sar", "foi", "breach"):
        name = kind or "any kind"
        rows[f"{name}, nothing asked, dates only"] = again(plain(kind, 1))
    rows["any kind, nothing asked, dates only, on days that are new"] = first_time(
        lambda seed: plain(None, 100 + seed)
    )
    rows["any kind, questions and notices, dates only"] = again(mixed(1))
    on_screen = plain(None, 1)[:1] * COUNT
    rows["the clock of one case explained again, as a screen does"] = each(
        seconds(reading(on_screen, explained=True))
    )
    rows["sar, nothing asked, explained"] = first_time(
        lambda seed: plain("sar", 200 + seed), explained=True
    )
    rows["any kind, nothing asked, explained"] = first_time(
        lambda seed: plain(None, 300 + seed), explained=True
    )
    rows["any kind, questions and notices, explained"] = first_time(
        lambda seed: mixed(400 + seed), explained=True
    )
    say(capsys, "One clock", rows, "us")
