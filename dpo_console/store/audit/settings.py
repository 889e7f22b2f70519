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


def last_told(ask: Ask) -> str:
    """Return the settings that the log told last, as JSON, or '' if it never did."""
    rows = ask(
        "SELECT d.detail FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq "
        f"WHERE a.reference = '' AND a.action IN ('{ACTION}', '{BEFORE}') "
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
