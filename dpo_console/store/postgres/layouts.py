"""The layout of the records in PostgreSQL, and the steps from an older layout to a newer."""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path

from psycopg2.errors import UndefinedTable

from dpo_console import __version__
from dpo_console.errors import Refused
from dpo_console.store.postgres.connections import WAIT_SECONDS, Connection, connect, lent
from dpo_console.store.postgres.roles import GIVE, VERIFIER, WRITER, taking
from dpo_console.store.postgres.writers import HOLD, refuse_without_lock

FOLDER = Path(__file__).parents[1] / "migrations"
_NUMBERED = re.compile(r"(\d{4})\.postgres\.sql")


@cache
def steps() -> dict[int, Path]:
    """Return the file of each layout step, by number. The first makes all tables."""
    found = ((_NUMBERED.fullmatch(path.name), path) for path in FOLDER.iterdir())
    return dict(sorted((int(match[1]), path) for match, path in found if match))


def create(address: str, named: str, now: datetime) -> None:
    """Make new records in an empty database, whole or not at all."""
    refuse_without_lock(address)
    with _changing(address) as connection:
        if layout(connection):
            raise Refused(f"There are records in {named} already; they were left as they were.")
        _refuse_encoding(connection)
        make(connection)
        connection.cursor().execute(
            "INSERT INTO records.installation (id, chain, created_at, law) VALUES (1, %s, %s, '')",
            (os.urandom(16).hex(), now.isoformat(timespec="seconds")),
        )


def _refuse_encoding(connection: Connection) -> None:
    cursor = connection.cursor()
    cursor.execute("SHOW server_encoding")
    if (encoding := cursor.fetchone()[0]) != "UTF8":
        raise Refused(
            f"This database keeps its text as {encoding}, which can't hold every name. Nothing was "
            "made. Make a database with the encoding UTF8."
        )


def make(connection: Connection) -> None:
    """Make the tables, without rows, in this connection's transaction."""
    _apply(connection, 0)
    _note_release(connection)


def remove(connection: Connection) -> None:
    """Remove the tables with all rows, in this connection's transaction."""
    connection.cursor().execute("DROP SCHEMA records, seen CASCADE")


def prepare(address: str, named: str) -> None:
    """Bring the layout up to the newest. Raises Refused for foreign or newer records.

    Two hosts may try at once. The second finds it done.
    """
    newest = _ours(layout_at(address), named) == max(steps())
    with lent(address) as connection:
        known = newest and _newest_release(connection, named, taking(VERIFIER)) == __version__
    if not known:
        with _changing(address, taking(WRITER) if newest else "") as connection:
            _apply(connection, _ours(layout(connection), named))
            _newest_release(connection, named)
            _note_release(connection)


def _newest_release(connection: Connection, named: str, first: str = "") -> str:
    """Return the newest release that opened the records, or ''. Raises Refused if ours is older.

    An older release works out other dates, and would rewrite those of the newer whenever it opens.
    """
    cursor = connection.cursor()
    cursor.execute(f"{first}SELECT newest FROM records.release")
    found = cursor.fetchone()
    newest = str(found[0]) if found else ""
    if _in_order(newest) > _in_order(__version__):
        raise Refused(
            f"{named} was opened by dpo_console {newest}, and this is {__version__}. Every machine "
            "needs the newer release: install it here."
        )
    return newest


def _note_release(connection: Connection) -> None:
    connection.cursor().execute(
        "INSERT INTO records.release (id, newest) VALUES (1, %s) "
        "ON CONFLICT (id) DO UPDATE SET newest = excluded.newest",
        (__version__,),
    )


def _in_order(release: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", release)]


def _ours(have: int, named: str) -> int:
    """Return the layout's number. Raises Refused for foreign or newer records."""
    known = max(steps())
    if not have:
        raise Refused(
            f"The database {named} does not hold dpo_console's records. It was left untouched. "
            "Restore the records from a backup."
        )
    if have > known:
        raise Refused(
            f"{named} was written by a newer dpo_console (layout {have}; this one knows {known}). "
            "It was left untouched: install the newer release to open it."
        )
    return have


def retire(address: str) -> None:
    """Give both schemas another name, whole or not at all."""
    with closing(connect(address)) as connection:
        aside = f"moved_{os.urandom(4).hex()}"
        for schema in ("records", "seen"):
            connection.cursor().execute(f"ALTER SCHEMA {schema} RENAME TO {schema}_{aside}")
        connection.commit()


def layout(connection: Connection) -> int:
    """Return the number of the layout, or 0 for a database without records."""
    cursor = connection.cursor()
    cursor.execute("SELECT to_regclass('records.layout') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return 0
    cursor.execute("SELECT number FROM records.layout")
    row = cursor.fetchone()
    return int(row[0]) if row else 0


def layout_at(address: str) -> int:
    """Return the same in one round to the server, outside a transaction."""
    with lent(address) as connection, connection.cursor() as cursor, suppress(UndefinedTable):
        cursor.execute(f"{taking(VERIFIER)}SELECT number FROM records.layout")
        row = cursor.fetchone()
        return int(row[0]) if row else 0
    return 0


def _apply(connection: Connection, have: int) -> None:
    cursor = connection.cursor()
    for number, path in steps().items():
        if number > have:
            cursor.execute(path.read_text("utf-8"))
            cursor.execute("UPDATE records.layout SET number = %s", (number,))
    if have < max(steps()):
        cursor.execute(GIVE)


@contextmanager
def _changing(address: str, first: str = "") -> Iterator[Connection]:
    """Open one change alone among the writers, of the layout by its owner or by a role of rows."""
    with closing(connect(address)) as connection:
        connection.cursor().execute(f"{first}SET LOCAL lock_timeout = '{WAIT_SECONDS}s'; {HOLD}")
        yield connection
        connection.commit()
