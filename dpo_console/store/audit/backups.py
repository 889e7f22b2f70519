"""Backups in the audit log, which tells each that was made, and each that was checked."""

from typing import TYPE_CHECKING, NamedTuple

from dpo_console.lazy_import import later
from dpo_console.store.asking import Ask, Question, text

if TYPE_CHECKING:
    import json

    from dpo_console.store.audit import chain
else:
    chain = later("dpo_console.store.audit.chain")
    json = later("json")

MADE, BEGUN, CHECKED, FAULTY, RESTORED, REMOVED = (
    "backup", "backup-begun", "backup-checked", "backup-faulty", "restore", "backups-removed",
)  # fmt: skip
"""The actions of their entries, which are about no case."""

_TOLD = (
    "SELECT a.at, d.detail FROM audit a JOIN audit_detail d ON d.seq = a.seq "
    "WHERE a.reference = '' AND a.action = :action ORDER BY a.seq DESC"
)


LAST_RESTORED: Question = (
    "SELECT seq, at FROM audit WHERE reference = '' AND action = :action ORDER BY seq DESC LIMIT 1",
    {"action": RESTORED},
)
"""The question for the last restore in the log."""


class Told(NamedTuple):
    """A backup as an entry tells it: when the entry was made, the file, and when it was made.

    `pruned` means that it lies in the office's own folder, where old backups are removed.
    """

    at: str
    name: str
    sha256: str
    made_at: str
    pruned: bool = False


class Restore(NamedTuple):
    """A restore as an entry tells it: when it was settled (UTC), and the head of its backup."""

    at: str
    head: "chain.ChainHead"


def last_checked(ask: Ask) -> Told | None:
    """Return the last backup that was found sound, or None."""
    rows = ask(f"{_TOLD} LIMIT 1", {"action": CHECKED})
    return _read(str(rows[0][0]), text(rows[0][1])) if rows else None


def all_told(ask: Ask, action: str) -> list[Told]:
    """Return the backups that entries of an action tell, newest first."""
    return [_read(str(at), text(detail)) for at, detail in ask(_TOLD, {"action": action})]


def removed(ask: Ask) -> set[str]:
    """Return the names of the backups that were removed because they are no longer kept."""
    details = [text(detail) for _, detail in ask(_TOLD, {"action": REMOVED})]
    return {name for detail in details for name in json.loads(detail or "{}").get("names", ())}


def restores(ask: Ask) -> list[Restore]:
    """Return the restores that the log tells, oldest first."""
    told = [
        (str(at), json.loads(text(detail) or "{}"))
        for at, detail in ask(_TOLD, {"action": RESTORED})
    ]
    heads = [(at, str(said.get("head", "")).partition(":")) for at, said in told]
    return [
        Restore(at, chain.ChainHead(int(seq), hash_))
        for at, (seq, _, hash_) in heads[::-1]
        if hash_
    ]


def last_restored(ask: Ask) -> tuple[int, str]:
    """Return the number of the last restore in the log, and its moment (UTC), or (0, '')."""
    rows = ask(*LAST_RESTORED)
    return (int(rows[0][0] or 0), str(rows[0][1])) if rows else (0, "")


def began(ask: Ask) -> str:
    """Return the moment (UTC) at which these records began, or ''."""
    rows = ask("SELECT created_at FROM installation WHERE id = 1", {})
    return str(rows[0][0]) if rows else ""


def _read(at: str, detail: str | None) -> Told:
    told = json.loads(detail or "{}")
    return Told(at, told.get("name", ""), told.get("sha256", ""), told.get("made_at", at),
                bool(told.get("pruned")))  # fmt: skip
