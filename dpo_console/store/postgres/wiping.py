"""Erased words wiped from the tables: what the server itself keeps of a changed row.

A row that was changed or deleted stays in its table's file until the table is written again. The
log that the server archives or sends to a standby keeps it for as long as it is kept there.
"""

from contextlib import closing

from dpo_console.errors import Refused
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.postgres.connection import Counting
from dpo_console.store.postgres.connections import WAIT_SECONDS, connect
from dpo_console.store.postgres.roles import WRITER, taking

TABLES = (
    *(p.table for p in PARTS.values() if p.goes or any(covered.words for covered in p.covered)),
    "letter", "look", "message", "audit_detail", "case_search", "kept_file",
)  # fmt: skip
"""The tables that an erasure changes."""

TRIES = 3
"""The most times that a table is written again, while another session holds old rows back."""


def wipe(address: str) -> None:
    """Write the tables that hold words again, each alone, without what was erased.

    Raises Refused if the account may not. The server skips such a table with a warning.
    """
    with closing(connect(address)) as connection:
        connection.autocommit = True
        if connection.is_pooled:
            raise Refused(
                "The words are erased, but the tables that held them can't be written again "
                "through a pool such as pgbouncer. Open the records once without one."
            )
        connection.cursor().execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        if connection.get_parameter_status("is_superuser") == "off":
            connection.cursor().execute(taking(WRITER, until="session"))
        for table in TABLES:
            _write_again(connection.cursor(), f"records.{table}")
        if connection.notices:
            raise Refused(
                "The words are erased, but this account of the database may not write the tables "
                "again that held them. Open the records with the owner's account, or grant "
                "MAINTAIN: dpo-console guide postgresql"
            )


def _write_again(cursor: Counting, table: str) -> None:
    """Write one table again. A session that only just begins can still need its old rows."""
    for _ in range(TRIES):
        cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
        cursor.execute("SELECT pg_stat_get_dead_tuples(%s::regclass)", (table,))
        (held_back,) = cursor.fetchone() or (0,)
        if not held_back:
            return
