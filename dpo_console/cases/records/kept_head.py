"""The head of the audit log, kept elsewhere: it shows records that were rolled back or cut short.

Someone who can write to the database file could put an older copy in its place. It verifies by
itself, because each of its entries follows from the last. The kept head is then missing.
"""

import re

from dpo_console.cases.office.desk import Desk
from dpo_console.errors import BadInput
from dpo_console.store.asking import Ask
from dpo_console.store.audit import chain

_KEPT = re.compile(r"([0-9]{1,15}):([0-9a-f]{12,64})")


def head(desk: Desk) -> chain.ChainHead:
    """Return the head of the audit log."""
    with desk.database.glance() as ask:
        return chain.head(ask)


def as_kept(head: chain.ChainHead) -> str:
    """Return a head as it is written down: NUMBER:HASH."""
    return f"{head.seq}:{head.hash}"


def in_short(head: chain.ChainHead) -> str:
    """Return a head as `read_head` takes it, short enough for a line."""
    return f"{head.seq}:{head.hash[:12]}"


def read_head(typed: str) -> chain.ChainHead:
    """Read a head as it was kept. Its hash may be cut to 12 characters. Raises BadInput."""
    found = _KEPT.fullmatch(typed.strip().lower())
    if not found:
        raise BadInput(
            f"{typed!r} is no head of the audit log. It looks like 151:b028ce515adf, as "
            "dpo-console head prints it."
        )
    return chain.ChainHead(int(found[1]), found[2])


def why_not_held(ask: Ask, kept: chain.ChainHead) -> str:
    """Return why these records don't hold a kept head, or ''."""
    now = chain.head(ask)
    if now.seq < kept.seq:
        return (
            f"the log ends at entry {now.seq}, and you kept entry {kept.seq}: the records were "
            "rolled back or cut short, or they are others"
        )
    if not chain.hash_at(ask, kept.seq).startswith(kept.hash):
        return (
            f"entry {kept.seq} isn't the one that you kept: the log was written again since, or "
            "the records are others"
        )
    return ""
