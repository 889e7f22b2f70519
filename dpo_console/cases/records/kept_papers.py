"""Registers and reports that were written: where they stand, and whether each is as it was."""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import count

from dpo_console.letters.word.seal import is_whole

REGISTER, STATISTICS = "register", "statistics"
"""Their folders below exports/."""

_DAY = r"\d{4}-\d\d-\d\d"
_REGISTER = rf"{REGISTER}/(?:full-)?{REGISTER}-{_DAY}"
_NAME = re.compile(rf"(?:{_REGISTER}|{STATISTICS}/{STATISTICS}-{_DAY}-to-{_DAY})(?:-\d+)?\.docx")
_NAMED_BY_HASH = re.compile(
    rf"(?:{_REGISTER}|{STATISTICS}/{STATISTICS}-{_DAY})-([0-9a-f]{{16}})\.docx"
)
"""As releases up to 0.3.0 wrote them."""


def places(folder: str, name: str) -> Iterator[str]:
    """Where a paper may stand below exports/: `NAME.docx`, or the first that is free of -2, -3."""
    yield f"{folder}/{name}.docx"
    yield from (f"{folder}/{name}-{number}.docx" for number in count(2))


def is_paper(path: str) -> bool:
    """Whether a file below exports/ has the name of a paper."""
    return bool(_NAME.fullmatch(path) or _NAMED_BY_HASH.fullmatch(path))


def is_as_written(path: str, data: bytes) -> bool:
    """Whether a paper is as it was written: by its seal, or by the hash that it is named by."""
    named = _NAMED_BY_HASH.fullmatch(path)
    return sha256(data).hexdigest().startswith(named[1]) if named else is_whole(data)
