"""`due` greets every login: how long it takes, as a multiple of starting Python at all."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import make_home

pytestmark = pytest.mark.benchmark


def best(*arguments: str) -> float:
    """Seconds of the fastest of fifteen runs."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
        return time.perf_counter() - started

    return min(once() for _ in range(15))


def test_due_against_bare_python(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", people=False)
    due = best("-m", "dpo_console", "--home", str(home), "due")
    bare = best("-c", "pass")
    print(f"\ndue {due * 1000:.0f} ms = {due / bare:.1f} x python -c pass ({bare * 1000:.0f} ms)")  # noqa: T201
