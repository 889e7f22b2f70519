"""What a recipient owes us is ours to chase once its day has passed: told as a list is read.

The day passes with nobody writing anything, so it can't be kept in the row.
"""

from datetime import date, datetime

from dpo_console.store.rows import QueueRow
from dpo_console.text import day_words

AWAITED = "Await the certificate of destruction"
"""The move that turns into a chaser; one that was chased waits for an answer."""


def as_owed(row: QueueRow, now: datetime) -> QueueRow:
    """A row as it stands at `now` (Europe/London)."""
    if row.next_action != AWAITED or row.due is None or row.band(now) != "overdue":
        return row
    due = day_words(date.fromisoformat(row.due[:10]))
    return row._replace(next_action=f"Chase the certificate: due {due}", whose_move="us")
