"""Erased words wiped from the file itself: free pages, the index of search, journal and log.

SQLite overwrites what is deleted (secure_delete). Copies that it made as it moved rows between
pages can remain in unused space, so the whole file is written again.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from dpo_console.store.sqlite.connections import connect, plain_errors


def wipe(path: Path) -> None:
    """Write the file again without anything that was erased. Raises TryAgain, Refused."""
    with plain_errors(path), closing(connect(path)) as connection:
        connection.execute("INSERT INTO case_search (case_search) VALUES ('optimize')")
        connection.execute("VACUUM")
        if connection.execute("PRAGMA journal_mode").fetchone()[0].upper() == "WAL":
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if busy:
                raise sqlite3.OperationalError("database is locked")


def holds(path: Path, reference: str) -> bool:
    """Return True if a copy of records, of any layout, has a case with this reference.

    A file that can't be read as records is taken to have it.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as copy:
            found = copy.execute("SELECT 1 FROM cases WHERE reference = ?", (reference,))
            return found.fetchone() is not None
    except sqlite3.Error:
        return True
