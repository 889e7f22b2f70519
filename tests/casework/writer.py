"""Separate processes that write cases: killed or crowded in the tests of durability.

Usage: python -m tests.casework.writer HOME PROCESSES COUNT REFERENCE. Each process opens the home
and writes COUNT cases. It prints each case's reference once the case is acknowledged. With a
REFERENCE, it also adds a note to that case each time.
"""

import os
import sys
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import configure_mappers

from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import TryAgain
from dpo_console.store import tables
from dpo_console.store.sqlite import write_door

Result = TypeVar("Result")

LOADED = (tables, write_door)
STDOUT = 1
PATIENCE = 20
"""The most attempts at one change: many writers on a slow disk may delay one for long."""


def main(home: str, processes: str, count: str, shared: str = "") -> None:
    """Fork the processes, which all begin at once, and end as the first of them that failed.

    What saving needs is loaded before, because otherwise each process loads it for itself.
    """
    configure_mappers()
    children = [_forked(home, count, shared) for _ in range(int(processes))]
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    sys.exit(next(filter(None, ended), 0))


def _forked(home: str, count: str, shared: str) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            write(home, count, shared)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def write(home: str, count: str, shared: str) -> None:
    """Write cases, one after another."""
    desk = done(partial(open_desk, Path(home), today=date(2026, 11, 25)))
    for number in range(int(count)):
        request = NewRequest("sar", date(2026, 11, 2), f"Writer {number}", subjects=("Tom Doe",))
        reference = done(partial(log_request, desk, request)).reference
        if shared:
            done(partial(add_note, desk, shared, f"also {reference}"))
        os.write(STDOUT, f"{reference}\n".encode())


def done(change: Callable[[], Result]) -> Result:
    """Make a change, and retry if the records were locked too long, as the officer is advised."""
    for _ in range(PATIENCE):
        try:
            return change()
        except TryAgain:
            continue
    raise TimeoutError


if __name__ == "__main__":
    main(*sys.argv[1:])
