"""The records, and the door to read them. The door to write them is `session.write`."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dpo_console.errors import Refused
from dpo_console.store import schema, sqlite, visibility

Value = str | int | None
Row = tuple[Value, ...]
Ask = Callable[[str, Mapping[str, Value]], list[Row]]
"""A function that asks the database one question with `:named` values and returns all rows."""


@dataclass(frozen=True, slots=True)
class Database:
    """One file of records. It holds no connection: nothing is locked while a person thinks.

    `reader` is the slug of the person who reads. With None, the read door shows all cases.
    """

    path: Path
    backups: Path
    reader: str | None = None

    @property
    def whole(self) -> "Database":
        """The same records with every case in sight, for checks and sums over the file itself."""
        return replace(self, reader=None)

    def seen_by(self, person: str) -> "Database":
        """Return the same records as this person may see them."""
        return replace(self, reader=person)

    @property
    def made(self) -> Path:
        """An empty file beside the records. It proves that they existed if they are lost."""
        return self.path.with_suffix(".made")

    def create(self, now: datetime) -> None:
        """Make new records. Raises Refused if there are some, or the folder can't be written."""
        sqlite.create_file(self.path, schema.new_records(now))
        self._leave_mark()

    def prepare(self, now: datetime) -> None:
        """Bring the file's layout up to this release's, backing it up first.

        Raises Refused if the file is foreign or a newer release's. Such a file is left untouched.
        """
        with sqlite.plain_errors(self.path), self._connection() as connection:
            schema.refuse_foreign(connection, self.path)
            have, newest = schema.layout(connection), schema.newest()
            schema.refuse_newer(have, newest, self.path)
            if have < newest:
                schema.bring_up_to_date(connection, self.path, self.backups, now)
        self._leave_mark()

    def _leave_mark(self) -> None:
        with suppress(OSError):  # records on a read-only disk can still be read
            if not self.made.exists():
                self.made.touch(mode=0o600)

    @contextmanager
    def read(self) -> Iterator[Ask]:
        """Open one consistent look at the records. Each answer is fetched whole before use."""
        with sqlite.plain_errors(self.path), self._connection(to_read=True) as connection:
            if self.reader is not None:
                visibility.only_for(connection, self.reader)
            connection.execute("BEGIN")
            yield asker(connection)
            connection.execute("COMMIT")

    def watching(self, ask: Ask) -> AbstractContextManager[None]:
        """Stand around one change, inside its transaction. These records let it pass."""
        return nullcontext()

    @contextmanager
    def _connection(self, *, to_read: bool = False) -> Iterator[sqlite3.Connection]:
        if not sqlite.is_there(self.path):
            raise Refused(
                f"The records {self.path} are missing. If they were moved, put them back; "
                "otherwise restore them from a backup. Nothing was made in their place."
            )
        connection = sqlite.connect(self.path, to_read=to_read)
        try:
            yield connection
        finally:
            connection.close()


def asker(connection: sqlite3.Connection) -> Ask:
    """Return the Ask of an open connection."""

    def ask(sql: str, values: Mapping[str, Value]) -> list[Row]:
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as problem:
            if sqlite.NO_TEXT not in str(problem):
                raise
        connection.text_factory = _legible
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.text_factory = str

    return ask


def _legible(text: bytes) -> str:
    """Decode text in an unknown encoding, with marks for the bytes that are not UTF-8."""
    return text.decode(errors="replace")


def text(value: Value) -> str | None:
    """Return a column's value as text, or None for a null."""
    return None if value is None else str(value)
