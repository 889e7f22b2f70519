"""The settings that decide in the audit log, which tells them whenever they changed.

These entries are about no case, so they have no reference.
"""

from dpo_console.store.asking import Ask, text

ACTION = "settings"

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
