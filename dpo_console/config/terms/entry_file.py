"""A file of somebody's calendar, read as entries: an .ics or a CSV file."""

from dataclasses import replace
from pathlib import Path

from dpo_console.config.files.decoding import decoded
from dpo_console.config.terms.csv_file import csv_entries
from dpo_console.config.terms.events import Entries

LARGEST = 2_000_000
"""Bytes: ten years of a busy school's calendar are fewer."""


def read_entries(path: Path, content: bytes) -> Entries:
    """Read the entries of an .ics or CSV file. Raises BadFile naming every bad line."""
    text, doubt = decoded(content, path)
    if path.suffix.lower() == ".ics" or text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        # icalendar is slow to load
        from dpo_console.config.terms.calendar_file import calendar_entries

        return replace(calendar_entries(path, text), doubt=doubt)
    return replace(csv_entries(path, text), doubt=doubt)
