"""The time of `due`, which greets every login, as a multiple of a bare start of Python."""

import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from dpo_console.casework.office.refresh import refresh
from tests.conftest import TODAY, add_elm, desks, make_home
from tests.many_cases import made_cases, write_cases

pytestmark = [pytest.mark.benchmark, pytest.mark.usefixtures("noon")]


def best(*arguments: str) -> float:
    """Return the processor seconds of the best of fifteen runs, as the machine may be busy."""

    def once() -> float:
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
        after = getrusage(RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(15))


def test_due_against_bare_python(tmp_path: Path) -> None:
    bare = best("-c", "pass")
    for count in (0, 20_000):
        root = make_home(tmp_path / str(count), people=False)
        add_elm(root)
        desk = desks(root)()
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
