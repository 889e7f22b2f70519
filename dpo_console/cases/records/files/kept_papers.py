"""Registers and reports on disk: their locations, and whether each is unchanged."""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import count

from dpo_console.cases.records.files.sealed_pages import is_whole_page
from dpo_console.letters.word.seal import is_whole

REGISTER, STATISTICS, CERTIFICATES = "register", "statistics", "certificates"
NOTICE = "notice"
"""The folders of registers, reports, certificates of disposal and notices, below exports/."""

_DAY = r"\d{4}-\d\d-\d\d"
_REGISTER = rf"{REGISTER}/(?:full-)?{REGISTER}-{_DAY}"
_REPORT = rf"{STATISTICS}/{STATISTICS}-{_DAY}-to-{_DAY}"
_CERTIFICATE = rf"{CERTIFICATES}/certificate-[A-Z]+-\d{{4}}-\d+"
_NOTICE = rf"{NOTICE}/{NOTICE}-[\w.-]+\.(?:docx|html)"
_NAME = re.compile(rf"(?:{_REGISTER}|{_REPORT}|{_CERTIFICATE})(?:-\d+)?\.docx|{_NOTICE}")
_NAMED_BY_HASH = re.compile(
    rf"(?:{_REGISTER}|{STATISTICS}/{STATISTICS}-{_DAY})-([0-9a-f]{{16}})\.docx"
)
"""The names given by releases up to 0.3.0."""


def places(folder: str, name: str) -> Iterator[str]:
    """Yield the possible paths of a paper below exports/: `NAME.docx`, then -2, -3 and so on."""
    yield f"{folder}/{name}.docx"
    yield from (f"{folder}/{name}-{number}.docx" for number in count(2))


def is_paper(path: str) -> bool:
    """Return True if a file below exports/ has the name of a paper."""
    return bool(_NAME.fullmatch(path) or _NAMED_BY_HASH.fullmatch(path))


def is_as_written(path: str, data: bytes) -> bool:
    """Return True if a paper is unchanged, by its seal or by the hash in its name."""
    if path.endswith(".html"):
        return is_whole_page(data)
    named = _NAMED_BY_HASH.fullmatch(path)
    return sha256(data).hexdigest().startswith(named[1]) if named else is_whole(data)
