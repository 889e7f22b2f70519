"""The looks that are kept: taken in from the spool, read, and deleted when their time is over."""

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from dpo_console.store.asking import Ask, Value
from dpo_console.store.database import Database

ENDING, TAKEN = ".looks", ".looks-"
"""The endings of the spool, and of one that a change has taken, before its own part."""

APART = timedelta(minutes=10)
"""The time within which further looks of a person at the same case aren't kept."""

_KEEP = (
    "INSERT INTO look (token, case_id, person, at, how, what) "
    "SELECT :token, c.id, :person, :at, :how, :what FROM cases c WHERE c.id = :case "
    "AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = c.id AND f.name = 'erased') "
    "AND (:always = 1 OR NOT EXISTS (SELECT 1 FROM look l WHERE l.case_id = :case "
    "AND l.person = :person AND l.at > :since AND l.at <= :at)) "
    "ON CONFLICT (token) DO NOTHING"
)


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


class KeptLook(NamedTuple):
    """A look as it is kept. `at` is UTC, as ISO text."""

    person: str
    at: str
    how: str
    what: str


def keep(ask: Ask, looks: Iterable[Look]) -> None:
    """Keep looks, each once, at most one of a person at a case in ten minutes.

    Those at restricted cases are all kept. Those at a case that was erased are not.
    """
    for look in sorted(looks, key=lambda look: look.at):
        ask(_KEEP, _values(look))


def keep_at_once(database: Database, look: Look) -> None:
    """Keep a look in a database, without waiting for other writers. Raises TryAgain, Refused."""
    database.jot(_KEEP, _values(look))


def _values(look: Look) -> dict[str, Value]:
    since = datetime.fromisoformat(look.at) - APART
    return look._asdict() | {
        "always": int(look.always),
        "since": since.isoformat(timespec="seconds"),
    }


def looks_at(ask: Ask, case: int, waiting: Iterable[Look]) -> tuple[KeptLook, ...]:
    """Return the looks at a case, oldest first, with those that wait for the next change."""
    rows = ask(
        "SELECT token, person, at, how, what FROM look WHERE case_id = :case ORDER BY at, id",
        {"case": case},
    )
    found = {str(row[0]): KeptLook(*(str(cell) for cell in row[1:])) for row in rows}
    last = {look.person: look.at for look in found.values()}
    for look in waiting:
        if look.case != case or look.token in found:
            continue
        since = datetime.fromisoformat(look.at) - APART
        before = last.get(look.person, "")
        if look.always or not since.isoformat(timespec="seconds") < before <= look.at:
            found[look.token] = KeptLook(look.person, look.at, look.how, look.what)
            last[look.person] = look.at
    return tuple(sorted(found.values(), key=lambda look: look.at))


def forget_before(ask: Ask, at: str) -> None:
    """Delete the looks from before a moment, UTC as ISO text."""
    ask("DELETE FROM look WHERE at < :at", {"at": at})


def forget_of(ask: Ask, case: int) -> None:
    """Delete the looks at a case that is erased."""
    ask("DELETE FROM look WHERE case_id = :case", {"case": case})
