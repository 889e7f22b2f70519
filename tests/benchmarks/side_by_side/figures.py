"""What is measured on both engines, alternately: a busy moment then strikes both."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.requests import NewRequest, log_request
from tests.benchmarks.test_console import HELLO, Program
from tests.benchmarks.test_records_speed import rank, wall
from tests.store.statements import LETTER

TODAY = date(2026, 11, 25)
WRITERS, ACTS_EACH = 20, 15
KEYS = 60
_names = count(1)


def a_desk(root: Path) -> Desk:
    """Open the DPO's desk on the day of the made-up cases."""
    return open_desk(root, as_person="dpo", today=TODAY)


def alternately(work: Sequence[Callable[[], object]], runs: int) -> list[list[float]]:
    """Return the seconds of each piece of work in each run, after one that isn't counted."""
    for each in work:
        each()
    taken = [[wall(each) for each in work] for _ in range(runs)]
    return [list(column) for column in zip(*taken, strict=True)]


def queue_page(desks: Sequence[Desk]) -> list[float]:
    """Return the seconds of a page of the queue, at best."""
    shows = [partial(page, desk, Query(), limit=50) for desk in desks]
    return [min(each) for each in alternately(shows, 40)]


def due(roots: Sequence[Path]) -> list[float]:
    """Return the seconds of a bare start of Python, and of `due` in each home, at best."""
    commands = [["-c", "pass"], *([*_options(root), "due"] for root in roots)]
    work = [
        partial(subprocess.run, [sys.executable, *each], capture_output=True, check=False)
        for each in commands
    ]
    return [min(each) for each in alternately(work, 15)]


def start(roots: Sequence[Path]) -> list[float]:
    """Return the seconds to the first screen of an empty Textual app, and of each home."""
    work = [partial(_shown, ["-c", HELLO], b"READY", b"\x11")]
    work += [partial(_shown, _options(root), b"Cases", b"q") for root in roots]
    for each in work:
        each()
    taken = [[each() for each in work] for _ in range(7)]
    return [min(column) for column in zip(*taken, strict=True)]


def _shown(arguments: Sequence[str], shows: bytes, leaves: bytes) -> float:
    begun = perf_counter()
    program = Program(arguments)
    program.read(shows)
    taken = perf_counter() - begun
    program.read(b"")
    program.close(leaves)
    return taken


def commit(desks: Sequence[Desk]) -> list[float]:
    """Return the median seconds in which a request is logged, through to the disk."""
    return [median(each) for each in alternately([partial(_log, desk) for desk in desks], 40)]


def _log(desk: Desk) -> str:
    name = f"Jane Doe {next(_names)}"
    new = NewRequest("sar", TODAY, name, subjects=("Tom Doe",), school="oak")
    return log_request(desk, new).reference


def many_writers(root: Path) -> tuple[float, float]:
    """Return the seconds within which 99 of 100 acts of many writers end, and the acts a second."""
    command = [sys.executable, "-m", "tests.benchmarks.side_by_side.writer", str(root),
               TODAY.isoformat(), str(ACTS_EACH)]  # fmt: skip
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen(command, **pipes) for _ in range(WRITERS)]  # type: ignore[call-overload]
    for one in writers:
        one.stdout.readline()
    begun = perf_counter()
    for one in writers:
        one.stdin.write("go\n")
        one.stdin.flush()
    took = [seconds for one in writers for seconds in json.loads(one.stdout.readline())]
    each_second = len(took) / (perf_counter() - begun)
    for one in writers:
        one.communicate()
    return rank(took, 0.99), each_second


def keys(root: Path) -> float:
    """Return the seconds within which 95 of 100 cursor keys are answered."""
    program, took = Program(_options(root)), []
    program.read(b"Cases")
    program.read(b"")
    for number in range(KEYS):
        begun = perf_counter()
        os.write(program.fd, b"j")
        os.read(program.fd, 65536)
        took.append(perf_counter() - begun)
        if number % 10 == 9:
            program.read(b"")  # the case beside the list, once the cursor has rested
    program.close(b"q")
    return rank(took, 0.95)


def acts(desk: Desk) -> Mapping[str, float]:
    """Return the median seconds of acts, and of an act with the case shown again."""
    took: dict[str, list[float]] = {}
    for number in range(6):
        case = _log(desk)
        write_letter(desk, case, LETTER, {})
        for name, act in (
            ("a note", partial(add_note, desk, case, "Rang the parent.")),
            ("a letter sent", partial(mark_sent, desk, case, LETTER, TODAY, "email")),
            ("a case shown", partial(case_view, desk, case)),
        ):
            seconds = wall(act)
            if number:
                took.setdefault(name, []).append(seconds)
    return {name: median(each) for name, each in took.items()}


@contextmanager
def far(near: Path, folder: Path, seconds: float) -> Iterator[Path]:
    """Have the server's socket in another folder too, from which each way takes these seconds."""
    command = [sys.executable, "-m", "tests.benchmarks.side_by_side.far"]
    folder.mkdir()
    with subprocess.Popen(
        [*command, str(near), str(folder), str(seconds)], stdout=subprocess.PIPE, text=True
    ) as proxy:
        if proxy.stdout is not None:
            proxy.stdout.readline()
        try:
            yield folder
        finally:
            proxy.terminate()


def _options(root: Path) -> list[str]:
    return ["-m", "dpo_console", "--home", str(root), "--today", TODAY.isoformat(), "--as", "dpo"]
