"""Changes in doubt: their saving failed, and it couldn't be told if they were saved.

The hash of a change's last entry names it: it covers a random number of 256 bits, so no other
change has the same, and no number of its own is needed beside it. Nothing is ever sent twice by the
program. A person or a script may repeat a change in doubt, so the next change of that person is
refused once if the one in doubt was saved. The list is a file of the home, because the next change
may come from another process.
"""

import os
from contextlib import suppress
from pathlib import Path

from dpo_console.store.audit.chain import ChainHead


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
