"""Databases used again: emptied after a test, and filled as the one that they are copies of.

To copy a database, to connect to it and to ask it the first time takes the server far longer than
most tests. One that was used keeps its connections and their plans. It is dropped if a test changed
more than rows, or left somebody at work in it.
"""

import os
from contextlib import closing
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import psycopg2

from tests.store import server

USES = 50
"""Number of tests after which a database is dropped: rows that were deleted slow it down."""

_free: dict[tuple[int, str], list[str]] = {}
"""The names of those that are free, by process and template: a forked process has its own."""

_copies: dict[str, "_Copy"] = {}


class _Copy:
    """A copy of a template, how often it was used, and a connection to put it back as it was."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.uses = 0
        self.door: Any = None


class _Template(NamedTuple):
    """The rows of a template, the statements that empty a copy of it, and its layout."""

    layout: str
    empties: str
    rows: dict[str, bytes]


def take(template: str) -> str:
    """Return the name of a database that is as a template, which nobody changes."""
    if free := _free.get((os.getpid(), template)):
        return free.pop()
    name = server.make(template)
    _copies[name] = _Copy(template)
    return name


def give_back(name: str) -> None:
    """Put a database back as it was for the next test, or drop it."""
    copy = _copies.get(name)
    if copy and copy.uses < USES and _is_put_back(name, copy):
        copy.uses += 1
        _free.setdefault((os.getpid(), copy.template), []).append(name)
    else:
        server.drop(name)
        _copies.pop(name, None)


def _is_put_back(name: str, copy: _Copy) -> bool:
    template = _template(copy.template)
    try:
        if copy.door is None:
            copy.door = psycopg2.connect(server.address(name))
        with copy.door as door, door.cursor() as cursor:
            cursor.execute(_AT_WORK)
            if cursor.fetchone() != (0,):
                return False
            cursor.execute(_LAYOUT)
            if cursor.fetchone()[0] != template.layout:
                return False
            cursor.execute(template.empties)
            for table, rows in template.rows.items():
                cursor.copy_expert(f"COPY {table} FROM STDIN", BytesIO(rows))
    except psycopg2.Error:  # somebody holds it, or it is no longer what it was
        return False
    return True


@cache
def _template(name: str) -> _Template:
    """Read a template, and leave it, because nobody can copy a database that is in use."""
    with closing(psycopg2.connect(server.address(name))) as raw, raw.cursor() as cursor:
        cursor.execute(_LAYOUT)
        ((layout,),) = cursor.fetchall()
        cursor.execute(_TABLES)
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(_NUMBERS)
        numbers = [sql for (sql,) in cursor.fetchall()]
        rows = {table: _rows(cursor, table) for table in tables}
    deletes = [f"DELETE FROM {table}" for table in tables]
    begins = ["SET LOCAL session_replication_role = replica", "SET LOCAL lock_timeout = '2s'"]
    filled = {table: found for table, found in rows.items() if found}
    return _Template(layout, "; ".join(begins + deletes + numbers), filled)


def _rows(cursor: Any, table: str) -> bytes:  # noqa: ANN401 - the driver's
    out = BytesIO()
    cursor.copy_expert(f"COPY {table} TO STDOUT", out)
    return out.getvalue()


_AT_WORK = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'
"""

_TABLES = """
SELECT oid::regclass::text FROM pg_class
WHERE relnamespace = 'records'::regnamespace AND relkind = 'r'
"""

_NUMBERS = """
SELECT format('SELECT setval(%L, %s, %L)', format('%I.%I', schemaname, sequencename),
    coalesce(last_value, start_value), last_value IS NOT NULL)
FROM pg_sequences WHERE schemaname = 'records'
"""

_LAYOUT = """
SELECT concat_ws(' ',
    (SELECT string_agg(nspname, ',' ORDER BY nspname) FROM pg_namespace WHERE oid >= 16384),
    (SELECT string_agg(concat(oid, relacl), ',' ORDER BY oid) FROM pg_class
        WHERE relnamespace IN ('records'::regnamespace, 'seen'::regnamespace)),
    (SELECT string_agg(concat(oid, tgenabled), ',' ORDER BY oid) FROM pg_trigger),
    (SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_constraint WHERE oid >= 16384),
    (SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_policy),
    (SELECT string_agg(concat(oid, md5(prosrc), proacl), ',' ORDER BY oid) FROM pg_proc
        WHERE oid >= 16384),
    (SELECT count(*) FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0 AND attrelid IN
        (SELECT oid FROM pg_class WHERE relnamespace = 'records'::regnamespace)))
"""
