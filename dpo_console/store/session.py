"""The door to write the records: SQLModel over one private connection of the engine.

SQLModel is imported at the first change: a command's help and completion do without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dpo_console.store.asking import Ask
from dpo_console.store.database import Database

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = ["Session", "ask_in", "rows_written", "write"]


@contextmanager
def write(database: Database) -> Iterator["Session"]:
    """Open one change: it begins as a writer and is committed whole or not at all."""
    from sqlmodel import Session

    from dpo_console.store.sqlite.write_door import engine, plain_errors

    opened = Session(engine(database.path), expire_on_commit=False, autoflush=False)
    with plain_errors(database.path), opened as session:
        with database.watching(ask_in(session)):
            yield session
            session.flush()
        session.commit()


def ask_in(session: "Session") -> Ask:
    """Return an Ask inside the session's own transaction, after its flushed changes."""
    from dpo_console.store.sqlite.write_door import ask_on

    session.flush()
    return ask_on(session.connection())


def rows_written(session: "Session") -> int:
    """Return the number of rows that this session has written. The same number: nothing new."""
    from dpo_console.store.sqlite import write_door

    session.flush()
    return write_door.rows_written(session.connection())
