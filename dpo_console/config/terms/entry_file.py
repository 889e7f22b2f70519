"""A file of somebody's calendar, read as entries: an .ics or a CSV file."""

from pathlib import Path

from dpo_console.config.terms.csv_file import csv_entries
from dpo_console.config.terms.events import Entries

LARGEST = 2_000_000
"""Bytes: ten years of a busy school's calendar are fewer."""


def read_entries(path: Path, content: bytes) -> Entries:
    """Read the entries of an .ics or CSV file. Raises BadFile naming every bad line."""
    text = _decoded(content)
    if path.suffix.lower() == ".ics" or text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        # icalendar is slow to load
        from dpo_console.config.terms.calendar_file import calendar_entries

        return calendar_entries(path, text)
    return csv_entries(path, text)


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 where it says so or reads so, else what Windows writes in Britain."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
