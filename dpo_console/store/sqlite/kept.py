"""Connections kept for the next use: opening the records costs more than most questions.

A kept connection holds no lock and no transaction. It is used again only while the file is as this
process left it. SQLite sees what its other connections write, but neither another file in the
place of this one nor the bytes that an editor changed. None is kept in WAL mode, in which an open
connection keeps two more files beside the records, and none crosses a fork.
"""

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

MOST = 4
"""Number of connections that are kept."""

State = tuple[int, ...]


class Known:
    """A file as this process left it. Another object stands for the file once others changed it."""

    def __init__(self, state: State) -> None:
        self.state = state


class _Idle(NamedTuple):
    path: Path
    use: Hashable
    known: Known
    connection: sqlite3.Connection


_known: dict[Path, Known] = {}
_idle: list[_Idle] = []


def known_file(path: Path) -> Known:
    """Return the same object as long as nobody but this process changed the file."""
    known, state = _known.get(path), _state(path)
    if known is None or known.state != state:
        known = _known[path] = Known(state)
    return known


def changed_here(path: Path, known: Known) -> None:
    """Note that this process may have changed the file itself."""
    known.state = _state(path)


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@contextmanager
def kept(
    path: Path, use: Hashable, open_it: Callable[[], sqlite3.Connection]
) -> Iterator[sqlite3.Connection]:
    """Lend a connection to the file for this use: a kept one, or a new one.

    It is kept again after a block that raised nothing, which must have ended its transaction.
    """
    known = known_file(path)
    taken = _taken(path, use, known)
    connection = taken or open_it()
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
    if known is known_file(path) and (taken or not in_wal_mode(connection)):
        _idle.append(_Idle(path, use, known, connection))
        _close_all_but(MOST)
    else:
        connection.close()


def in_wal_mode(connection: sqlite3.Connection) -> bool:
    """Return True if the connection keeps a log beside its file."""
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0]).upper() == "WAL"


def _taken(path: Path, use: Hashable, known: Known) -> sqlite3.Connection | None:
    for idle in [one for one in _idle if (one.path, one.use) == (path, use)]:
        with suppress(ValueError):  # another thread has taken it
            _idle.remove(idle)
            if idle.known is known:
                return idle.connection
            idle.connection.close()
    return None


def _close_all_but(most: int) -> None:
    while len(_idle) > most:
        _idle.pop(0).connection.close()


os.register_at_fork(before=lambda: _close_all_but(0))
