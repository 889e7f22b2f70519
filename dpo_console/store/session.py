"""The door to write the records: SQLModel over one private connection of the engine.

SQLModel is imported at the first change: a command's help and completion do without.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dpo_console.store.asking import Ask
from dpo_console.store.database import Database

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = ["Session", "ask_in", "once_saved", "write"]


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


def once_saved(session: "Session", act: Callable[[], object]) -> None:
    """Call `act` as soon as this change is on the disk, and never if it isn't saved."""
    from sqlalchemy import event

    event.listen(session, "after_commit", lambda _: act(), once=True)
