"""The queue of writers: each waits for those who came before, in their order.

SQLite lets whoever asks at the right moment go first, which makes some of twenty writers wait for
seconds. Here each takes a ticket: a byte of a file beside the records, with a lock on it. A turn
comes once nobody holds an earlier ticket. The system frees the tickets of a process that dies.
Where it has no such locks, SQLite's own waiting is all there is.
"""

import errno
import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from dpo_console.errors import TryAgain
from dpo_console.store.sqlite import connections

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
