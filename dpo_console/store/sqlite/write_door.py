"""The door to write: SQLAlchemy over one private connection, begun IMMEDIATE."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask
from dpo_console.store.sqlite.connections import connect
from dpo_console.store.sqlite.files import is_there
from dpo_console.store.sqlite.problems import in_words
from dpo_console.store.sqlite.read_door import asker


@cache
def engine(path: Path, *, briefly: bool = False) -> Engine:
    """Return the engine of these records. Its transactions hold the writer's lock from the start.

    With `briefly`, they wait for another writer no longer than a reader does.

    A deferred transaction reads first and writes later. It fails or loses updates when twenty
    people save at once. IMMEDIATE waits its turn instead.
    """
    made = create_engine(
        "sqlite://", creator=lambda: _open(path, briefly=briefly), poolclass=NullPool
    )
    event.listen(made, "begin", _begin_immediate)
    return made


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
