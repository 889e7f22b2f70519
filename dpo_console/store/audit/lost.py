"""Entries of the log that were lost with a database, and that a DPO went on without.

The entry that tells it is about no case. It has the head that was lost, and the one gone on from.
"""

import json
from datetime import date
from typing import NamedTuple

from dpo_console.london import london_day
from dpo_console.store.asking import Ask, text

ACTION = "accepted"
"""The action of its entry."""


class Lost(NamedTuple):
    """The person who went on, and when, from the last entry `found` without those to `lost`."""

    actor: str
    on: date
    found: int
    lost: int


def losses(ask: Ask) -> list[Lost]:
    """Return each time that a DPO went on from records that lack entries, oldest first."""
    rows = ask(
        "SELECT a.actor, a.at, d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq "
        "WHERE a.reference = '' AND a.action = :action ORDER BY a.seq",
        {"action": ACTION},
    )
    found = ((actor, at, json.loads(text(detail) or "{}")) for actor, at, detail in rows)
    return [
        Lost(str(actor), london_day(str(at)), _entry(told["found"]), _entry(told["lost"]))
        for actor, at, told in found
    ]


def _entry(head: str) -> int:
    return int(head.partition(":")[0])
