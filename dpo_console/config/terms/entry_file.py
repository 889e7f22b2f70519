"""A file of somebody's calendar, read as entries: an .ics or a CSV file."""

import os
import stat
from pathlib import Path

from dpo_console.config.terms.csv_file import csv_entries
from dpo_console.config.terms.events import Entries
from dpo_console.errors import BadFile

LARGEST = 2_000_000
"""Bytes: ten years of a busy school's calendar are fewer."""


def read_entries(path: Path) -> Entries:
    """Read the entries of an .ics or CSV file. Raises BadFile naming every bad line."""
    text = _decoded(_bytes_of(path))
    if path.suffix.lower() == ".ics" or text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        # icalendar is slow to load
        from dpo_console.config.terms.calendar_file import calendar_entries

        return calendar_entries(path, text)
    return csv_entries(path, text)


def _bytes_of(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadFile(path, "", "is no file that can be read. Name an .ics or CSV file.")
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "its name means nothing"
        raise BadFile(path, "", f"can't be read ({why}).") from None
    if len(content) > LARGEST:
        raise BadFile(
            path, "", f"is larger than {LARGEST // 1_000_000} MB: that is no list of term dates."
        )
    return content


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 where it says so or reads so, else what Windows writes in Britain."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
