"""Checks that SQLite makes of its own file, and of the layout in it."""

import re
from collections.abc import Iterator
from contextlib import closing

from dpo_console.store.asking import Ask, Value
from dpo_console.store.sqlite.layouts import empty_records
from dpo_console.store.sqlite.read_door import asker

_ONE_OF = re.compile(r"CHECK \((\w+) IN (\([^()]*\))\)")


def faults(ask: Ask) -> list[str]:
    """Return the faults that SQLite finds in the file and its links.

    This proves little by itself: SQLite misses many changed bytes and accepts an empty file.
    """
    found = [str(row[0]) for row in ask("PRAGMA integrity_check", {}) if row[0] != "ok"]
    if not ask("SELECT 1 FROM case_search_config WHERE k = 'secure-delete' AND v = 1", {}):
        found.append("the index of search would keep words that are erased")
    return found + [
        f"{row[0]} row {row[1]} points to a missing {row[2]}"
        for row in ask("PRAGMA foreign_key_check", {})
    ]


def columns() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each table with its columns, each with the list of its choices in SQL, or ''."""
    with closing(empty_records()) as pristine:
        for table, sql in pristine.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%) STRICT'"
        ):
            allowed = dict(_ONE_OF.findall(sql))
            names = [row[1] for row in pristine.execute(f"PRAGMA table_info({table})")]
            yield table, {name: allowed.get(name, "") for name in names}


def newest_layout() -> dict[str, Value]:
    """Return the SQL of each table, index and trigger of the newest layout."""
    with closing(empty_records()) as pristine:
        return layout(asker(pristine))


def layout(ask: Ask) -> dict[str, Value]:
    """Return the SQL of each table, index and trigger, except search's inner tables.

    SQLite lays those out itself.
    """
    rows = ask(
        "SELECT type || ' ' || name, CASE WHEN name LIKE 'case_search_%' THEN '' ELSE sql END "
        "FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'",
        {},
    )
    return {str(what): sql for what, sql in rows}
