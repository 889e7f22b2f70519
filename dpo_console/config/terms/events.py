"""The entries of somebody's calendar file, before anybody asks what they mean."""

import os
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpo_console.errors import BadFile, BadInput
from dpo_console.law.calendar.school_year import span_words
from dpo_console.text import clean_line

LARGEST = 2_000_000
"""Bytes: ten years of a busy school's calendar are fewer."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry: where it stands in the file, what it is called, its first and last day.

    `short`: it takes a few hours of its day, so it can't close a school.
    """

    place: str
    name: str
    first: date
    last: date
    short: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.name}, {span_words((self.first, self.last))}"


@dataclass(frozen=True, slots=True)
class Unused:
    """An entry that changes nothing, and why."""

    entry: str
    why: str

    @property
    def line(self) -> int:
        """The line at which it stands in its file."""
        return int(self.entry.partition(":")[0].removeprefix("line "))


@dataclass(frozen=True, slots=True)
class Entries:
    """What a file holds: the events, and what couldn't be taken for one."""

    events: tuple[CalendarEvent, ...]
    unused: tuple[Unused, ...] = ()


def read_entries(path: Path) -> Entries:
    """Read the entries of an .ics or CSV file. Raises BadFile naming every bad line."""
    text = _decoded(_bytes_of(path))
    if path.suffix.lower() == ".ics" or text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        from dpo_console.config.terms.calendar_file import calendar_entries

        return calendar_entries(path, text)
    from dpo_console.config.terms.csv_file import csv_entries

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


def entry_name(text: str, place: str) -> str:
    """Return an entry's name on one line. Raises BadInput for text that can't be kept."""
    name = clean_line(" ".join(text.split()), place)
    if not name:
        raise BadInput(f"{place}: this has no name.")
    return name[:200]
