"""A copy of the records as they stand at one moment, made while people work."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, TypeVar

from dpo_console.store.asking import Ask
from dpo_console.store.sqlite.connections import plain_errors
from dpo_console.store.sqlite.layouts import layout
from dpo_console.store.sqlite.read_door import asker, opened

T = TypeVar("T")

_JOURNAL, _ROLLED_BACK = 18, b"\1\1"
"""Where a file says that it needs no log beside it, and how."""


def unnamed(within: Path, content: bytes = b"") -> tuple[BinaryIO, sqlite3.Connection]:
    """Make a file without a name on the disk of a folder, and open it for SQLite as well.

    It dies with this process, however that ends. So no kill leaves words in it. SQLite opens files
    by name only, so the file has one while it is empty, or holds the layout alone.
    """
    path = within / f".tmp-{os.getpid()}-{os.urandom(8).hex()}"
    file = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b")
    try:
        file.write(content)
        file.flush()
        connection = sqlite3.connect(path, isolation_level=None)
    finally:
        path.unlink()
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    return file, connection


def snapshot(path: Path, within: Path, told: Callable[[Ask], T]) -> tuple[BinaryIO, T]:
    """Copy the records to an unnamed file, and return it with what `told` reads of that moment.

    Others wait to save until the copy is made, which takes seconds at most. Raises Refused if the
    records can't be read, TryAgain if they are busy.
    """
    file, target = unnamed(within)
    with closing(target):
        found = _copy(path, target, told)
    os.pwrite(file.fileno(), _ROLLED_BACK, _JOURNAL)
    return file, found


def copy_to(path: Path, copy: Path) -> None:
    """Copy the records to a new file, mode 0600, through to the disk. Raises as `snapshot`."""
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with plain_errors(path), closing(sqlite3.connect(copy, isolation_level=None)) as target:
        _copy(path, target, lambda _: None)
        target.execute("PRAGMA journal_mode = DELETE")  # the copy is one file, with no log


def _copy(path: Path, target: sqlite3.Connection, told: Callable[[Ask], T]) -> T:
    with plain_errors(path), closing(opened(path, to_read=True)) as source:
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master").fetchone()  # from here on, nothing changes
        found = told(asker(source))
        source.backup(target)
        source.execute("COMMIT")
    return found


def layout_of(path: Path) -> int:
    """Return the number of the layout of records."""
    with plain_errors(path), closing(opened(path, to_read=True)) as connection:
        return layout(connection)
