"""Tar as a stream: written for any tar program to read, and read more strictly than they do.

Only plain files are read. Their headers are the only ones that Python's tarfile parses here: its
own reader would take a header's word for how much to load.
"""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

BLOCK = tarfile.BLOCKSIZE
PIECE = 1024 * 1024
_LONGEST_NAME = 4096
_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)
_KINDS = {
    tarfile.LNKTYPE: "a link",
    tarfile.SYMTYPE: "a link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.DIRTYPE: "a folder",
}

END = bytes(2 * BLOCK)
"""The end of an archive."""


class Unsound(Exception):
    """A fault of a backup, as the second half of a sentence."""


class Member(NamedTuple):
    """A file of an archive."""

    name: str
    size: int


def header(member: Member, at: float) -> bytes:
    """Return the blocks that go before a file's content. `at` is its time."""
    info = tarfile.TarInfo(member.name)
    info.size, info.mode, info.mtime = member.size, 0o600, int(at)
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def padding(size: int) -> bytes:
    """Return the bytes that fill a file's last block."""
    return bytes(-size % BLOCK)


def next_member(stream: BinaryIO) -> Member | None:
    """Read the next header, and return its file, or None at the end of the archive.

    Raises Unsound for anything but a plain file.
    """
    block = exactly(stream, BLOCK)
    if block == bytes(BLOCK):
        rest = stream.read(tarfile.RECORDSIZE)  # tar programs fill the last record
        if len(rest) < BLOCK or any(rest) or stream.read(1):
            raise Unsound("something follows its end" if len(rest) >= BLOCK else "it was cut short")
        return None
    info = _parsed(block)
    if info.type == tarfile.GNUTYPE_LONGNAME:
        return _long_named(stream, info.size)
    return Member(info.name, _plain_size(info))


def _long_named(stream: BinaryIO, size: int) -> Member:
    if not 0 < size <= _LONGEST_NAME:
        raise Unsound("a file in it has a name that is too long")
    name = exactly(stream, size).rstrip(b"\0").decode("utf-8", "surrogateescape")
    exactly(stream, len(padding(size)))
    return Member(name, _plain_size(_parsed(exactly(stream, BLOCK))))


def _parsed(block: bytes) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        raise Unsound("it is damaged, or it is no backup") from None


def _plain_size(info: tarfile.TarInfo) -> int:
    if info.type not in _PLAIN:
        kind = _KINDS.get(info.type, "something else")
        raise Unsound(f"it holds {kind}, and a backup holds only files")
    if info.size < 0:
        raise Unsound("it is damaged, or it is no backup")
    return info.size


def content(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the content of the file whose header was read last, in pieces."""
    left = size
    while left:
        yield (piece := exactly(stream, min(left, PIECE)))
        left -= len(piece)
    exactly(stream, len(padding(size)))


def exactly(stream: BinaryIO, number: int) -> bytes:
    """Read so many bytes. Raises Unsound if fewer are left."""
    found = bytearray()
    while len(found) < number:
        more = stream.read(number - len(found))
        if not more:
            raise Unsound("it was cut short")
        found += more
    return bytes(found)
