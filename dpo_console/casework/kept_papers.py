"""Registers and reports that were written: where they stand, and whether each is as it was."""

import re
from datetime import date

REGISTER, STATISTICS = "register", "statistics"
"""Their folders below exports/."""

_NAME = re.compile(
    rf"(?:{REGISTER}/(?:full-)?{REGISTER}|{STATISTICS}/{STATISTICS})"
    r"-\d{4}-\d\d-\d\d-([0-9a-f]{16})\.docx"
)


def place(folder: str, day: date, sha256: str, *, full: bool = False) -> str:
    """Where a paper stands below exports/: named by its day and the beginning of its hash."""
    name = f"{'full-' if full else ''}{folder}-{day.isoformat()}-{sha256[:16]}.docx"
    return f"{folder}/{name}"


def hash_in(path: str) -> str:
    """The beginning of the hash that a file below exports/ is named by; '' for any other file."""
    found = _NAME.fullmatch(path)
    return found[1] if found else ""
