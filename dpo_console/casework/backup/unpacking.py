"""Reading a backup into a new folder. Nothing in the file is taken at its word."""

import gzip
import hashlib
import io
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dpo_console.casework.backup.about import ABOUT, LARGEST, SUMS, About, read_about, sums
from dpo_console.casework.backup.archive import Tell
from dpo_console.casework.backup.sealing import SEALED, unsealed
from dpo_console.casework.backup.tar_stream import Member, Unsound, content, exactly, next_member
from dpo_console.config.files.folders import folder_inside, make_private
from dpo_console.errors import Refused

if TYPE_CHECKING:
    from dpo_console.casework.backup.sealing import Identity

GZIP = b"\x1f\x8b"
NO_KEY = "it is encrypted. Name the file that holds its private key: --identity KEYFILE"
FOREIGN = "it isn't a backup that dpo_console made"


class Hashed(io.RawIOBase):
    """A file that is read, with its hash."""

    def __init__(self, of: BinaryIO) -> None:
        self._of = of
        self._sum = hashlib.sha256()

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # any buffer will do
        """Read into a buffer."""
        found = self._of.read(len(buffer))
        buffer[: len(found)] = found
        self._sum.update(found)
        return len(found)

    def whole(self) -> str:
        """Read to the end, and return the hash of everything, in hex."""
        while self.read(1024 * 1024):
            pass
        return self._sum.hexdigest()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup that was read whole, with the SHA-256 of its file."""

    about: About
    sha256: str


def is_sealed(file: BinaryIO) -> bool:
    """Return True if a file that can be rewound is encrypted."""
    start = file.read(len(SEALED))
    file.seek(0)
    return start == SEALED


@dataclass(frozen=True, slots=True)
class Source:
    """A backup to read: its stream, its name for messages, and the private keys at hand.

    `sha256` is the hash that it must have, in small letters, or '' for any.
    """

    file: BinaryIO
    name: str
    keys: Sequence["Identity"]
    clock: Callable[[], datetime]
    tell: Tell
    sha256: str = ""


def unpack(source: Source, root: Path) -> Unpacked:
    """Read a backup into a new folder, and compare every file with its hash.

    Raises Refused if the file is truncated, damaged or foreign, a newer release's, or encrypted to
    another key. It also refuses one that is larger than the disk, or isn't the one named by hash.
    """
    hashed = Hashed(source.file)
    begin = f"{source.name} can't be restored"
    try:
        about = _unpack(io.BufferedReader(hashed, 1024 * 1024), root, source.keys, source.tell)
        refuse_another(hashed.whole(), source.sha256)
        return Unpacked(about, hashed.whole())
    except Unsound as fault:
        raise Refused(f"{begin}: {fault}. Nothing was made of it.") from None
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise Refused(f"{begin}: it is damaged or was cut short. Nothing was made of it.") from None
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"{begin} ({why}). Nothing was made of it.") from None


def refuse_another(found: str, due: str) -> None:
    """Raise Unsound if a file hasn't the hash that somebody gave. '' stands for any."""
    if due not in ("", found):
        raise Unsound(f"its SHA-256 is {found}, and isn't the one that you gave")


def _unpack(file: io.BufferedReader, root: Path, keys: Sequence["Identity"], tell: Tell) -> About:
    start = file.peek(len(SEALED))[: len(SEALED)]
    if start[:2] == GZIP:
        return _read(file, root, tell)
    if start != SEALED:
        raise Unsound(FOREIGN if start else "it is empty")
    if not keys:
        raise Unsound(NO_KEY)
    with unsealed(file, keys) as plain:
        return _read(plain, root, tell)


def _read(packed: BinaryIO, root: Path, tell: Tell) -> About:
    with _unzipped(packed) as tar:
        first = next_member(tar)
        if first is None or first.name != ABOUT or first.size > LARGEST:
            raise Unsound(FOREIGN)
        told = b"".join(content(tar, first.size))
        about = read_about(told)
        make_private(root)
        room = shutil.disk_usage(root).free
        if about.size > room:
            need, free = about.size // 1_000_000, room // 1_000_000
            raise Unsound(f"it needs {need:,} MB, and {root.parent} has {free:,}")
        hashes = {ABOUT: hashlib.sha256(told).hexdigest()}
        done = 0
        while (member := next_member(tar)) is not None and member.name != SUMS:
            if about.files.get(member.name) != member.size or member.name in hashes:
                raise Unsound("it holds a file that its list doesn't name, or one of another size")
            hashes[member.name] = _write(tar, member, root)
            done += member.size
            tell(done, about.size)
        _compare(tar, member, about, hashes)
        return about


@contextmanager
def _unzipped(packed: BinaryIO) -> Iterator[BinaryIO]:
    """Yield the unpacked content. A damaged one is an Unsound, which an age error may explain."""
    try:
        with gzip.GzipFile(fileobj=packed, mode="rb") as tar:
            yield cast(BinaryIO, tar)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise Unsound("it is damaged or was cut short") from None


def _write(tar: BinaryIO, member: Member, root: Path) -> str:
    """Write a file, mode 0600, and return its hash."""
    path, hashed = root / member.name, hashlib.sha256()
    with folder_inside(root, path.parent, make=True) as folder:
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW
        with os.fdopen(os.open(path.name, flags, 0o600, dir_fd=folder), "wb") as file:
            for piece in content(tar, member.size):
                hashed.update(piece)
                file.write(piece)
    return hashed.hexdigest()


def _compare(tar: BinaryIO, last: Member | None, about: About, hashes: dict[str, str]) -> None:
    """Raise Unsound unless every file of the list came, as it was when it was copied."""
    if hashes.keys() != {ABOUT, *about.files}:
        raise Unsound("files that its list names are missing")
    due = sums(hashes)
    if last is None or last.size != len(due) or exactly(tar, len(due)) != due:
        raise Unsound("a file in it isn't as it was copied")
    exactly(tar, -len(due) % 512)
    if next_member(tar) is not None:
        raise Unsound("something follows its end")
