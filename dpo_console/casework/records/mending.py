"""Mending a home: what killed processes left is cleared, and the log tells it."""

import shutil
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.files import Leftover, leftovers
from dpo_console.casework.records.audit_log import append
from dpo_console.config.files.folders import clear
from dpo_console.errors import TryAgain
from dpo_console.store.session import ask_in, write

ACTION = "mended"
"""The action of its entry, which is about no case."""


def mend(desk: Desk) -> tuple[str, ...]:
    """Clear what killed processes left in the home, and return a sentence about each.

    Nothing of a process that still runs is touched. Raises NotAllowed, and TryAgain if a file can't
    be removed.
    """
    require(desk, "mend", saves=True)
    with desk.database.whole.read() as ask:
        if not (found := list(leftovers(ask, desk.home))):
            return _cleared(desk)
    with write(desk.database) as session:  # nobody writes a letter meanwhile
        found = list(leftovers(ask_in(session), desk.home))
        append(session, desk, ACTION, {"cleared": len(found)}, at=desk.stamp())
    for one in found:
        _remove(one)
    return (*(_said(desk, one.path, one.says) for one in found), *_cleared(desk))


def _remove(one: Leftover) -> None:
    try:
        if one.path.is_dir():
            shutil.rmtree(one.path)
        else:
            one.path.unlink(missing_ok=True)
    except OSError as problem:
        raise TryAgain(f"{one.path} can't be removed ({problem.strerror}). Try again.") from None


def _cleared(desk: Desk) -> tuple[str, ...]:
    """Clear folders of work in progress. No entry tells them: they are copies for a moment."""
    places = [desk.home.data, *sorted((desk.home.data / "packs").glob("*"))]
    gone = [path for parent in places for path in clear(parent)]
    return tuple(_said(desk, path, "a half-done copy") for path in gone)


def _said(desk: Desk, path: Path, what: str) -> str:
    return f"Cleared {path.relative_to(desk.home.root)}: {what}, left by a process that was ended."
