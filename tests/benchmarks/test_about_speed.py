"""Everything held on a person in 10,000 cases: time a case, and memory beside a tenth of them."""

import tracemalloc
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from dpo_console.cases.about import findings, search_for
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.office.refresh import refresh
from tests.benchmarks.timing import once, say
from tests.conftest import Ticking, add_elm, make_home
from tests.many_cases import made_cases, write_cases

CASES = 10_000
NAMES = ("Nobody Nowhere", "Jane Doe")


def many(folder: Path, count: int) -> Desk:
    home = make_home(folder / str(count))
    add_elm(home)
    desk = open_desk(home, as_person="dpo", today=date(2026, 11, 25), clock=Ticking())
    write_cases(desk.database.path, made_cases(count, 7))
    refresh(desk)
    return desk


def untold(done: int, cases: int) -> None:
    """Tell nobody how far it is."""


def gather(desk: Desk, name: str) -> int:
    """Return the number of findings, without keeping them."""
    return sum(1 for _ in findings(desk, search_for(desk, name), untold))


@pytest.mark.benchmark
def test_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few, desk = many(tmp_path, CASES // 10), many(tmp_path, CASES)
    rows = {f"{name}, {CASES:,} cases": once(partial(gather, desk, name)) for name in NAMES}
    say(capsys, "Held on a person", rows, "s")
    peaks = {}
    for each, count in ((few, CASES // 10), (desk, CASES)):
        tracemalloc.start()
        gather(each, NAMES[1])
        peaks[f"memory, {count:,} cases"] = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    say(capsys, "Held on a person", peaks, "MB")
