"""Connections to the SQLite file, with the settings that keep records whole."""

import os
import sqlite3
from pathlib import Path

WAIT_SECONDS = 30
"""Time that a writer waits for another before the officer is asked to try again."""

READER_WAITS_SECONDS = 5
"""Time that a reader waits.

Readers wait only while a change is written to disk, which takes milliseconds. The officer should
soon hear of anyone who holds the records longer.
"""

APPLICATION = 0x44504F43
"""Number in the file's header that marks the file as this program's ("DPOC")."""


def wal_is_sound(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Return True if this SQLite is free of the WAL-reset bug.

    The bug affects 3.7.0 to 3.51.2, and was fixed in three release lines. With it, two connections
    that checkpoint and write at once can corrupt the file. This product works that way every day.
    """
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


def journal_settings() -> tuple[str, str]:
    """Return the journal and sync modes that lose no acknowledged work in a power cut."""
    return ("WAL", "FULL") if wal_is_sound() else ("TRUNCATE", "EXTRA")


def connect(path: Path, *, to_read: bool = False, briefly: bool = False) -> sqlite3.Connection:
    """Open existing records for reading and writing, in autocommit mode. Never creates them.

    With `to_read` or `briefly`, the wait for another writer is shorter.
    """
    wait = patience(briefly=to_read or briefly)
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    try:
        _settle(connection, wait, to_read=to_read)
    except BaseException:
        connection.close()
        raise
    return connection


def patience(*, briefly: bool) -> float:
    """Return the seconds to wait for another writer."""
    return min(READER_WAITS_SECONDS, WAIT_SECONDS) if briefly else WAIT_SECONDS


def _settle(connection: sqlite3.Connection, wait: float, *, to_read: bool) -> None:
    journal, sync = journal_settings()
    connection.executescript(
        f"""
        PRAGMA busy_timeout = {round(wait * 1000)};
        PRAGMA foreign_keys = ON;
        PRAGMA secure_delete = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA temp_store = MEMORY;
        PRAGMA cell_size_check = ON;
        PRAGMA synchronous = {sync};
        """
    )
    current = connection.execute("PRAGMA journal_mode").fetchone()[0].upper()
    # The file itself keeps WAL, a connection any other mode, which a reader doesn't need. We leave
    # a file that isn't ours as it is.
    if (
        current != journal
        and not (to_read and "WAL" not in (current, journal))
        and application(connection) == APPLICATION
        and os.access(_file_of(connection), os.W_OK)
    ):
        connection.execute(f"PRAGMA journal_mode = {journal}")


def application(connection: sqlite3.Connection) -> int:
    """Return the number of the program that made the file, or 0 if the header names none."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])
