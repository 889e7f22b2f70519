"""The command line's words for days, bands and the next move, and its lines of cases."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from dpo_console.cli.output import columns
from dpo_console.text import day_words, each_once

if TYPE_CHECKING:
    from dpo_console.store.queue_rows import QueueRow


MARKS = {"overdue": "!!", "today": "!", "week": "!", "paused": "=", "closed": "x"}
"""The glyph of a band. Status is never colour alone."""

MOVES = {
    "us": "our",
    "requester": "the requester's",
    "approver": "the approver's",
    "recipient": "the recipient's",
    "nobody": "",
}


@lru_cache(maxsize=1_000)
def iso_cell(value: str | None) -> str:
    """Return a row's day or minute, kept as ISO text, for a column, or ''."""
    return day_cell(moment_of(value)) if value else ""


def day_cell(moment: date | datetime | None) -> str:
    """Return a day for a column, with single digits aligned under pairs, or ''."""
    if moment is None:
        return ""
    weekday, rest = day_words(moment).split(" ", 1)
    return f"{weekday} {rest}" if rest[1] != " " else f"{weekday}  {rest}"


def moment_of(value: str) -> date | datetime:
    """Return the day or minute that a row holds as ISO text."""
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def days_words(days: int) -> str:
    """Return the distance of a day: 'in 9 days', 'today', '5 days late'."""
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "1 day late"
    return f"in {days} days" if days > 0 else f"{-days} days late"


def left_words(row: "QueueRow", band: str, today: date) -> str:
    """Return a list's words for the time left."""
    if band == "closed":
        return row.outcome_words or "closed"
    if band == "paused":
        return "not started" if row.status == "waiting_to_start" else "paused"
    days = row.days_left(today)
    if days is None:
        if row.status != "no_limit":
            return "no date yet"
        return "our target" if row.target else "no date"
    if row.missed_target(today):
        return f"{days_words(days)}, target missed"
    return "late today" if band == "overdue" and days == 0 else days_words(days)


def due_line(row: "QueueRow", band: str, today: date) -> str:
    """Return a case as a login banner shows it: without names, and quick to draw."""
    left = left_words(row, band, today)
    when = iso_cell(row.due or row.target)
    return f"{MARKS.get(band, ''):2} {row.reference:14}  {when:21}  {left:12}  {row.next_action}"


def print_cases(rows: Iterable["QueueRow"], now: datetime) -> None:
    """Print cases in columns: urgency, due date, requester and next action."""
    columns(
        [_cells(row, now) for row in rows], ("", "Case", "Due", "Left", "Who, and what is next")
    )


def _cells(row: "QueueRow", now: datetime) -> tuple[str, ...]:
    band = row.band(now)
    return (
        MARKS.get(band, ""),
        row.reference,
        iso_cell(row.due or row.target),
        left_words(row, band, now.date()),
        _who(row) if row.closed_on else f"{_who(row)}: {row.next_action}",
    )


def _who(row: "QueueRow") -> str:
    """Return the requester, their organisation and the subjects, each name once."""
    subjects = ", ".join(name for name in row.subjects if name != row.requester)
    about = f" re {subjects}" if subjects else ""
    mark = "(restricted) " if row.restricted else ""
    return mark + each_once(row.requester, row.organisation) + about
