"""Killed processes and twenty writers at once: nothing acknowledged is lost or half written."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, count
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.requests import NewRequest, log_request
from tests.conftest import desks

pytestmark = pytest.mark.usefixtures("noon")


def writers(root: Path, processes: int, count: int, shared: str = "") -> "subprocess.Popen[str]":
    """Start processes that write cases, in a group of their own."""
    command = [sys.executable, "-m", "tests.casework.writer", *map(str, (root, processes, count))]
    return subprocess.Popen(
        [*command, shared],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize("after", [3, 20, pytest.param(77, marks=pytest.mark.slow)])
def test_killed_in_the_middle_of_writing(desk: Desk, after: int) -> None:
    process = writers(desk.home.root, 1, 200)
    assert process.stdout is not None
    assert process.stderr is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(after)]
    os.killpg(process.pid, signal.SIGKILL)
    acknowledged += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    process.stderr.close()
    assert len(acknowledged) >= after
    for reference in acknowledged:
        case = case_view(desk, reference)
        assert (case.row.subjects, len(case.facts), len(case.timeline)) == (("Tom Doe",), 1, 1)
    report = verify(desk)
    assert report.sound, report


@pytest.mark.parametrize(
    ("processes", "each"), [(6, 5), pytest.param(20, 100, marks=pytest.mark.slow)]
)
def test_many_at_once(desk: Desk, processes: int, each: int) -> None:
    shared = log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe")).reference
    running = writers(desk.home.root, processes, each, shared)
    out, err = running.communicate()
    assert (running.returncode, err) == (0, "")
    references = out.split()
    assert len(set(references)) == processes * each
    assert count(desk, Query()) == processes * each + 1
    case = case_view(desk, shared)
    assert len(case.timeline) == case.version == processes * each + 1
    report = verify(desk)
    assert report.sound, report


def test_many_at_once_at_the_very_first_opening(home: Path) -> None:
    running = writers(home, 4, 1)
    _, err = running.communicate()
    assert (running.returncode, err) == (0, ""), err
    desk = desks(home)()
    assert count(desk, Query()) == 4
    assert verify(desk).sound
