"""Registers that were written: what they are called, and whether each is still as it was."""

import re
from datetime import date

FOLDER = "register"
"""Where they stand below exports/."""

_NAME = re.compile(rf"{FOLDER}/(?:full-)?register-\d{{4}}-\d\d-\d\d-([0-9a-f]{{16}})\.docx")


def file_name(day: date, sha256: str, *, full: bool) -> str:
    """A register's name: its day, and the beginning of its hash."""
    return f"{'full-' if full else ''}register-{day.isoformat()}-{sha256[:16]}.docx"


def hash_in(path: str) -> str:
    """The beginning of the hash that a file below exports/ is named by; '' for any other file."""
    found = _NAME.fullmatch(path)
    return found[1] if found else ""
