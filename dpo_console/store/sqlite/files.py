"""The file of the records: making it whole, and finding out if it is there and can be written."""

import errno
import os
from pathlib import Path

from dpo_console.errors import Refused, TryAgain

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
