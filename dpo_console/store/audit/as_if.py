"""Entries of the audit log that were recorded as if it were another day, by --today.

Each tells the day given beside its real moment. Nobody can then backdate an act in silence.
"""

import json
from datetime import date
from typing import NamedTuple

from dpo_console.london import london_day
from dpo_console.store.asking import Ask, text
from dpo_console.text import day_words

AS_IF = "as_if"
"""The name of the day given, among an entry's words."""


class AsIf(NamedTuple):
    """An entry of another day: its case or '', who recorded it, and both days."""

    reference: str
    actor: str
    recorded: date
    given: date


def recorded_as_if(ask: Ask) -> tuple[AsIf, ...]:
    """Return the entries that were recorded as if it were another day, oldest first."""
    rows = ask(
        "SELECT a.reference, a.actor, a.at, d.detail FROM audit a "
        "JOIN audit_detail d ON d.seq = a.seq WHERE d.detail LIKE :pattern ORDER BY a.seq",
        {"pattern": f'%"{AS_IF}":"%'},
    )
    return tuple(
        AsIf(str(reference), str(actor), london_day(str(at)), date.fromisoformat(given))
        for reference, actor, at, detail in rows
        if (given := json.loads(text(detail) or "{}").get(AS_IF))
    )


def as_if_words(recorded: date, given: date) -> str:
    """Return both days of such an entry, in words."""
    return f"recorded {day_words(recorded)} as if it were {day_words(given)}"
