"""The door to read: one consistent look at the database."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from psycopg2 import Error

from dpo_console.store.asking import Ask, Row, Value
from dpo_console.store.postgres.connections import Connection, lent
from dpo_console.store.postgres.dialect import in_postgres

_LOOK = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = {path}"
_WHOLE = _LOOK.format(path="records")
_SEEN = (
    f"{_LOOK.format(path='seen, records')}; "
    "SELECT set_config('dpo_console.person', %(person)s, true)"
)
"""A view of this name stands before the table of cases, and asks for this person."""


@contextmanager
def look(address: str, reader: str | None) -> Iterator[Ask]:
    """Open one consistent look at the records, as `reader` may see them, or whole with None."""
    first, values = (_WHOLE, {}) if reader is None else (_SEEN, {"person": reader})
    with lent(address, first, values) as connection:

        def begin_again() -> None:
            """Look on after an error, which ends a transaction: `verify` reports it."""
            connection.cursor().execute(f"ROLLBACK; {first}", values)

        yield asker(connection, begin_again)
        connection.cursor().execute("COMMIT")


def asker(connection: Connection, begin_again: Callable[[], None] | None = None) -> Ask:
    """Return the Ask of an open connection. After an error, it begins again if it may."""

    def ask(sql: str, values: Mapping[str, Value]) -> list[Row]:
        with connection.cursor() as cursor:
            try:
                cursor.execute(in_postgres(sql), values)
            except Error:
                if begin_again and not connection.closed:
                    begin_again()
                raise
            rows: list[Row] = cursor.fetchall() if cursor.description else []
            return rows

    return ask
