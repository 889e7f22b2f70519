"""The settings that decide in the audit log, which tells them whenever they changed.

These entries are about no case, so they have no reference.
"""

import json

from dpo_console.store.asking import Ask, text

ACTION = "settings"

FILE, TAKEN_IN = "settings edited", "files taken in"
"""The names of entries that tell a file of the office with its hash, and of the first of all."""

BEFORE = "roles"
"""The name of entries that told people and roles alone."""

_TOLD = (
    "SELECT a.seq, a.at, d.detail FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq "
    f"WHERE a.reference = '' AND a.action IN ('{ACTION}', '{BEFORE}') ORDER BY a.seq"
)


def last_told(ask: Ask) -> str:
    """Return the settings that the log told last, as JSON, or '' if it never did."""
    rows = ask(f"{_TOLD} DESC LIMIT 1", {})
    return text(rows[0][2]) or "" if rows else ""


def all_told(ask: Ask) -> tuple[tuple[int, str, str], ...]:
    """Return each change of them, oldest first: its entry, its moment, and JSON."""
    return tuple(
        (int(seq or 0), str(at), text(detail) or "{}") for seq, at, detail in ask(_TOLD, {})
    )


def files_told(ask: Ask) -> dict[str, str]:
    """Return the hash of each file of the office as the log told it last, by its path."""
    told: dict[str, str] = {}
    for _, action, _, _, words in done(ask, (FILE, TAKEN_IN)):
        said = json.loads(words)
        told |= said.get("files", {}) if action == TAKEN_IN else {said["file"]: said["sha256"]}
    return told


def done(ask: Ask, actions: tuple[str, ...]) -> tuple[tuple[int, str, str, str, str], ...]:
    """Return entries of these actions: number, action, case, who recorded it, its words as JSON.

    The words of an erased case are '{}'.
    """
    rows = ask(
        "SELECT a.seq, a.action, a.reference, a.actor, d.detail FROM audit a "
        f"LEFT JOIN audit_detail d ON d.seq = a.seq WHERE a.action IN {actions} ORDER BY a.seq",
        {},
    )
    return tuple(
        (int(seq or 0), str(action), str(reference), str(actor), text(detail) or "{}")
        for seq, action, reference, actor, detail in rows
    )
