"""Whether the database file itself is whole."""

from dpo_console.store.database import Ask


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
