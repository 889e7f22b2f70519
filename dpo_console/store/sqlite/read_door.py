"""The door to read: one consistent look at the file."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from dpo_console.errors import Refused
from dpo_console.store.asking import Ask, Reader, Row, Value
from dpo_console.store.sqlite import connections, visibility
from dpo_console.store.sqlite.dialect import in_sqlite
from dpo_console.store.sqlite.files import is_there
from dpo_console.store.sqlite.kept import kept
from dpo_console.store.sqlite.problems import NO_TEXT, plain_errors


@contextmanager
def look(path: Path, reader: Reader | None) -> Iterator[Ask]:
    """Open one consistent look at the records, as `reader` may see them, or whole with None."""
    with plain_errors(path), lent(path, reader) as connection:
        connection.execute("BEGIN")
        yield asker(connection)
        connection.execute("COMMIT")


def lent(path: Path, reader: Reader | None) -> AbstractContextManager[sqlite3.Connection]:
    """Lend a connection through which `reader` sees the records. It is in no transaction."""

    def open_it() -> sqlite3.Connection:
        connection = opened(path, to_read=True)
        if reader is not None:
            visibility.only_for(connection, reader)
        return connection

    return kept(path, (reader, connections.patience(briefly=True)), open_it)


def opened(path: Path, *, to_read: bool = False) -> sqlite3.Connection:
    """Open the records, which must exist. Raises Refused if they are missing."""
    if not is_there(path):
        raise Refused(
            f"The records {path} are missing. If they were moved, put them back; "
            "otherwise restore them from a backup. Nothing was made in their place."
        )
    return connections.connect(path, to_read=to_read)


def asker(connection: sqlite3.Connection) -> Ask:
    """Return the Ask of an open connection."""

    def ask(sql: str, values: Mapping[str, Value]) -> list[Row]:
        asked = in_sqlite(sql)
        try:
            return connection.execute(asked, values).fetchall()
        except sqlite3.OperationalError as problem:
            if NO_TEXT not in str(problem):
                raise
        connection.text_factory = _legible
        try:
            return connection.execute(asked, values).fetchall()
        finally:
            connection.text_factory = str

    return ask


def _legible(text: bytes) -> str:
    """Decode text in an unknown encoding, with marks for the bytes that are not UTF-8."""
    return text.decode(errors="replace")
