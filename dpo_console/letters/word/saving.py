"""Storage of a letter: whole or not at all, never over another, readable by its owner alone."""

import errno
import hashlib
import io
import os
import secrets
import zipfile
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dpo_console.config.files.folders import folder_inside, make_private
from dpo_console.errors import DpoConsoleError, Refused, TryAgain
from dpo_console.letters.letter import Letter
from dpo_console.letters.word.word_file import docx_bytes

_WORD = b"sha256:"
_LENGTH = len(_WORD) + 64
_WITHOUT = b"\x00\x00"
"""The end of an archive without a comment: a length of zero."""

_WRITTEN_WHEN = "docProps/core.xml"


def sealed(data: bytes) -> bytes:
    """Return the Word file with its seal. Raises ValueError if it already has a comment."""
    if not data.endswith(_WITHOUT):
        raise ValueError("this archive doesn't end without a comment")
    seal = _WORD + sha256(data).hexdigest().encode()
    return data[: -len(_WITHOUT)] + _LENGTH.to_bytes(2, "little") + seal


def is_whole(data: bytes) -> bool:
    """Return True if it is sealed and unchanged since."""
    bare = data[: -_LENGTH - len(_WITHOUT)] + _WITHOUT
    return data == sealed(bare)


def say_the_same(one: bytes, other: bytes) -> bool:
    """Return True if two whole Word files differ only in the time of writing."""
    return _parts(one) == _parts(other)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n != _WRITTEN_WHEN}


FULL = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk that has no room."""

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY
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
    home: Path | None = None,
) -> tuple[str, Path]:
    """Write the letter to a new file. Return its SHA-256, hexadecimal, and its mark (see `put`).

    Nothing is overwritten, and nothing half-written stays. Raises the errors of `docx_bytes` and
    `save`.
    """
    made = docx_bytes(letter, letterhead=letterhead, title=title, author=author, created=created)
    return hashlib.sha256(made).hexdigest(), save(path, made, home, marked=True)


def save(path: Path, data: bytes, home: Path | None = None, *, marked: bool = False) -> Path:
    """Write a letter's file as `put` does.

    Raises Refused if the file exists, the folder can't be made or written, or a link stands on the
    way. Raises TryAgain if the disk is full or fails.
    """
    try:
        return put(path, data, home, marked=marked)
    except OSError as problem:
        raise _sentence(path, problem) from problem


def put(path: Path, data: bytes, home: Path | None = None, *, marked: bool = False) -> Path:
    """Write a new file, mode 0600, in a folder of mode 0700, which is made if necessary.

    The file is written under a temporary name in the same folder, synced and read back. Only then
    does it get its name, which never holds a half-written file. `home` is the folder below which no
    link is followed, if the file belongs there. Raises OSError, and Refused for a link.

    A `marked` file keeps its temporary name too, which is returned. Delete that once the file is
    recorded. A process that is killed before leaves both, and they are known as its remains.
    """
    if home is None:
        make_private(path.parent)
    with folder_inside(home or path.parent, path.parent, make=home is not None) as folder:
        temporary = f".tmp-{os.getpid()}-{secrets.token_hex(8)}"
        try:
            _write(os.open(temporary, _NEW, 0o600, dir_fd=folder), data)
            _check(folder, temporary, data)
            _publish(folder, temporary, path.name)
        except BaseException:
            _forget(folder, temporary)
            raise
        if not marked:
            _forget(folder, temporary)
        os.fsync(folder)
    return path.with_name(temporary)


def _forget(folder: int, temporary: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(temporary, dir_fd=folder)


def _write(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _check(folder: int, temporary: str, data: bytes) -> None:
    """Read it back. Raises OSError if it differs from the data written."""
    with os.fdopen(os.open(temporary, os.O_RDONLY, dir_fd=folder), "rb") as file:
        if file.read() != data:
            raise OSError(errno.EIO, "what was read back is not what was written")


def _publish(folder: int, temporary: str, name: str) -> None:
    """Give the file its name, which must be free. Raises FileExistsError."""
    try:
        os.link(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        os.close(os.open(name, _NEW, 0o600, dir_fd=folder))
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def _in_the_way(folder: Path) -> Path | None:
    """Return the file that stands in place of the folder, or of one above it, or None."""
    above = (folder, *folder.parents)
    return next((f for f in above if os.path.lexists(f) and not f.is_dir()), None)


def _sentence(path: Path, problem: OSError) -> DpoConsoleError:
    taken = isinstance(problem, (FileExistsError, NotADirectoryError))
    blocked = _in_the_way(path.parent) if taken else None
    if blocked:
        return Refused(
            f"{blocked} is in the way: it must be a folder, not a file or a broken link. Nothing "
            "was saved. Move it away, then write the letter again."
        )
    if isinstance(problem, FileExistsError):
        return Refused(f"{path} exists already. Letters are never overwritten. Write it again.")
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
