"""Records rewritten from earlier ones in one transaction, for copies in great number."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dpo_console.store.asking import Ask
from dpo_console.store.sqlite.connections import connect, create_file, plain_errors
from dpo_console.store.sqlite.layouts import empty_content
from dpo_console.store.sqlite.read_door import asker

CACHE_KIB = 256 * 1024
"""Room for the indexes, because the rows arrive in no index's order."""

SEARCH = ("case_search", ("rowid", "words"))
"""The table of the words that find a case, and its columns."""


class Rewriting:
    """New records, open to be filled from the earlier ones, whose tables are `models.TABLE`."""

    ask: Ask

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open connection, to which the earlier records are attached."""
        self.ask = asker(connection)
        self._connection = connection

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a question one by one, while others are written."""
        return self._connection.execute(sql)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write rows of these columns."""
        marks = ", ".join("?" * len(columns))
        into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        self._connection.executemany(into, rows)

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns, in order."""
        return [str(row[1]) for row in self._connection.execute(f"PRAGMA main.table_info({table})")]

    def highest(self, table: str) -> int:
        """Return the highest row number of a table of the models, or 0."""
        return int(self.ask(f"SELECT max(rowid) FROM models.{table}", {})[0][0] or 0)

    def take_over(self, tables: Sequence[str]) -> None:
        """Copy whole tables of the models, and the words that find their cases."""
        for table in tables:
            self.ask(f"INSERT INTO {table} SELECT * FROM models.{table}", {})
        self.ask("INSERT INTO case_search (rowid, words) SELECT rowid, words "
                 "FROM models.case_search", {})  # fmt: skip


@contextmanager
def filling(path: Path) -> Iterator[Rewriting]:
    """Make a file of the newest layout without a row, to be filled in one transaction."""
    create_file(path, empty_content())
    with plain_errors(path), closing(connect(path)) as connection:
        with at_once(connection) as records:
            yield records
        connection.execute("PRAGMA journal_mode = DELETE")  # one file, with no log


@contextmanager
def rewriting(path: Path, create: Callable[[], None]) -> Iterator[Rewriting]:
    """Set the records aside as models, `create` new ones, and open them to be filled."""
    models = path.with_suffix(".models")
    path.replace(models)
    create()
    with plain_errors(path), closing(connect(path)) as connection:
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("ATTACH ? AS models", (str(models),))
        with at_once(connection) as records:
            yield records
    models.unlink()


@contextmanager
def at_once(connection: sqlite3.Connection) -> Iterator[Rewriting]:
    """Fill a file in one transaction, whose links hold at its end."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys = ON")  # until the commit
    yield Rewriting(connection)
    connection.execute("COMMIT")
