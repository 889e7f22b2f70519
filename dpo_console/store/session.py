"""The door to write the records: SQLModel over one private connection of the engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from dpo_console.store.asking import Ask
from dpo_console.store.database import Database
from dpo_console.store.sqlite.write_door import ask_on, engine, plain_errors

__all__ = ["Session", "ask_in", "write"]


@contextmanager
def write(database: Database) -> Iterator[Session]:
    """Open one change: it begins as a writer and is committed whole or not at all."""
    opened = Session(engine(database.path), expire_on_commit=False, autoflush=False)
    with plain_errors(database.path), opened as session:
        with database.watching(ask_in(session)):
            yield session
            session.flush()
        session.commit()


def ask_in(session: Session) -> Ask:
    """Return an Ask inside the session's own transaction, after its flushed changes."""
    session.flush()
    return ask_on(session.connection())
