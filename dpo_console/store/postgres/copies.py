"""Records copied whole between a database and a file of SQLite, which backups carry too."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask, Row, Value
from dpo_console.store.dialect import FOUND
from dpo_console.store.postgres import layouts
from dpo_console.store.postgres.connections import Connection, connect
from dpo_console.store.postgres.writers import HOLD, refuse_without_lock
from dpo_console.store.sqlite.whole_file.rewriting import SEARCH, filling
from dpo_console.store.sqlite.whole_file.soundness import columns

AT_ONCE = 5_000
"""Number of rows held in memory at once."""

_ORDER = (
    "installation", "counter", "cases", "party", "letter", "fact", "note", "open_check", "scope",
    "scope_item", "assessment", "decision", "reader", "link", "place", "item", "paper", "look",
    "message", "audit", "audit_detail",
)  # fmt: skip
"""The tables, each after those that its rows point to."""

_SEVERAL = {"counter": "prefix, year", "reader": "case_id, person"}
"""The keys of tables whose rows have no number."""

_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def to_file(ask: Ask, path: Path) -> None:
    """Copy the records that a look shows to a new file, mode 0600, one row for one."""
    with filling(path) as file:
        for table, names in tables():
            file.insert(table, names, _rows(ask, table, names))
        file.insert(*SEARCH, _rows(ask, "case_search", (FOUND, "words")))


def from_file(ask: Ask, address: str, named: str) -> None:
    """Copy the records that a look shows to an empty database, whole or not at all.

    Raises Refused if the database holds records.
    """
    refuse_without_lock(address)
    with closing(connect(address)) as connection:
        connection.cursor().execute(HOLD)
        if layouts.layout(connection):
            raise Refused(f"There are records in {named} already; they were left as they were.")
        layouts.make(connection)
        for table, names in tables():
            _copy_in(connection, table, names, _rows(ask, table, names))
            if "id" in names and table != "installation":
                _count_on(connection, table)
        words = _rows(ask, "case_search", (FOUND, "words"))
        _copy_in(connection, "case_search", ("case_id", "words"), words)
        connection.commit()


def tables() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each table that both engines have, and its columns."""
    known = dict(columns())
    for table in _ORDER:
        yield table, tuple(known[table])


def _rows(ask: Ask, table: str, names: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table, in the order of its key."""
    asked = f"SELECT {', '.join(names)} FROM {table}"
    if table in _SEVERAL:
        yield from ask(f"{asked} ORDER BY {_SEVERAL[table]}", {})
        return
    after: Value = -1
    page = f"{asked} WHERE {names[0]} > :after ORDER BY {names[0]} LIMIT {AT_ONCE}"
    while rows := ask(page, {"after": after}):
        yield from rows
        after = rows[-1][0]


def _copy_in(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    into = f"COPY records.{table} ({', '.join(names)}) FROM STDIN"
    held: list[str] = []
    for row in rows:
        held.append("\t".join(map(_spelled, row)))
        if len(held) == AT_ONCE:
            _send(connection, into, held)
    _send(connection, into, held)


def _send(connection: Connection, into: str, held: list[str]) -> None:
    connection.cursor().copy_expert(into, io.StringIO("\n".join([*held, ""])))
    held.clear()


def _spelled(value: Value) -> str:
    return r"\N" if value is None else str(value).translate(_ESCAPED)


def _count_on(connection: Connection, table: str) -> None:
    """Have the next row of a table take the next number."""
    connection.cursor().execute(
        f"SELECT setval(pg_get_serial_sequence('records.{table}', 'id'), max(id)) "
        f"FROM records.{table} HAVING max(id) IS NOT NULL"
    )
