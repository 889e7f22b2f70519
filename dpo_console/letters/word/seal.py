"""A seal inside a Word file: the hash of its bytes, in a place that Word ignores.

The seal is the comment that a ZIP archive may end with. Saving the file in Word removes it, and any
other edit breaks it. Like any hash beside a file, it can be forged on purpose.
"""

import io
import zipfile
from hashlib import sha256

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
