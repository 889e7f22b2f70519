"""What the DPO clears up in a home: leavings of killed processes, and a head that was lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.files import Leftover, leftovers
from dpo_console.cases.records.witness import as_kept, in_short, read_head, why_not_held
from dpo_console.cases.records.witness import head as head_of
from dpo_console.casework.records.audit_log import append, tell
from dpo_console.config import Home
from dpo_console.config.files.folders import clear
from dpo_console.config.settings.records import records_named
from dpo_console.errors import BadInput, Refused, TryAgain
from dpo_console.store.audit.told import ACCEPTED
from dpo_console.store.heads import LastSeen
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


def accept(home: Home, opened: Callable[[], Desk], typed: str) -> Desk:
    """Go on from a head of the log, although the home saw entries that the records lack.

    The log tells the head that was lost. `typed` is the head of the records as they are, and
    `opened` opens them. Raises BadInput if they are no database, Refused if they end elsewhere or
    lack nothing, NotAllowed.
    """
    kept, records = read_head(typed), records_named(home)
    if not records:
        raise BadInput("These records are in a file, so this home refuses none that lack entries.")
    with LastSeen(home.database, records.named).set_aside() as lost:
        desk = opened()
        require(desk, "accept_head", saves=True)
        found = head_of(desk)
        if kept.seq != found.seq or not found.hash.startswith(kept.hash):
            raise Refused(f"The records end at {in_short(found)}. Nothing was accepted.")
        with desk.database.whole.read() as ask:
            if lost is None or not why_not_held(ask, lost):
                raise Refused("The records lack no entry that this home has seen.")
        tell(desk, ACCEPTED, lost=as_kept(lost), found=as_kept(found))
    return desk


def confirm_program(desk: Desk) -> str:
    """Let the program of a restored home's witness run from now on, and return it.

    Raises NotAllowed, and Refused if none is held back.
    """
    require(desk, "confirm_program", saves=True)
    if not desk.home.held.exists():
        raise Refused("No program is held back. Nothing was changed.")
    program = " ".join(desk.settings.witness.command)
    tell(desk, "program confirmed", program=program)
    desk.home.held.unlink()
    return program
