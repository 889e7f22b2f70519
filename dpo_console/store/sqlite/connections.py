"""Connections to the SQLite file, with the settings that keep records whole."""

import errno
import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from dpo_console.errors import DpoConsoleError, Refused, TryAgain

MOST = 4
"""Number of connections that are kept."""

State = tuple[int, ...]


class Known:
    """A file as this process left it. Another object stands for the file once others changed it."""

    def __init__(self, state: State) -> None:
        self.state = state


class _Idle(NamedTuple):
    path: Path
    use: Hashable
    known: Known
    connection: sqlite3.Connection


_known: dict[Path, Known] = {}
_idle: list[_Idle] = []


def known_file(path: Path) -> Known:
    """Return the same object as long as nobody but this process changed the file."""
    known, state = _known.get(path), _state(path)
    if known is None or known.state != state:
        known = _known[path] = Known(state)
    return known


def changed_here(path: Path, known: Known) -> None:
    """Note that this process may have changed the file itself."""
    known.state = _state(path)


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@contextmanager
def kept(
    path: Path, use: Hashable, open_it: Callable[[], sqlite3.Connection]
) -> Iterator[sqlite3.Connection]:
    """Lend a connection to the file for this use: a kept one, or a new one.

    It is kept again after a block that raised nothing, which must have ended its transaction.
    """
    known = known_file(path)
    taken = _taken(path, use, known)
    connection = taken or open_it()
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
    if known is known_file(path) and (taken or not in_wal_mode(connection)):
        _idle.append(_Idle(path, use, known, connection))
        _close_all_but(MOST)
    else:
        connection.close()


def in_wal_mode(connection: sqlite3.Connection) -> bool:
    """Return True if the connection keeps a log beside its file."""
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0]).upper() == "WAL"


def _taken(path: Path, use: Hashable, known: Known) -> sqlite3.Connection | None:
    for idle in [one for one in _idle if (one.path, one.use) == (path, use)]:
        with suppress(ValueError):  # another thread has taken it
            _idle.remove(idle)
            if idle.known is known:
                return idle.connection
            idle.connection.close()
    return None


def _close_all_but(most: int) -> None:
    while len(_idle) > most:
        _idle.pop(0).connection.close()


os.register_at_fork(before=lambda: _close_all_but(0))


NO_TEXT = "Could not decode"
"""The words of Python's sqlite3 for a text that is not UTF-8."""


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences for the officer."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as problem:
        raise in_words(problem, path) from problem


def in_words(problem: BaseException, path: Path) -> DpoConsoleError:
    """Return the error that tells the officer about a database error."""
    said = str(problem)
    if isinstance(problem, UnicodeError) or NO_TEXT in said:
        said = "a text in it can't be read"
    if "locked" in said or "busy" in said:
        return TryAgain(
            f"The records at {path} are busy: somebody else has been saving for a while. "
            "Nothing of yours was changed; try again."
        )
    if "full" in said or "disk I/O" in said:
        return TryAgain(
            f"The disk that holds {path} is full or failing ({said}). Nothing was changed; "
            "free some space, then try again."
        )
    damaged = (
        "not a database", "malformed", "no such table", "no such column", "has no column",
        "can't be read",
    )  # fmt: skip
    if any(sign in said for sign in damaged):
        return Refused(
            f"{path} is not a sound database ({said}). It was left untouched; restore it from a "
            "backup, and keep the damaged file for the person who looks into it."
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


_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def create_file(path: Path, content: bytes) -> None:
    """Make the records' file, whole or not at all, and never over another. Its mode is 0600.

    Raises Refused if the file exists or the folder can't be written.
    """
    temporary = path.with_name(f".tmp-{os.urandom(8).hex()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                os.fchmod(handle, 0o600)  # SQLite gives its journal the mode of this file
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _publish(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError:
        raise Refused(f"There are records at {path} already; they were left as they are.") from None
    except OSError as problem:
        raise Refused(
            f"The records can't be made at {path}: {os.strerror(problem.errno or 0)}. "
            "Choose a folder that this account may write to."
        ) from None


def _publish(temporary: Path, path: Path) -> None:
    """Give the file its name, which must be free. Raises FileExistsError."""
    try:
        os.link(temporary, path)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        temporary.replace(path)


LEAST_ROOM = 4 * 1024 * 1024
"""Bytes below which a disk counts as full: a change and its journal might not fit."""


def why_not_writable(path: Path) -> str:
    """Return a sentence on why nothing can be saved now and what to do, or ''."""
    folder = path.parent
    if not (os.access(path, os.W_OK) and os.access(folder, os.W_OK)):
        return (
            f"Read only: this account may not write to {path} or its folder, or the disk is "
            "mounted read-only. Ask the person who looks after this machine to change that."
        )
    try:
        disk = os.statvfs(folder)
    except OSError:  # the file has just gone, and the next reader will hear of it
        return ""
    if disk.f_bavail * disk.f_frsize < LEAST_ROOM:
        return f"The disk that holds {path} is full: nothing can be saved until some is freed."
    return ""


def is_there(path: Path) -> bool:
    """Return True if the file exists. Raises TryAgain if its disk doesn't answer."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError:
        return True  # it may exist, and opening it reports the missing permission
    except OSError as problem:
        raise TryAgain(
            f"The records {path} can't be reached ({os.strerror(problem.errno or 0)}). Nothing was "
            "changed; try again once the disk or the network is back."
        ) from None
    return True


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
