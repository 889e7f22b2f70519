"""A Word file that vouches for itself: the hash of its bytes stands in it, where Word looks past.

It is the comment that a ZIP archive may end with. Who changes the file with Word loses it, and who
changes a byte no longer fits it; like any hash beside a file, it can be made anew on purpose.
"""

import io
import zipfile
from hashlib import sha256

_WORD = b"sha256:"
_LENGTH = len(_WORD) + 64
_WITHOUT = b"\x00\x00"
"""How an archive without a comment ends: its length, which is none."""

_WRITTEN_WHEN = "docProps/core.xml"


def sealed(data: bytes) -> bytes:
    """The Word file with its seal. Raises ValueError where it has a comment already."""
    if not data.endswith(_WITHOUT):
        raise ValueError("this archive doesn't end without a comment")
    seal = _WORD + sha256(data).hexdigest().encode()
    return data[: -len(_WITHOUT)] + _LENGTH.to_bytes(2, "little") + seal


def is_whole(data: bytes) -> bool:
    """Whether it is sealed and as it was then."""
    bare = data[: -_LENGTH - len(_WITHOUT)] + _WITHOUT
    return data == sealed(bare)


def say_the_same(one: bytes, other: bytes) -> bool:
    """Whether two whole Word files differ in nothing but when they were written."""
    return _parts(one) == _parts(other)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n != _WRITTEN_WHEN}
