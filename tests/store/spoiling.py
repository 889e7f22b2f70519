"""Ways round every door to the records: to change, damage, read, hold and keep them.

No other test outside this folder opens the records. Statements are plain SQL, which any engine
reads.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dpo_console.store.sqlite import connections
from tests.store import server

if TYPE_CHECKING:
    from tests.store.raw_postgres import Raw

RefusedByTable = sqlite3.IntegrityError
"""The error if a table itself refuses a value."""

FINDS_LOST_WORDS = sqlite3.sqlite_version_info >= (3, 44)
"""True if a check of the file looks into the index of search too."""

WAIT_BRIEFLY = "import dpo_console.store.sqlite.connections as c; c.WAIT_SECONDS = 0.2"
"""The statement by which another process waits only briefly for a writer."""

Rows = list[tuple[Any, ...]]


def records_of(home: Path) -> Path:
    """Return where a home keeps its records."""
    return home / "data" / "records.sqlite3"


def wait_briefly(
    monkeypatch: pytest.MonkeyPatch, seconds: float, *, to_write: bool = False
) -> None:
    """Let readers, or writers too, give up soon while somebody else holds the records."""
    name = "WAIT_SECONDS" if to_write else "READER_WAITS_SECONDS"
    monkeypatch.setattr(connections, name, seconds)


def ask(records: Path, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Rows:
    """Return the rows that answer a question."""
    with closing(_opened(records)) as raw:
        return raw.execute(sql, values).fetchall()


def change(records: Path, *statements: str) -> None:
    """Run statements in one transaction, under the triggers and checks of the tables."""
    with closing(_opened(records)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def tamper(records: Path, *statements: str) -> None:
    """Run statements with the triggers dropped meanwhile. Each must change something."""
    with closing(_opened(records, at_once=True)) as raw:
        if not isinstance(raw, sqlite3.Connection):
            raw.execute("SET session_replication_role = replica")
            for statement in statements:
                assert raw.execute(statement).rowcount != 0, statement
            return
        triggers = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert raw.execute(statement).rowcount != 0, statement
        for _, sql in triggers:
            raw.execute(sql)


def damage(records: Path, *statements: str) -> None:
    """Run statements as an editor does, for good: no trigger and no check holds.

    Each must change something.
    """
    with closing(_open_to_anything(records)) as raw:
        for statement in statements:
            assert raw.execute(statement).rowcount, statement


def put_into_column(records: Path, table: str, column: str, value: str) -> None:
    """Put a value into each filled row of a column, or the first if the values must differ."""
    statement = f"UPDATE {table} SET {column} = {value} WHERE {column} IS NOT NULL"
    with closing(_open_to_anything(records)) as raw:
        try:
            raw.execute(statement)
        except RefusedByTable:
            raw.execute(f"{statement} AND {first_row(table)}")


def put_words(
    records: Path,
    words: Sequence[str],
    into: Collection[tuple[str, str]],
) -> None:
    """Put words in turn into the filled rows of these columns, each a table and its column.

    Notes that the program keeps for itself, as JSON, hold nobody's words and stay as they are.
    """
    with closing(_open_to_anything(records)) as raw:
        raw.execute("BEGIN")
        for table, column in into:
            own = f"json_valid({column}) AND substr({column}, 1, 1) IN ('[', '{{')"
            filled = f"SELECT rowid FROM {table} WHERE {column} <> '' AND NOT ({own})"
            rows = raw.execute(filled).fetchall()
            for (row,), word in zip(rows, cycle(words), strict=False):
                raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (word, row))
        raw.execute("COMMIT")


def fill(
    records: Path,
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]],
    *statements: str,
) -> None:
    """Write rows of each table's columns, then run statements."""
    with closing(_opened(records)) as raw, raw:
        for table, columns, rows in tables:
            marks = ", ".join("?" * len(columns))
            into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
            raw.executemany(into, rows)
        for statement in statements:
            raw.execute(statement)


def take_few_values(patch: pytest.MonkeyPatch) -> None:
    """Let a statement have no more values than the builds of SQLite that allow the fewest."""
    usual = sqlite3.connect

    def connect(*given: Any, **more: Any) -> sqlite3.Connection:  # noqa: ANN401 - as sqlite3 has it
        connection: sqlite3.Connection = usual(*given, **more)
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
        return connection

    patch.setattr(sqlite3, "connect", connect)


def rewrite_all(records: Path, questions: Sequence[str], sql: str, columns: slice) -> list[Rows]:
    """Do the least that a rewrite can: ask, and write columns back to the rows of the first."""
    with closing(_opened(records, at_once=True)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        found = [raw.execute(question).fetchall() for question in questions]
        raw.executemany(sql, [(*row[columns], row[0]) for row in found[0]])
        raw.execute("COMMIT")
        return found


def columns(records: Path, *, of_text: bool = False) -> list[tuple[str, str]]:
    """Return each table and column, or those that hold text. Search's own aren't tables here."""
    with closing(_opened(records)) as raw:
        if not isinstance(raw, sqlite3.Connection):
            return raw.columns(of_text=of_text)
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return [
            (table, column[1])
            for (table,) in tables
            if not table.startswith(("sqlite_", "case_search_"))
            and not (of_text and table == "case_search")
            for column in raw.execute(f"PRAGMA table_info({table})")
            if column[2] == "TEXT" or not of_text
        ]


def first_row(table: str) -> str:
    """Return the condition for a table's first row."""
    return f"rowid = (SELECT min(rowid) FROM {table})"


def last_row(table: str) -> str:
    """Return the condition for a table's last row."""
    return f"rowid = (SELECT max(rowid) FROM {table})"


@contextmanager
def kept(records: Path) -> Iterator[None]:
    """Put the records back as they were, once the block is done with them."""
    whole = records.read_bytes()
    if os.environ.get(server.ASKED) and whole.startswith(b"postgres "):
        from tests.store import on_postgres

        with on_postgres.kept(records):
            yield
        return
    try:
        yield
    finally:
        records.write_bytes(whole)


class Other:
    """Somebody else at the records, who can hold them and let them go."""

    def __init__(self, records: Path) -> None:
        """Open the records."""
        if os.environ.get(server.ASKED):
            pytest.skip("this is about the locks of SQLite")
        self._raw = sqlite3.connect(records, isolation_level=None)

    def hold(self, *, to_write: bool = False) -> None:
        """Let nobody else read, or only nobody else write."""
        self._raw.execute("BEGIN IMMEDIATE" if to_write else "BEGIN EXCLUSIVE")

    def let_go(self) -> None:
        """Let others in again."""
        self._raw.execute("ROLLBACK")

    def close(self) -> None:
        """Leave, and let others in."""
        self._raw.close()


@contextmanager
def held(records: Path) -> Iterator[Other]:
    """Hold the records against readers and writers, until the block ends or lets them go."""
    with closing(Other(records)) as other:
        other.hold()
        yield other


def _opened(records: Path, *, at_once: bool = False) -> "sqlite3.Connection | Raw":
    """Open records. With `at_once`, each statement is saved by itself."""
    if os.environ.get(server.ASKED) and records.read_bytes().startswith(b"postgres "):
        from tests.store.raw_postgres import Raw

        return Raw(records)
    return sqlite3.connect(records, isolation_level=None if at_once else "DEFERRED")


def _open_to_anything(records: Path) -> "sqlite3.Connection | Raw":
    raw = _opened(records, at_once=True)
    if not isinstance(raw, sqlite3.Connection):
        raw.defenceless()
        return raw
    raw.execute("PRAGMA ignore_check_constraints = ON")
    named = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (trigger,) in named:
        raw.execute(f"DROP TRIGGER {trigger}")
    return raw


def content(records: Path) -> dict[str, Rows]:
    """Return the rows of each table, but for what each opening works out again."""
    kept: dict[str, list[str]] = {}
    for table, column in columns(records):
        if (table, column) not in WORKED_OUT:
            plain = f"lower({column})" if column == "nonce" else column  # it is a number
            kept.setdefault(table, []).append(plain)
    return {
        table: sorted(ask(records, f"SELECT {', '.join(names)} FROM {table}"), key=repr)
        for table, names in kept.items()
        if table != "case_search"
    }


WORKED_OUT = {("installation", "law")}
"""Columns that each opening of the records works out again."""
