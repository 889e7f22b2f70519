"""Cases drawn as lines of a list."""

from collections.abc import Iterable
from datetime import date, datetime

from dpo_console.casework.views import QueueRow
from dpo_console.cli.output import columns
from dpo_console.cli.words import MARKS, MOVES, iso_words, left_words


def due_line(row: QueueRow, band: str, today: date) -> str:
    """A case as a login banner shows it: no name, and nothing that takes long to draw."""
    left = left_words(row, band, today)
    when = iso_words(row.due)
    return f"{MARKS.get(band, ''):2} {row.reference:14}  {when:21}  {left:12}  {row.next_action}"


def print_cases(rows: Iterable[QueueRow], now: datetime) -> None:
    """Print cases in columns: how urgent, when due, what is next and whose move, who."""
    columns(
        [_cells(row, now) for row in rows],
        ("", "Case", "Due", "Left", "Next", "Move", "Requester"),
    )


def _cells(row: QueueRow, now: datetime) -> tuple[str, ...]:
    band = row.band(now)
    who = f"{row.requester}, {row.organisation}" if row.organisation else row.requester
    subjects = ", ".join(s for s in row.subjects if s != row.requester)
    return (
        MARKS.get(band, ""),
        row.reference,
        iso_words(row.due),
        left_words(row, band, now.date()),
        row.next_action,
        MOVES.get(row.whose_move, row.whose_move),
        f"{who} re {subjects}" if subjects else who,
    )
