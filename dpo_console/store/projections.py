"""The computed columns that lists sort by, rewritten when what they are computed from changes."""

from collections.abc import Mapping

from dpo_console.store.database import Ask, Value


def ground(ask: Ask) -> str:
    """The fingerprint of what the columns were computed from; '' where it is gone."""
    rows = ask("SELECT law FROM installation WHERE id = 1", {})
    return str(rows[0][0]) if rows else ""


def set_ground(ask: Ask, fingerprint: str) -> None:
    """Note what the columns are now computed from."""
    ask("UPDATE installation SET law = :law WHERE id = 1", {"law": fingerprint})


def rewrite(ask: Ask, case: int, columns: Mapping[str, Value]) -> None:
    """Put the computed columns of one case in place."""
    settings = ", ".join(f"{name} = :{name}" for name in columns)
    ask(f"UPDATE cases SET {settings} WHERE id = :case", {**columns, "case": case})
