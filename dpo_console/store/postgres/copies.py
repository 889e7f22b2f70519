"""Records copied whole between a database and a file of SQLite, which backups carry too."""

import io
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask, Row, Value
from dpo_console.store.audit import chain
from dpo_console.store.postgres import layouts
from dpo_console.store.postgres.connection import Connection
from dpo_console.store.postgres.connections import HOLD, connect, refuse_without_lock
from dpo_console.store.postgres.read_door import Asker
from dpo_console.store.sqlite.layouts import empty_content
from dpo_console.store.sqlite.whole_file import SEARCH as INDEXED
from dpo_console.store.sqlite.whole_file import Rewriting, at_once, filling, unnamed
from dpo_console.store.sums import AT_ONCE, SEARCH, Told, rows, tables

_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def to_file(ask: Ask, path: Path, told: Told) -> None:
    """Copy the records that a look shows to a new file, mode 0600, one row for one."""
    with filling(path) as file:
        _fill(file, ask, told)


def to_unnamed(ask: Ask, within: Path) -> BinaryIO:
    """Copy them to a file without a name, on the disk of a folder."""
    file, connection = unnamed(within, empty_content())
    with closing(connection), at_once(connection) as filled:
        _fill(filled, ask, None)
    return file


def _fill(file: Rewriting, ask: Ask, told: Told | None) -> None:
    for table, names in tables():
        file.insert(table, names, rows(ask, table, names, told))
    file.insert(*INDEXED, rows(ask, *SEARCH, told))


def from_file(ask: Ask, address: str, named: str, told: Told | None = None) -> None:
    """Copy the records that a look shows to an empty database, whole or not at all.

    What an earlier copy of the same records left there is replaced. Raises Refused if the database
    holds others.
    """
    refuse_without_lock(address)
    with closing(connect(address)) as connection:
        connection.cursor().execute(HOLD)
        if layouts.layout(connection):
            _refuse_others(connection, ask, named)
            layouts.remove(connection)
        layouts.make(connection)
        for table, names in tables():
            _copy_in(connection, table, names, rows(ask, table, names, told))
            if "id" in names and table != "installation":
                _count_on(connection, table)
        _copy_in(connection, SEARCH[0], ("case_id", "words"), rows(ask, *SEARCH, told))
        connection.commit()
        connection.autocommit = True
        connection.cursor().execute("ANALYZE")


def _refuse_others(connection: Connection, ask: Ask, named: str) -> None:
    """Raise Refused if the database holds anything that the records to copy don't hold."""
    cursor = connection.cursor()
    cursor.execute("SET LOCAL search_path = records")
    there = Asker(connection)
    head = chain.head(there)
    if chain.installation(there) != chain.installation(ask) or (
        chain.hash_at(ask, head.seq) != head.hash
    ):
        raise Refused(f"There are records in {named} already; they were left as they were.")


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
