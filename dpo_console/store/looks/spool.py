"""The spool of looks: a private file beside the records, to which readers add one line a look.

Reading a case never writes the records, so it never waits for a writer. The next change takes the
spool in: it gives the file a name of its own, keeps its lines, and removes it once they are saved.
A kill at any point loses and doubles nothing. A file that is left is read again, and each line has
a token that is kept once. Nobody locks anything: a reader whose file was taken away while it wrote
adds the same line to the new file.
"""

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ENDING, TAKEN = ".looks", ".looks-"
"""The endings of the spool, and of one that a change has taken, before its own part."""


class Look(NamedTuple):
    """One person's look at one case. `at` is UTC, as ISO text.

    `how` is a slug, and `what` says which letter or paper. `always`: it is kept however soon it
    follows another. `token` makes it one of its kind.
    """

    case: int
    person: str
    at: str
    how: str
    what: str
    always: bool
    token: str


def spool_of(records: Path) -> Path:
    """Return the file in which looks at these records wait."""
    return records.with_suffix(ENDING)


def new_token() -> str:
    """Return a token for one look."""
    return secrets.token_hex(8)


def add(records: Path, look: Look) -> None:
    """Add a look to the spool. Raises OSError if it can't be written whole.

    The line is on its own after a torn one, because each begins with a line break.
    """
    line = f"\n{json.dumps(look, ensure_ascii=True)}\n".encode()
    path = spool_of(records)
    while not _added(path, line):
        pass


def _added(path: Path, line: bytes) -> bool:
    """Write a line. Return False if a change took the file away, and may not have read the line."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        if os.write(descriptor, line) != len(line):
            raise OSError(28, "No space left on device")
        try:
            return os.path.samestat(path.stat(), os.fstat(descriptor))
        except FileNotFoundError:
            return False
    finally:
        os.close(descriptor)


def take(records: Path) -> tuple[Path, ...]:
    """Take the spool away for keeping. Return its new name, and those that a kill left behind.

    Call it inside a change, when nobody else takes it. Raises OSError if the folder can't be used.
    """
    with suppress(FileNotFoundError):
        spool_of(records).rename(records.with_suffix(f"{TAKEN}{new_token()}"))
    return taken(records)


def taken(records: Path) -> tuple[Path, ...]:
    """Return the files that a change took, oldest first."""
    return tuple(sorted(records.parent.glob(f"{records.stem}{TAKEN}*")))


def waiting(records: Path) -> tuple[Look, ...]:
    """Return the looks that wait, in the order of their moments.

    Read them before the table. A look moves from the spool to a taken file, and on to the table.
    """
    spooled = read([spool_of(records)])
    each_once = dict.fromkeys((*read(taken(records)), *spooled))
    return tuple(sorted(each_once, key=lambda look: look.at))


def read(files: Iterable[Path]) -> tuple[Look, ...]:
    """Return the looks in some files. What isn't a whole line is left out: its write failed."""
    found: list[Look] = []
    for path in files:
        with suppress(FileNotFoundError):
            for line in path.read_bytes().splitlines():
                found += _look(line)
    return tuple(found)


def _look(line: bytes) -> Iterator[Look]:
    """Yield the look in a line, if it is whole."""
    with suppress(ValueError, TypeError):
        case, person, at, how, what, always, token = json.loads(line)
        words = (person, at, how, what, token)
        moment = datetime.fromisoformat(at).astimezone(UTC).isoformat(timespec="seconds")
        if isinstance(case, int) and all(isinstance(word, str) for word in words):
            yield Look(case, person, moment, how, what, bool(always), token)


def remove(files: Iterable[Path]) -> None:
    """Remove taken files, once their looks are saved. One that stays is read again, and no more."""
    for path in files:
        with suppress(OSError):
            path.unlink()
