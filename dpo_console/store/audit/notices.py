"""Privacy notices in the audit log, which keeps each published version, and so covers its words.

A version has two entries, about no case: its words, and the day from which it counts.
"""

import json
from typing import NamedTuple

from dpo_console.store.asking import Ask, text

WORDS, PUBLISHED = "notice words", "notice published"
"""The actions of the two entries."""

_TOLD = (
    "SELECT a.actor, d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq "
    "WHERE a.reference = '' AND a.action = :action ORDER BY a.seq"
)


class Published(NamedTuple):
    """A version as its entry tells it. `since` is an ISO day, and `words` the other entry.

    `items`, `kinds`, `recipients` and `purposes` are the data items, requester kinds, recipients
    and purposes that the notice for pupils names, and `transfers` its words about sending data
    abroad. Entries of an earlier release tell neither purposes nor these.
    """

    school: str
    number: int
    since: str
    sha256: str
    words: int
    by: str
    items: tuple[str, ...]
    kinds: tuple[str, ...]
    recipients: tuple[str, ...]
    purposes: tuple[str, ...]
    transfers: tuple[str, ...]


def published(ask: Ask) -> tuple[Published, ...]:
    """Return every version of every school, oldest first."""
    return tuple(_read(*row) for row in ask(_TOLD, {"action": PUBLISHED}))


def words_of(ask: Ask, entry: int) -> str:
    """Return the words that an entry keeps, or ''."""
    rows = ask("SELECT d.detail FROM audit_detail d WHERE d.seq = :seq", {"seq": entry})
    return str(json.loads(text(rows[0][0]) or "{}").get("words", "")) if rows else ""


def _read(by: object, detail: object) -> Published:
    told = json.loads(str(detail))
    names = ("items", "kinds", "recipients", "purposes", "transfers")
    named = {name: tuple(told.get(name, ())) for name in names}
    return Published(**{**told, **named, "by": str(by)})
