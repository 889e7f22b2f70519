"""The written files of a letter that count on the letters' screen: the last one for each reader."""

from collections.abc import Sequence

from dpo_console.london import london_day
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.tui import draw
from dpo_console.tui.commands import Choice


def counting(letters: Sequence[LetterRow], name: str) -> list[LetterRow]:
    """Return the files of a letter that count, in the order in which they were written."""
    rows = [row for row in letters if row.name == name and row.state != "superseded"]
    last = {row.to: row for row in rows}
    return [row for row in rows if last[row.to] is row]


def waiting(rows: Sequence[LetterRow]) -> list[LetterRow]:
    """Return those that are not sent yet."""
    return [row for row in rows if row.sent_on is None]


def gone(rows: Sequence[LetterRow]) -> list[LetterRow]:
    """Return those that were sent."""
    return [row for row in rows if row.sent_on]


def state(rows: Sequence[LetterRow]) -> str:
    """Return `written`, `6 written`, `1 of 6 sent`, or the day on which the last was sent."""
    days = [row.sent_on for row in rows if row.sent_on]
    if len(days) == len(rows):
        return f"sent {draw.day(max(days))}"
    if days:
        return f"{len(days)} of {len(rows)} sent"
    return f"{len(rows)} written" if len(rows) > 1 else "written"


def choices(rows: Sequence[LetterRow]) -> list[Choice]:
    """Return a line for each, with its reader and its day."""
    return [Choice(str(row.number), row.to or f"No. {row.number}", _day(row)) for row in rows]


def _day(row: LetterRow) -> str:
    if row.sent_on:
        return f"sent {draw.day(row.sent_on)}"
    return f"no. {row.number}, written {draw.day(london_day(row.written_at))}"
