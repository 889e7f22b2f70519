"""A few tries of each published figure. `.dev/prove.py` makes them all."""

from pathlib import Path

import pytest

from tests.proving import ROWS
from tests.proving.row import Row, wrong
from tests.proving.traced import Unavailable

FEW = {
    "kills": 2, "cuts": 2, "failures": 2, "flips": 3, "tamperings": 4, "backups": 4, "imports": 60,
    "umasks": 1, "days": 30, "ssh": 4, "upgrades": 2, "erased": 1, "crashes": 10,
}  # fmt: skip

REAL = pytest.mark.real_clock(reason="the program on the other side is started by an SSH server")
SLOW = pytest.mark.slow
MARKS = {"ssh": (SLOW, REAL), "upgrades": (SLOW,), "erased": (SLOW,), "crashes": (SLOW,)}
"""The rows that take long to prepare, or that prove at length what other tests prove in short."""


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row.name, marks=MARKS.get(row.name, ())) for row in ROWS]
)
def test_a_few_tries_of_a_figure_end_as_they_must(row: Row, tmp_path: Path) -> None:
    try:
        ended = row.prove(FEW[row.name], tmp_path, seed=7)
    except Unavailable:
        pytest.skip("this machine can't prove it")
    assert wrong(ended) == []
    assert ended.total() == FEW[row.name]
