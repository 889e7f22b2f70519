"""The door to write the records: SQLModel over one private connection, begun IMMEDIATE."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from dpo_console.errors import Refused
from dpo_console.store.database import Ask, Database, asker
from dpo_console.store.sqlite import connect, in_words, is_there

__all__ = ["Session", "ask_in", "write"]


@contextmanager
def write(database: Database) -> Iterator[Session]:
    """Open one change: it begins as a writer and is committed whole or not at all."""
    with _session_on(database.path) as session, database.watching(ask_in(session)):
        yield session
        session.flush()


@contextmanager
def _session_on(path: Path) -> Iterator[Session]:
    """Open a session whose transaction holds the writer's lock from its first moment.

    A deferred transaction reads first and writes later. It fails or loses updates when twenty
    people save at once. IMMEDIATE waits its turn instead.
    """
    try:
        with Session(_engine(path), expire_on_commit=False, autoflush=False) as session:
            session.connection()
            yield session
            session.commit()
    except DBAPIError as problem:
        cause = problem.orig or problem
        raise in_words(cause, path) from cause
    except sqlite3.Error as problem:
        raise in_words(problem, path) from problem


@cache
def _engine(path: Path) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: _open(path), poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _open(path: Path) -> sqlite3.Connection:
    if not is_there(path):
        raise Refused(f"The records {path} are missing; nothing was saved.")
    return connect(path)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def ask_in(session: Session) -> Ask:
    """Return an Ask inside the session's own transaction, after its flushed changes."""
    session.flush()
    raw = session.connection().connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("the records are not SQLite")
    return asker(raw)
