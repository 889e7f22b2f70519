"""How long a date takes, as ratios to the plainest way of working one out."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import perf_counter

import pytest

from dpo_console.law.clock import read_clock
from dpo_console.law.counting import add_months, roll
from dpo_console.law.model import Fact, School
from tests.law.random_cases import random_case
from tests.law.worked import TODAY, calendars

DAYS = [date(2026, 2, 5) + timedelta(days=n % 600) for n in range(5_000)]


def microseconds(work: Callable[[], object], times: int) -> float:
    """The best of three runs, for one of `times` pieces of work."""
    best = float("inf")
    for _ in range(3):
        begun = perf_counter()
        work()
        best = min(best, perf_counter() - begun)
    return best / times * 1e6


@pytest.mark.benchmark
def test_one_date(capsys: pytest.CaptureFixture[str]) -> None:
    school = School(terms=calendars()["A"])
    plain = [[Fact("received", day, id=1)] for day in DAYS]
    random = Random(3)
    mixed = [random_case(random) for _ in DAYS]

    def read(explained: bool) -> None:
        for facts in plain:
            read_clock("sar", facts, school, TODAY, explained=explained)

    def read_mixed() -> None:
        for case in mixed:
            read_clock(case.kind, case.facts, case.school, TODAY, explained=False)

    floor = microseconds(lambda: [roll(add_months(day, 1)) for day in DAYS], len(DAYS))
    rows = {
        "a month added and rolled (floor)": floor,
        "a whole clock, dates only": microseconds(lambda: read(False), len(DAYS)),
        "a whole clock, explained": microseconds(lambda: read(True), len(DAYS)),
        "any kind, with questions, dates only": microseconds(read_mixed, len(DAYS)),
    }
    with capsys.disabled():
        lines = [
            f"  {name:40} {each:8.2f} us {each / floor:8.1f} x floor" for name, each in rows.items()
        ]
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
