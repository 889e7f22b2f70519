"""Cases drawn as lines of a list."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from dpo_console.cli.output import columns
from dpo_console.cli.pages.words import MARKS, iso_cell, left_words
from dpo_console.text import each_once

if TYPE_CHECKING:
    from dpo_console.store.queue_rows import QueueRow


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
