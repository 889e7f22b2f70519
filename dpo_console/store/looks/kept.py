"""The looks that are kept: taken in from the spool, read, and deleted when their time is over."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from dpo_console.store.asking import Ask, Value
from dpo_console.store.database import Database
from dpo_console.store.looks.spool import Look

APART = timedelta(minutes=10)
"""The time within which further looks of a person at the same case aren't kept."""

_KEEP = (
    "INSERT INTO look (token, case_id, person, at, how, what) "
    "SELECT :token, c.id, :person, :at, :how, :what FROM cases c WHERE c.id = :case "
    "AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = c.id AND f.name = 'erased') "
    "AND (:always = 1 OR NOT EXISTS (SELECT 1 FROM look l WHERE l.case_id = :case "
    "AND l.person = :person AND l.at > :since AND l.at <= :at)) "
    "ON CONFLICT (token) DO NOTHING"
)


class KeptLook(NamedTuple):
    """A look as it is kept. `at` is UTC, as ISO text."""

    person: str
    at: str
    how: str
    what: str


def keep(ask: Ask, looks: Iterable[Look]) -> None:
    """Keep looks, each once, at most one of a person at a case in ten minutes.

    Those at restricted cases are all kept. Those at a case that was erased are not.
    """
    for look in sorted(looks, key=lambda look: look.at):
        ask(_KEEP, _values(look))


def keep_at_once(database: Database, look: Look) -> None:
    """Keep a look in a database, without waiting for other writers. Raises TryAgain, Refused."""
    database.jot(_KEEP, _values(look))


def _values(look: Look) -> dict[str, Value]:
    since = datetime.fromisoformat(look.at) - APART
    return look._asdict() | {
        "always": int(look.always),
        "since": since.isoformat(timespec="seconds"),
    }


def looks_at(ask: Ask, case: int, waiting: Iterable[Look]) -> tuple[KeptLook, ...]:
    """Return the looks at a case, oldest first, with those that wait for the next change."""
    rows = ask(
        "SELECT token, person, at, how, what FROM look WHERE case_id = :case ORDER BY at, id",
        {"case": case},
    )
    found = {str(row[0]): KeptLook(*(str(cell) for cell in row[1:])) for row in rows}
    last = {look.person: look.at for look in found.values()}
    for look in waiting:
        if look.case != case or look.token in found:
            continue
        since = datetime.fromisoformat(look.at) - APART
        before = last.get(look.person, "")
        if look.always or not since.isoformat(timespec="seconds") < before <= look.at:
            found[look.token] = KeptLook(look.person, look.at, look.how, look.what)
            last[look.person] = look.at
    return tuple(sorted(found.values(), key=lambda look: look.at))


def forget_before(ask: Ask, at: str) -> None:
    """Delete the looks from before a moment, UTC as ISO text."""
    ask("DELETE FROM look WHERE at < :at", {"at": at})


def forget_of(ask: Ask, case: int) -> None:
    """Delete the looks at a case that is erased."""
    ask("DELETE FROM look WHERE case_id = :case", {"case": case})
