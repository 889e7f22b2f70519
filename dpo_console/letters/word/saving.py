"""Storage of a letter: whole or not at all, never over another, readable by its owner alone."""

import errno
import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from dpo_console.config.folders import make_private
from dpo_console.errors import DpoConsoleError, Refused, TryAgain
from dpo_console.letters.letter import Letter
from dpo_console.letters.word.word_file import docx_bytes

FULL = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk that has no room."""

_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def write_docx(
    letter: Letter,
    path: Path,
    *,
    letterhead: Path | None,
    title: str,
    author: str,
    created: datetime,
) -> str:
    """Write the letter to a new file and return its SHA-256, hexadecimal.

    Nothing is overwritten, and nothing half-written stays. Raises the errors of `docx_bytes` and
    `save`.
    """
    made = docx_bytes(letter, letterhead=letterhead, title=title, author=author, created=created)
    save(path, made)
    return hashlib.sha256(made).hexdigest()


def save(path: Path, data: bytes) -> None:
    """Write a letter's file as `put` does.

    Raises Refused if the file exists or the folder can't be made or written. Raises TryAgain if the
    disk is full or fails.
    """
    try:
        put(path, data)
    except OSError as problem:
        raise _sentence(path, problem) from problem


def put(path: Path, data: bytes) -> None:
    """Write a new file, mode 0600, in a folder of mode 0700, which is made if necessary.

    The file is written under a temporary name in the same folder, synced and read back. Only then
    does it get its name, which never holds a half-written file. Raises OSError.
    """
    make_private(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".tmp-{os.getpid()}-", dir=path.parent)
    temporary = Path(name)
    try:
        _write(handle, data)
        _check(temporary, data)
        _publish(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(path.parent)


def _write(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _check(temporary: Path, data: bytes) -> None:
    """Read it back. Raises OSError if it differs from the data written."""
    if temporary.read_bytes() != data:
        raise OSError(errno.EIO, "what was read back is not what was written")


def _publish(temporary: Path, path: Path) -> None:
    """Give the file its name, which must be free. Raises FileExistsError."""
    try:
        os.link(temporary, path)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        temporary.replace(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _in_the_way(folder: Path) -> Path | None:
    """Return the file that stands in place of the folder, or of one above it, or None."""
    above = (folder, *folder.parents)
    return next((f for f in above if os.path.lexists(f) and not f.is_dir()), None)


def _sentence(path: Path, problem: OSError) -> DpoConsoleError:
    taken = isinstance(problem, (FileExistsError, NotADirectoryError))
    blocked = _in_the_way(path.parent) if taken else None
    if blocked:
        return Refused(
            f"{blocked} is in the way: a folder should stand there, and it is none, or a link "
            "that leads nowhere. Nothing was saved; put that right, then write the letter again."
        )
    if isinstance(problem, FileExistsError):
        return Refused(f"{path} exists already. Letters are never overwritten; write it anew.")
    if problem.errno in FULL:
        return TryAgain(
            f"The disk is full: the letter was not written to {path.parent}, and nothing of it "
            "was left there. Make room, then write it again."
        )
    if problem.errno in _FORBIDDEN:
        return Refused(
            f"The folder {path.parent} can't be written to ({os.strerror(problem.errno or 0)}); "
            "nothing was saved. Give this account the right to write there, then try again."
        )
    return TryAgain(
        f"The letter could not be saved in {path.parent} ({os.strerror(problem.errno or 0)}); "
        "nothing of it was left there. Try again; if it fails again, the disk needs looking at."
    )
