"""What entries of the audit log tell: settings, notices, packs, losses, and acts as on another day.

Entries that were lost with a database, and that a DPO went on without, are told by one about no
case. It has the head that was lost, and the one gone on from. An entry recorded under --today tells
the day given beside its real moment. Nobody can then backdate an act in silence.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from dpo_console.london import london_day
from dpo_console.store.asking import Ask, text
from dpo_console.text import day_words

MADE_UP = "made-up"
"""The action of the first entry of records that this program made up."""

SETTINGS = "settings"
"""The action of an entry on the settings that decide, told whenever they changed."""

FILE, TAKEN_IN = "settings edited", "files taken in"
"""The names of entries that tell a file of the office with its hash, and of the first of all."""

BEFORE = "roles"
"""The name of entries that told people and roles alone."""

WORDS, PUBLISHED = "notice words", "notice published"
"""The actions of the two entries on a version of a notice."""

_OF_NO_CASE = "a.reference = '' AND a.action = :sought"

ACCEPTED = "accepted"
"""The action of an entry on entries that were lost."""

GROUND_SPOILT = "fingerprint changed outside"
"""The action of an entry on lists whose source was changed in the records. They were made again."""

AS_IF = "as_if"
"""The name of the day given, among an entry's words."""


class Lost(NamedTuple):
    """The person who went on, and when, from the last entry `found` without those to `lost`."""

    actor: str
    on: date
    found: int
    lost: int


class AsIf(NamedTuple):
    """An entry of another day: its case or '', who recorded it, and both days."""

    reference: str
    actor: str
    recorded: date
    given: date


class _TellingEntry(NamedTuple):
    reference: str
    actor: str
    on: date
    words: dict[str, Any]


def packs_told(ask: Ask, reference: str) -> set[int]:
    """Return the numbers of a case's evidence packs that the log tells."""
    found = _told(ask, "a.reference = :sought AND a.action = 'pack'", reference)
    numbers = (str(one.words.get("number", "")) for one in found)
    return {int(number) for number in numbers if number.isdecimal()}


def losses(ask: Ask) -> list[Lost]:
    """Return each time that a DPO went on from records that lack entries, oldest first."""
    return [
        Lost(one.actor, one.on, _entry(one.words["found"]), _entry(one.words["lost"]))
        for one in _told(ask, _OF_NO_CASE, ACCEPTED)
    ]


def grounds_spoilt(ask: Ask) -> list[date]:
    """Return each day on which the fingerprint of lists was found to be changed outside."""
    return [one.on for one in _told(ask, "a.reference = '' AND a.action = :sought", GROUND_SPOILT)]


def recorded_as_if(ask: Ask) -> tuple[AsIf, ...]:
    """Return the entries that were recorded as if it were another day, oldest first."""
    return tuple(
        AsIf(one.reference, one.actor, one.on, date.fromisoformat(given))
        for one in _told(ask, "d.detail LIKE :sought", f'%"{AS_IF}":"%')
        if (given := one.words.get(AS_IF))
    )


def as_if_words(recorded: date, given: date) -> str:
    """Return both days of such an entry, in words."""
    return f"recorded {day_words(recorded)} as if it were {day_words(given)}"


def _told(ask: Ask, where: str, sought: str) -> Iterator[_TellingEntry]:
    """Yield the entries that meet a condition, oldest first, with their words."""
    rows = ask(
        "SELECT a.reference, a.actor, a.at, d.detail FROM audit a "
        f"JOIN audit_detail d ON d.seq = a.seq WHERE {where} ORDER BY a.seq",
        {"sought": sought},
    )
    for reference, actor, at, detail in rows:
        words = json.loads(text(detail) or "{}")
        yield _TellingEntry(str(reference), str(actor), london_day(str(at)), words)


def _entry(head: str) -> int:
    return int(head.partition(":")[0])


def are_made_up(ask: Ask) -> bool:
    """Return True if the first entry of the log says that nobody in these records is real.

    No setting says it: whoever may write into data/ could then pass real records off as made up.
    """
    rows = ask("SELECT action FROM audit WHERE seq = 1", {})
    return bool(rows) and rows[0][0] == MADE_UP


def last_told(ask: Ask) -> str:
    """Return the settings that the log told last, as JSON, or '' if it never did."""
    rows = ask(
        "SELECT d.detail FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq "
        f"WHERE a.reference = '' AND a.action IN ('{SETTINGS}', '{BEFORE}') "
        "ORDER BY a.seq DESC LIMIT 1",
        {},
    )
    return text(rows[0][0]) or "" if rows else ""


def files_told(ask: Ask) -> dict[str, str]:
    """Return the hash of each file of the office as the log told it last, by its path."""
    told: dict[str, str] = {}
    rows = ask(
        "SELECT a.action, d.detail FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq "
        f"WHERE a.action IN ('{FILE}', '{TAKEN_IN}') ORDER BY a.seq",
        {},
    )
    for action, words in rows:
        said = json.loads(text(words) or "{}")
        told |= said.get("files", {}) if action == TAKEN_IN else {said["file"]: said["sha256"]}
    return told


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
    return tuple(_published(one) for one in _told(ask, _OF_NO_CASE, PUBLISHED))


def words_of(ask: Ask, entry: int) -> str:
    """Return the words that an entry keeps, or ''."""
    rows = ask("SELECT d.detail FROM audit_detail d WHERE d.seq = :seq", {"seq": entry})
    return str(json.loads(text(rows[0][0]) or "{}").get("words", "")) if rows else ""


def _published(told: _TellingEntry) -> Published:
    names = ("items", "kinds", "recipients", "purposes", "transfers")
    named = {name: tuple(told.words.get(name, ())) for name in names}
    return Published(**{**told.words, **named, "by": told.actor})
