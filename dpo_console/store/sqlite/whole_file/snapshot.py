"""A copy of the records as they stand at one moment, made while people work."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from dpo_console.store.sqlite.connections import plain_errors
from dpo_console.store.sqlite.layouts import layout
from dpo_console.store.sqlite.read_door import opened


def snapshot(path: Path, copy: Path) -> None:
    """Copy the records to a new file, mode 0600, through to the disk.

    Others wait to save until the copy is made, which takes seconds at most. Raises Refused if the
    records can't be read, TryAgain if they are busy.
    """
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with plain_errors(path), closing(opened(path, to_read=True)) as source:
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master").fetchone()  # from here on, nothing changes
        with closing(sqlite3.connect(copy, isolation_level=None)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # the copy is one file, with no log
        source.execute("COMMIT")


def layout_of(path: Path) -> int:
    """Return the number of the layout of records."""
    with plain_errors(path), closing(opened(path, to_read=True)) as connection:
        return layout(connection)
