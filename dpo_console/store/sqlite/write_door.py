"""The door to write: SQLAlchemy over one private connection, begun IMMEDIATE."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask
from dpo_console.store.sqlite.connections import (
    changed_here,
    connect,
    in_words,
    is_there,
    journal_settings,
    known_file,
)
from dpo_console.store.sqlite.read_door import asker

KEPT_ENGINES = 2
"""Number of engines that are kept: one for each way to wait."""

KNOWN, SPOILT = "known", "spoilt"

_engines: dict[tuple[Path, bool], Engine] = {}


def engine(path: Path, *, briefly: bool = False) -> Engine:
    """Return the engine of these records. Its transactions hold the writer's lock from the start.

    With `briefly`, they wait for another writer no longer than a reader does.

    A deferred transaction reads first and writes later. It fails or loses updates when twenty
    people save at once. IMMEDIATE waits its turn instead.
    """
    made = _engines.get((path, briefly))
    if made is None:
        _close_all_but(KEPT_ENGINES - 1)
        made = _engines[path, briefly] = _made(path, briefly)
    return made


def _made(path: Path, briefly: bool) -> Engine:
    """Make an engine. It keeps a connection while the file is as this process left it."""
    made = create_engine(
        "sqlite://",
        creator=lambda: _open(path, briefly=briefly),
        poolclass=NullPool if journal_settings()[0] == "WAL" else QueuePool,
    )
    event.listen(made, "begin", _begin_immediate)
    event.listen(made, "rollback", _spoil)
    event.listen(made, "checkout", lambda _raw, record, _proxy: _refuse_changed(path, record))
    event.listen(made, "checkin", lambda _raw, record: changed_here(path, record.info[KNOWN]))
    return made


def _refuse_changed(path: Path, record: ConnectionPoolEntry) -> None:
    """Have a connection opened again if it is spoilt, or if others changed the file.

    Raises DisconnectionError.
    """
    known = known_file(path)
    if SPOILT in record.info or record.info.setdefault(KNOWN, known) is not known:
        raise DisconnectionError


def _spoil(connection: Connection) -> None:
    """Have a connection opened again after a change that was given up.

    The index of search remembers in memory what such a change wrote about its format. On the same
    connection, the next change would write an index that no other connection can read.
    """
    connection.info[SPOILT] = True


def _close_all_but(most: int) -> None:
    while len(_engines) > most:
        _engines.pop(next(iter(_engines))).dispose()


os.register_at_fork(before=lambda: _close_all_but(0))


def _open(path: Path, *, briefly: bool) -> sqlite3.Connection:
    if not is_there(path):
        raise Refused(f"The records {path} are missing; nothing was saved.")
    return connect(path, briefly=briefly)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn the errors of SQLAlchemy and SQLite into sentences for the officer."""
    try:
        yield
    except DBAPIError as problem:
        cause = problem.orig or problem
        raise in_words(cause, path) from cause
    except sqlite3.Error as problem:
        raise in_words(problem, path) from problem


def ask_on(connection: Connection) -> Ask:
    """Return an Ask inside a connection's own transaction."""
    return asker(_raw(connection))


def rows_written(connection: Connection) -> int:
    """Return the number of rows that this connection has written, which only grows."""
    return _raw(connection).total_changes


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("the records are not SQLite")
    return raw
