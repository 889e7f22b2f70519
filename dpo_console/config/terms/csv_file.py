"""The entries of a CSV file: a line each, with what, a first day and a last one."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path

from dpo_console.config.files.decoding import decoded
from dpo_console.config.terms.events import CalendarEntry, Entries, entry_name
from dpo_console.errors import BadFile, BadInput
from dpo_console.text import clean_line, counted, fold, show_line
from dpo_console.typed_days import parse_calendar_day

DELIMITERS = ",;\t|"

WHAT = ("what", "event", "name", "title", "subject", "summary", "term", "holiday", "description")
KIND = ("type", "kind", "category")
FIRST = ("first", "start", "starts", "from", "begins", "begin", "opens", "start date",
         "date from", "from date", "date start", "first day", "begin date", "date", "day",
         "dtstart")  # fmt: skip
LAST = ("last", "end", "ends", "to", "until", "finish", "finishes", "closes", "end date",
        "date to", "to date", "date end", "last day", "finish date", "dtend")  # fmt: skip

MOST_SHOWN = 40
"""Bad lines named at once."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file's columns stand; `last` is None where each line is one day."""

    what: int
    first: int
    last: int | None
    kind: int | None


def csv_entries(path: Path, text: str) -> Entries:
    """Read the lines of a CSV file as events. Raises BadFile naming every bad line."""
    lines, columns = _table(path, text)
    events: list[CalendarEntry] = []
    problems: list[str] = []
    for number, cells in lines:
        try:
            events.append(_event(number, cells, columns))
        except BadInput as problem:
            problems.append(f"line {number}, {problem}")
    if problems:
        raise BadFile(path, "", _all_of(problems))
    if not events:
        raise BadFile(path, "", "has no line below its header.")
    return Entries(tuple(events))


def _all_of(problems: Sequence[str]) -> str:
    count = counted(len(problems), "line")
    shown = [f"  {problem}" for problem in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        shown.append(f"  (and {len(problems) - MOST_SHOWN} more)")
    return "\n".join([f"{count} can't be taken, so nothing was changed:", *shown])


Lines = list[tuple[int, list[str]]]


def _table(path: Path, text: str) -> tuple[Lines, Columns]:
    """Return the lines that hold text, numbered, and the columns of their header."""
    for delimiter in DELIMITERS:
        lines = _lines(path, text, delimiter)
        columns = _columns(lines[0][1]) if lines else None
        if columns:
            return lines[1:], columns
    raise BadFile(
        path,
        "line 1",
        "must name the columns: what, first and last, or for example Event, Start and End. "
        "Commas, semicolons or tabs may stand between them.",
    )


def _lines(path: Path, text: str, delimiter: str) -> Lines:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    lines: Lines = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as problem:
        raise BadFile(
            path, f"line {before + 1}", f"is no line of a CSV file ({problem})."
        ) from None
    return lines


def _columns(header: Sequence[str]) -> Columns | None:
    """Where what we need stands; None where the header doesn't say."""
    names = {" ".join(fold(cell).replace("_", " ").split()): n for n, cell in enumerate(header)}
    what, kind = _place(names, WHAT), _place(names, KIND)
    first, last = _place(names, FIRST), _place(names, LAST)
    if what is None:
        what, kind = kind, None
    return None if what is None or first is None else Columns(what, first, last, kind)


def _place(names: Mapping[str, int], usual: Iterable[str]) -> int | None:
    return next((names[name] for name in usual if name in names), None)


def _event(number: int, cells: Sequence[str], columns: Columns) -> CalendarEntry:
    """One line as an event. Raises BadInput naming the field."""
    name = entry_name(_cell(cells, columns.what), "field what")
    kind = clean_line(_cell(cells, columns.kind), "field type")
    if kind and fold(kind) not in fold(name):
        name = f"{kind}: {name}"
    first = _day(_cell(cells, columns.first), "field first")
    typed = _cell(cells, columns.last).strip()
    last = _day(typed, "field last") if typed else first
    if last < first:
        raise BadInput(f"field last: {show_line(typed, 60)} is before the first day.")
    return CalendarEntry(f"line {number}", name, first, last)


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


def _day(typed: str, field: str) -> date:
    """Read a day, without the midnight that a spreadsheet may add after it."""
    return parse_calendar_day(typed.strip().removesuffix("00:00:00").removesuffix("00:00"), field)


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
