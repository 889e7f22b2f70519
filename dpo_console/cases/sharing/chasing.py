"""Overdue certificates, which become ours to chase. Worked out when a list is read.

The day passes without any change to the case, so the row can't hold this.
"""

from datetime import date, datetime

from dpo_console.store.queue_rows import QueueRow
from dpo_console.text import day_words

AWAITED = "certificate_awaited"
"""The act that turns into a chaser. After chasing, the case waits for an answer again."""


def as_owed(row: QueueRow, now: datetime) -> QueueRow:
    """Return a row as it stands at `now` (Europe/London)."""
    if row.next_act != AWAITED or row.due is None or row.band(now) != "overdue":
        return row
    due = day_words(date.fromisoformat(row.due[:10]))
    action, act = f"Chase the certificate: due {due}", "certificate_chased"
    return row._replace(next_action=action, next_act=act, whose_move="us")
