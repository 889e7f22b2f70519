"""Answers to a search, certificates and signed terms that are overdue, and so ours to chase.

Worked out when a list is read. The day passes without any change to the case, so the row can't hold
this.
"""

from collections.abc import Sequence
from datetime import date, datetime

from dpo_console.store.queue_rows import ANSWERS, QueueRow
from dpo_console.text import day_words

CERTIFICATE, TERMS = "certificate_awaited", "terms_awaited"

AWAITED = {
    CERTIFICATE: ("Chase destruction certificate", "certificate_chased"),
    TERMS: ("Chase the signed terms", "terms_signed"),
}
"""The acts that turn into a chaser, with its words and its act.

After a certificate is chased, the case waits for an answer again.
"""

OWED = (ANSWERS, *AWAITED)
"""The next acts that wait for somebody else until a day, and are ours after it."""

COMES = {ANSWERS: "search", CERTIFICATE: "certificate_received", TERMS: "terms_signed"}
"""The act that records what is awaited."""


def each_as_owed(rows: Sequence[QueueRow], now: datetime) -> tuple[QueueRow, ...]:
    """Return rows as they stand at `now` (Europe/London)."""
    return tuple(as_owed(row, now) if row.next_act in OWED else row for row in rows)


def as_owed(row: QueueRow, now: datetime) -> QueueRow:
    """Return a row as it stands at `now` (Europe/London)."""
    if row.next_act == ANSWERS and row.answers_by and row.answers_by < now.date().isoformat():
        first = day_words(date.fromisoformat(row.answers_by))[:-5]
        return row._replace(next_action=f"Chase search replies (due {first})")
    if row.next_act not in AWAITED or row.due is None or row.band(now) != "overdue":
        return row
    words, act = AWAITED[row.next_act]
    due = day_words(date.fromisoformat(row.due[:10]))[:-5]
    return row._replace(next_action=f"{words} (due {due})", next_act=act, whose_move="us")
