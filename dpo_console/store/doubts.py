"""Changes in doubt: whether they are saved can't be told yet, as the records stopped answering.

A list beside the records keeps them by the last entry of each, until it is looked up.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.errors import DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.store.audit import chain
from dpo_console.store.audit.chain import ChainHead

if TYPE_CHECKING:
    from dpo_console.store.database import Database

OPEN = "It can't be told yet if your last change was saved."

LOST = "Your last change, which was in doubt, isn't saved. Do it again."

SAVED = "Your last change, which was in doubt, is saved: it is entry {seq} of the log{about}."


def is_saved(database: "Database", due: ChainHead, failed: TryAgain) -> bool:
    """Return True if the log holds an entry whose saving failed. Raises Unsure, TryAgain."""
    try:
        found = _saved(database, due)
    except DpoConsoleError:
        keep(database.doubts, database.person, due)
        if isinstance(failed, Unsure):
            raise failed from None
        raise Unsure(
            f"{database.failing}, so it can't be told yet if this was saved. Look at the case "
            "before you do it again."
        ) from None
    if isinstance(failed, Unsure) and not found:
        raise TryAgain(f"{database.failing} before this was saved. Nothing was changed; try again.")
    return bool(found)


def refuse_repeat(database: "Database") -> None:
    """Look up this person's changes in doubt. Raises Refused once for each that was saved, Unsure.

    Whoever does such a change again would otherwise do it twice.
    """
    person = database.person
    for due in of(database.doubts, person):
        try:
            found = _saved(database, due)
        except TryAgain:
            raise Unsure(f"{OPEN} Nothing else can be saved before; try again later.") from None
        drop(database.doubts, person, due)
        if found:
            raise Refused(f"{found} Nothing was done now. If this isn't the same, do it again.")


def news(database: "Database") -> str:
    """Return what became of this person's last change in doubt, or ''.

    One that was saved stays on the list, because this person may still do it again.
    """
    person = database.person
    for due in of(database.doubts, person):
        try:
            found = _saved(database, due)
        except TryAgain:
            return OPEN
        if not found:
            drop(database.doubts, person, due)
        return found or LOST
    return ""


def _saved(database: "Database", due: ChainHead) -> str:
    """Return the sentence on an entry that the log holds, or ''. Raises TryAgain, Refused."""
    with database.engine.settled() as ask:
        held = chain.hash_at(ask, due.seq) == due.hash
        rows = ask("SELECT reference FROM audit WHERE seq = :seq", {"seq": due.seq}) if held else []
    about = "".join(f", about {reference}" for (reference,) in rows if reference)
    return SAVED.format(seq=due.seq, about=about) if held else ""


def keep(path: Path, person: str, head: ChainHead) -> None:
    """Keep a change in doubt, by its last entry. A home that can't be written keeps none."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{head.seq} {head.hash} {person}\n")


def of(path: Path, person: str) -> tuple[ChainHead, ...]:
    """Return the changes in doubt of a person, oldest first."""
    return tuple(head for head, whose in _read(path) if whose == person)


def drop(path: Path, person: str, head: ChainHead) -> None:
    """Take one off the list, once it is looked up."""
    others = [one for one in _read(path) if one != (head, person)]
    with suppress(OSError):
        path.unlink()
    for other, whose in others:
        keep(path, whose, other)


def _read(path: Path) -> list[tuple[ChainHead, str]]:
    found = []
    with suppress(OSError, UnicodeDecodeError):
        for line in path.read_text("utf-8").splitlines():
            seq, hash_, person = line.split(" ", 2)
            found.append((ChainHead(int(seq), hash_), person))
    return found
