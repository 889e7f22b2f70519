"""A file of records as a whole: checked, wiped, copied, and rewritten in great number."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from dpo_console.store.asking import Ask, Value
from dpo_console.store.sqlite.connections import connect, create_file, plain_errors
from dpo_console.store.sqlite.layouts import empty_content, empty_records
from dpo_console.store.sqlite.layouts import layout as number_of
from dpo_console.store.sqlite.read_door import asker, opened

T = TypeVar("T")

_JOURNAL, _ROLLED_BACK = 18, b"\1\1"
"""Where a file says that it needs no log beside it, and how."""

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


def wipe(path: Path) -> None:
    """Write the file again without anything that was erased. Raises TryAgain, Refused."""
    with plain_errors(path), closing(connect(path)) as connection:
        connection.execute("INSERT INTO case_search (case_search) VALUES ('optimize')")
        connection.execute("VACUUM")
        if connection.execute("PRAGMA journal_mode").fetchone()[0].upper() == "WAL":
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if busy:
                raise sqlite3.OperationalError("database is locked")


def holds(path: Path, reference: str) -> bool:
    """Return True if a copy of records, of any layout, has a case with this reference.

    A file that can't be read as records is taken to have it.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as copy:
            found = copy.execute("SELECT 1 FROM cases WHERE reference = ?", (reference,))
            return found.fetchone() is not None
    except sqlite3.Error:
        return True


def unnamed(within: Path, content: bytes = b"") -> tuple[BinaryIO, sqlite3.Connection]:
    """Make a file without a name on the disk of a folder, and open it for SQLite as well.

    It dies with this process, however that ends. So no kill leaves words in it. SQLite opens files
    by name only, so the file has one while it is empty, or holds the layout alone.
    """
    path = within / f".tmp-{os.getpid()}-{os.urandom(8).hex()}"
    file = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b")
    try:
        file.write(content)
        file.flush()
        connection = sqlite3.connect(path, isolation_level=None)
    finally:
        path.unlink()
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    return file, connection


def snapshot(path: Path, within: Path, told: Callable[[Ask], T]) -> tuple[BinaryIO, T]:
    """Copy the records to an unnamed file, and return it with what `told` reads of that moment.

    Others wait to save until the copy is made, which takes seconds at most. Raises Refused if the
    records can't be read, TryAgain if they are busy.
    """
    file, target = unnamed(within)
    with closing(target):
        found = _copy(path, target, told)
    os.pwrite(file.fileno(), _ROLLED_BACK, _JOURNAL)
    return file, found


def copy_to(path: Path, copy: Path) -> None:
    """Copy the records to a new file, mode 0600, through to the disk. Raises as `snapshot`."""
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with plain_errors(path), closing(sqlite3.connect(copy, isolation_level=None)) as target:
        _copy(path, target, lambda _: None)
        target.execute("PRAGMA journal_mode = DELETE")  # the copy is one file, with no log


def _copy(path: Path, target: sqlite3.Connection, told: Callable[[Ask], T]) -> T:
    with plain_errors(path), closing(opened(path, to_read=True)) as source:
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master").fetchone()  # from here on, nothing changes
        found = told(asker(source))
        source.backup(target)
        source.execute("COMMIT")
    return found


def layout_of(path: Path) -> int:
    """Return the number of the layout of records."""
    with plain_errors(path), closing(opened(path, to_read=True)) as connection:
        return number_of(connection)


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
