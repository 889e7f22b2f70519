"""The door to read: one consistent look at the database, and the smallest of writes."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from psycopg2 import Error

from dpo_console.store.asking import Ask, AtOnce, Reader, Row, Value
from dpo_console.store.heads.last_seen import LastSeen
from dpo_console.store.postgres.connections import Connection, ended_when_abandoned, lent
from dpo_console.store.postgres.dialect import in_postgres
from dpo_console.store.postgres.roles import READER, VERIFIER, WRITER, taking

EVERYBODY = "*"
"""The setting that stands for everybody, and for every school. No slug has this sign."""

FOR = (
    "SELECT set_config('dpo_console.person', %(person)s, true), "
    "set_config('dpo_console.schools', %(schools)s, true)"
)
"""The statement by which a transaction says for whom it asks."""

_LOOK = (
    f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {ended_when_abandoned()}"
    "SET LOCAL search_path = "
)
_WHOLE = f"{_LOOK}records; {taking(VERIFIER)}{FOR}"
_SEEN = f"{_LOOK}seen; {taking(READER)}{FOR}"
"""A view of the same name stands for each table, and shows what this person may see."""


_JOTTED = f"SET LOCAL search_path = records; {taking(WRITER)}{FOR}"


@contextmanager
def look(address: str, reader: Reader | None, seen: LastSeen) -> Iterator[Ask]:
    """Open one consistent look at the records, as `reader` may see them, or whole with None.

    Raises Refused if they lack the last head `seen`.
    """
    first, values = _WHOLE if reader is None else _SEEN, sight(reader)
    with lent(address) as connection:
        connection.begin(first, values)
        refuse_older(connection, seen)

        def begin_again() -> None:
            """Look on after an error, which ends a transaction: `verify` reports it."""
            connection.rollback()
            connection.begin(first, values)

        yield Asker(connection, begin_again)
        connection.rollback()


def sight(reader: Reader | None) -> dict[str, str]:
    """Return the values that say for whom a transaction asks: None for everybody."""
    person, schools = (EVERYBODY, None) if reader is None else reader
    return {"person": person, "schools": EVERYBODY if schools is None else ",".join(schools)}


def refuse_older(connection: Connection, seen: LastSeen) -> None:
    """Raise Refused if a connection's records lack the last head that their home saw.

    Each connection is asked once, and a standby until it takes over.
    """
    if not connection.checked:
        behind = connection.only_reads
        seen.refuse_older(Asker(connection), behind=behind)
        connection.checked = not behind


def jot(
    address: str, sql: str, values: Mapping[str, Value], reader: Reader | None, seen: LastSeen
) -> None:  # fmt: skip
    """Run one statement in a transaction of its own. It doesn't wait for the writers' lock.

    It reads what `reader` may see. Raises Refused if the records lack the last head `seen`.
    """
    with lent(address) as connection, connection.cursor() as cursor:
        connection.begin(_JOTTED, sight(reader))
        refuse_older(connection, seen)
        connection.begin(_JOTTED, sight(reader))
        cursor.execute(in_postgres(sql), values)


class Asker(AtOnce):
    """The Ask of an open connection. After an error, it begins again if it may."""

    def __init__(
        self, connection: Connection, begin_again: Callable[[], None] | None = None
    ) -> None:
        """Use it only while the connection is lent."""
        self._connection = connection
        self._begin_again = begin_again

    def __call__(self, sql: str, values: Mapping[str, Value]) -> list[Row]:
        """Ask a question."""
        with self._connection.cursor() as cursor:
            try:
                cursor.execute(in_postgres(sql), values)
            except Error:
                if self._begin_again and not self._connection.closed:
                    self._begin_again()
                raise
            rows: list[Row] = cursor.fetchall() if cursor.description else []
            return rows

    def at_once(self, questions: Sequence[str], values: Mapping[str, Value]) -> list[list[Row]]:
        """Ask several questions in one round: each answer arrives as JSON, whose keys we drop."""
        each = (f"(SELECT json_agg(q)::text FROM ({sql}) q)" for sql in questions)
        (answers,) = self(f"SELECT {', '.join(each)}", values)
        return [_rows(text) if isinstance(text, str) else [] for text in answers]


_ROWS = json.JSONDecoder(object_pairs_hook=lambda pairs: tuple(value for _, value in pairs))


def _rows(text: str) -> list[Row]:
    rows: list[Row] = _ROWS.decode(text)
    return rows
