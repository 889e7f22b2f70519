"""`due` greets every login: how long it takes, as a multiple of starting Python at all."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from dpo_console.casework.desk import open_desk
from dpo_console.casework.refresh import refresh
from tests.conftest import TODAY, make_home
from tests.many_cases import made_cases, write_cases

pytestmark = pytest.mark.benchmark


def best(*arguments: str) -> float:
    """Seconds of the fastest of fifteen runs."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
        return time.perf_counter() - started

    return min(once() for _ in range(15))


def test_due_against_bare_python(tmp_path: Path) -> None:
    bare = best("-c", "pass")
    for count in (0, 20_000):
        root = make_home(tmp_path / str(count), people=False)
        desk = open_desk(root, today=TODAY)
        write_cases(desk.home.database, made_cases(count, seed=1))
        refresh(desk)
        options = ("-m", "dpo_console", "--home", str(root), "--today", TODAY.isoformat())
        told = subprocess.run([sys.executable, *options, "due"], capture_output=True, check=False)
        assert told.returncode == bool(count)
        assert bool(told.stdout) == bool(count)
        due = best(*options, "due")
        lines = len(told.stdout.splitlines())
        print(  # noqa: T201
            f"\ndue of {count:,} cases, {lines} of them due: {due * 1000:.0f} ms = "
            f"{due / bare:.1f} x python -c pass ({bare * 1000:.0f} ms)"
        )
