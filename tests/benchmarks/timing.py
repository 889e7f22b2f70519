"""Measurement and output for benchmarks: ratios to a floor of the same run."""

import sys
from collections.abc import Callable, Mapping
from time import process_time

import pytest

RUNS = 5


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the processor time of the best of some runs, as the machine may be busy."""
    return min(once(work) for _ in range(runs))


def once(work: Callable[[], object]) -> float:
    """Return the processor time of one run."""
    begun = process_time()
    work()
    return process_time() - begun


def say(
    capsys: pytest.CaptureFixture[str], title: str, rows: Mapping[str, float], unit: str
) -> None:
    """Print figures. The first row is the floor."""
    floor = next(iter(rows.values()))
    lines = [
        f"  {name:58} {each:9.2f} {unit} {each / floor:8.1f} x floor" for name, each in rows.items()
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(["", title, *lines, ""]))


Both = tuple[float, float]
"""The seconds of our code, and of its own floor in the same run."""


def say_both(capsys: pytest.CaptureFixture[str], title: str, rows: Mapping[str, Both]) -> None:
    """Print figures, each with its own floor."""
    lines = [
        f"  {name:44} {ours * 1e3:9.2f} ms {ours / floor:8.1f} x floor ({floor * 1e3:.2f} ms)"
        for name, (ours, floor) in rows.items()
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(["", title, *lines, ""]))
