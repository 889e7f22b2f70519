"""Whether the database file itself is whole, and laid out as this release lays it out."""

from dpo_console.store import schema
from dpo_console.store.database import Ask, Value, asker


def problems(ask: Ask) -> list[str]:
    """What SQLite finds wrong with the file and its links; empty where nothing is.

    This alone proves little: it notices few changed bytes, and calls an empty file sound.
    """
    found = [str(row[0]) for row in ask("PRAGMA integrity_check", {}) if row[0] != "ok"]
    found += [
        f"{row[0]} row {row[1]} points to a missing {row[2]}"
        for row in ask("PRAGMA foreign_key_check", {})
    ]
    if not ask("SELECT 1 FROM installation", {}):
        found.append("the records have lost their first row")
    return found


def changed_layout(ask: Ask) -> list[str]:
    """The tables, indexes and triggers that are not as the numbered layouts make them."""
    pristine = schema.empty_records()
    due, have = _layout(asker(pristine)), _layout(ask)
    pristine.close()
    return [
        *(f"the {what} is missing" for what in sorted(due.keys() - have.keys())),
        *(f"the {what} is none of ours" for what in sorted(have.keys() - due.keys())),
        *(f"the {w} was changed" for w in sorted(due.keys() & have.keys()) if due[w] != have[w]),
    ]


def _layout(ask: Ask) -> dict[str, Value]:
    """What makes each table, index and trigger; how search makes its inner tables is SQLite's."""
    rows = ask(
        "SELECT type || ' ' || name, CASE WHEN name LIKE 'case_search_%' THEN '' ELSE sql END "
        "FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'",
        {},
    )
    return {str(what): sql for what, sql in rows}
