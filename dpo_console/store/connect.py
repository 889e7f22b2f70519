"""The one place that opens the SQLite file, with the settings that keep records whole."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dpo_console.errors import DpoConsoleError, Refused, TryAgain

WAIT_SECONDS = 30
"""How long a writer waits for another before the officer is asked to try again."""


def wal_is_sound(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (3.7.0 to 3.51.2; fixed in three lines).

    With it, two connections that checkpoint and write at once can corrupt the file, which is
    this product's ordinary state.
    """
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


def journal_settings() -> tuple[str, str]:
    """The journal and sync modes that lose no acknowledged work at a power cut."""
    return ("WAL", "FULL") if wal_is_sound() else ("TRUNCATE", "EXTRA")


def connect(path: Path) -> sqlite3.Connection:
    """Open the records for reading and writing; never creates them. In autocommit."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _settle(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _settle(connection: sqlite3.Connection) -> None:
    journal, sync = journal_settings()
    for pragma in (
        f"busy_timeout = {WAIT_SECONDS * 1000}",
        "foreign_keys = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        "cell_size_check = ON",
        f"synchronous = {sync}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    current = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if current.upper() != journal and os.access(_file_of(connection), os.W_OK):
        connection.execute(f"PRAGMA journal_mode = {journal}")


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def create_file(path: Path) -> None:
    """Make an empty file for the records, private from its first moment."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise Refused(f"There are records at {path} already; they were left as they are.") from None
    except OSError as problem:
        raise Refused(
            f"The records can't be made at {path}: {os.strerror(problem.errno or 0)}. "
            "Choose a folder that this account may write to."
        ) from None


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into a sentence for the officer."""
    try:
        yield
    except sqlite3.Error as problem:
        raise in_words(problem, path) from problem


def in_words(problem: BaseException, path: Path) -> DpoConsoleError:
    """The error that a database error is to the officer."""
    said = str(problem)
    if "locked" in said or "busy" in said:
        return TryAgain(
            f"The records at {path} are busy: somebody else has been saving for over "
            f"{WAIT_SECONDS} seconds. Nothing of yours was changed; try again."
        )
    if "full" in said or "disk I/O" in said:
        return TryAgain(
            f"The disk that holds {path} is full or failing ({said}). Nothing was changed; "
            "free some space, then try again."
        )
    if "not a database" in said or "malformed" in said:
        return Refused(
            f"{path} is not a sound database ({said}). It was left untouched; restore it from a "
            "backup, and keep the damaged file for whoever looks into it."
        )
    if "readonly" in said:
        return Refused(
            f"{path} can't be written: the file or its folder is read-only for this account. "
            "Nothing was changed."
        )
    if "unable to open" in said:
        return Refused(
            f"{path} can't be opened: it is missing, or this account may not read it or write to "
            "its folder."
        )
    raise problem
