"""The records in a file of SQLite."""

import errno
import fcntl
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from dpo_console.errors import TryAgain
from dpo_console.lazy_import import later
from dpo_console.store.asking import Ask, Reader, Value
from dpo_console.store.sqlite import connections, layouts, read_door
from dpo_console.store.sqlite.connections import connect, plain_errors

if TYPE_CHECKING:
    import sqlalchemy

    from dpo_console.store.audit.chain import ChainHead
    from dpo_console.store.sqlite import whole_file, write_door
else:
    write_door = later("dpo_console.store.sqlite.write_door")
    whole_file = later("dpo_console.store.sqlite.whole_file")


FIRST = 16
"""The place of the first ticket's byte, behind the number of the last."""

POLL = 0.002
"""Seconds between two looks at the tickets before."""

_NUMBER = struct.Struct("<q")
_LOCK = struct.Struct("hhqqi4x")
_SET = getattr(fcntl, "F_OFD_SETLK", None)
_TAKEN = (errno.EAGAIN, errno.EACCES)


@contextmanager
def in_turn(records: Path, *, briefly: bool = False) -> Iterator[None]:
    """Wait for this writer's turn, and hold it until the block ends.

    With `briefly`, it waits as a reader does. Raises TryAgain if the turn doesn't come in time.
    """
    until = monotonic() + connections.patience(briefly=briefly)
    queue = _opened(records)
    if queue is None:
        yield
        return
    try:
        _wait(queue, until, records)
        yield
    finally:
        os.close(queue)  # which frees its locks


def _opened(records: Path) -> int | None:
    if _SET is None or not records.exists():
        return None
    try:
        return os.open(records.with_suffix(".queue"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None  # the change itself says why nothing can be written


def _wait(queue: int, until: float, records: Path) -> None:
    try:
        while not _lock(queue, fcntl.F_WRLCK, 0, 1):
            _sleep(until, records)
        ticket = _next(queue)
        _lock(queue, fcntl.F_WRLCK, FIRST + ticket, 1)
        _lock(queue, fcntl.F_UNLCK, 0, 1)
        while ticket and not _lock(queue, fcntl.F_RDLCK, FIRST, ticket):
            _sleep(until, records)
    except OSError:
        return  # this disk has no such locks


def _next(queue: int) -> int:
    """Return the next ticket's number. The caller holds the number's lock."""
    kept = os.pread(queue, _NUMBER.size, 0)
    ticket = max(0, _NUMBER.unpack(kept)[0]) if len(kept) == _NUMBER.size else 0
    os.pwrite(queue, _NUMBER.pack((ticket + 1) % 2**40), 0)
    return int(ticket)


def _lock(queue: int, kind: int, start: int, length: int) -> bool:
    """Lock or free bytes of the queue. Return False if somebody else holds one."""
    try:
        fcntl.fcntl(queue, _SET or 0, _LOCK.pack(kind, os.SEEK_SET, start, length, 0))
    except OSError as problem:
        if problem.errno in _TAKEN:
            return False
        raise
    return True


def _sleep(until: float, records: Path) -> None:
    if monotonic() > until:
        raise TryAgain(
            f"The records at {records} are busy: others have been saving for a while. Nothing of "
            "yours was changed; try again."
        )
    sleep(POLL)


T = TypeVar("T")


class SqliteRecords(NamedTuple):
    """One file of records. Each look and each change has a connection of its own."""

    path: Path
    backups: Path

    def create(self, now: datetime) -> None:
        """Make the file, whole or not at all."""
        connections.create_file(self.path, layouts.new_records(now))

    def prepare(self, now: datetime) -> None:
        """Bring the file's layout up to the newest, backing it up first."""
        layouts.prepare(self.path, self.backups, now)

    def prepare_if_there(self, now: datetime) -> bool:
        """Do the same if there is a file."""
        if there := self.is_there():
            self.prepare(now)
        return there

    def is_there(self) -> bool:
        """Return True if the file exists."""
        return connections.is_there(self.path)

    def why_not_writable(self) -> str:
        """Return why the file, its folder or its disk takes nothing, or ''."""
        return connections.why_not_writable(self.path)

    def layout(self) -> int:
        """Return the number of the file's layout."""
        return whole_file.layout_of(self.path)

    def snapshot(self, within: Path, told: Callable[[Ask], T]) -> tuple[BinaryIO, T]:
        """Copy the file while people work."""
        return whole_file.snapshot(self.path, within, told)

    def wipe(self) -> None:
        """Write the file again without anything that was erased."""
        whole_file.wipe(self.path)

    def faults(self) -> list[str]:
        """Return the faults that SQLite finds in the file and its links.

        It asks on a connection of its own. A kept one takes an index of search that was changed
        since for a damaged one.
        """
        with plain_errors(self.path), closing(connect(self.path, to_read=True)) as connection:
            return whole_file.faults(read_door.asker(connection))

    def layout_found(self, ask: Ask) -> dict[str, Value]:
        """Return the SQL of each table, index and trigger."""
        return whole_file.layout(ask)

    def layout_due(self) -> dict[str, Value]:
        """Return the same of the newest layout."""
        return whole_file.newest_layout()

    def look(self, reader: Reader | None) -> AbstractContextManager[Ask]:
        """Open one consistent look at the file."""
        return read_door.look(self.path, reader)

    def glance(self, reader: Reader | None) -> AbstractContextManager[Ask]:
        """Open a look in which each question stands alone."""
        return read_door.glance(self.path, reader)

    @contextmanager
    def turn(self, *, briefly: bool) -> Iterator[None]:
        """Queue behind the writers who came before, and share looks inside the change."""
        with in_turn(self.path, briefly=briefly), read_door.changing(self.path):
            yield

    def bind(self, *, briefly: bool) -> "sqlalchemy.Engine":
        """Return the engine whose transactions begin IMMEDIATE."""
        return write_door.engine(self.path, briefly=briefly)

    def narrow(self, connection: "sqlalchemy.Connection", reader: Reader | None) -> None:
        """Do nothing: inside a change of SQLite every case is in sight."""

    def plain_errors(self) -> AbstractContextManager[None]:
        """Tell the errors of SQLAlchemy and SQLite."""
        return write_door.plain_errors(self.path)

    def ask_on(self, connection: "sqlalchemy.Connection") -> Ask:
        """Return an Ask inside a connection's own transaction."""
        return write_door.ask_on(connection)

    def rows_written(self, connection: "sqlalchemy.Connection") -> int:
        """Return the number of rows that this connection has written."""
        return write_door.rows_written(connection)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the writer's lock, and the queue before it."""
        with (
            in_turn(self.path),
            plain_errors(self.path),
            closing(connect(self.path)) as connection,
        ):
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

    def retire(self) -> None:
        """Remove the file and its log."""
        for ending in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(f"{self.path.name}{ending}").unlink(missing_ok=True)

    def settled(self) -> AbstractContextManager[Ask]:
        """Open a look: a change is saved or not once its connection knows an error."""
        return self.look(None)

    def saw(self, head: "ChainHead") -> None:
        """Do nothing: a file is put back by the person who restores it, and not by a server."""
