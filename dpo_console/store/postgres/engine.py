"""The records in a database of PostgreSQL."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.store.asking import Ask, Reader, Value
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.heads import NOWHERE, LastSeen
from dpo_console.store.postgres import connections, layouts, read_door
from dpo_console.store.postgres.connection import Counting
from dpo_console.store.postgres.connections import WAIT_SECONDS, connect
from dpo_console.store.postgres.problems import STANDBY_ALONE, WITHOUT_STANDBY, plain_errors
from dpo_console.store.postgres.roles import WRITER, taking

if TYPE_CHECKING:
    import sqlalchemy

    from dpo_console.store.audit.chain import ChainHead
    from dpo_console.store.postgres import copies, write_door
else:
    copies = later("dpo_console.store.postgres.copies")
    write_door = later("dpo_console.store.postgres.write_door")

T = TypeVar("T")


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


LAYOUT = Path(__file__).with_name("layout.json")
"""The digest of each definition of the newest layout, as `layout` returns them."""

_LOOSE = re.compile(r"[\s()\"]|::\w+|\b\w+\.")
"""Whatever versions of the server spell differently in one definition."""

_DEFINED = """
SELECT 'table ' || c.relname, string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  || CASE WHEN a.attnotnull THEN ' needed' ELSE '' END || ' '
  || CASE WHEN a.attstattarget = 0 THEN 'unsampled ' ELSE '' END
  || coalesce((SELECT o.collname FROM pg_collation o WHERE o.oid = a.attcollation), ''), ', '
  ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'records'::regnamespace AND c.relkind = 'r' GROUP BY c.relname
UNION ALL SELECT 'check ' || c.conname, pg_get_constraintdef(c.oid) || c.convalidated::text
FROM pg_constraint c WHERE c.connamespace = 'records'::regnamespace AND c.contype IN ('c', 'f')
UNION ALL SELECT 'index ' || c.relname, pg_get_indexdef(c.oid) || i.indisvalid::text
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = 'records'::regnamespace
UNION ALL SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid) || t.tgenabled::text
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'records'::regnamespace AND NOT t.tgisinternal
UNION ALL SELECT 'function ' || p.proname, p.prosrc || p.provolatile::text
FROM pg_proc p WHERE p.pronamespace = 'records'::regnamespace
UNION ALL SELECT 'policy ' || p.polname || ' on ' || c.relname,
  coalesce(pg_get_expr(p.polqual, p.polrelid), '')
  || c.relrowsecurity::text
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = 'records'::regnamespace
UNION ALL SELECT 'view ' || c.relname,
  coalesce(pg_get_viewdef(c.oid), '') || coalesce(array_to_string(c.reloptions, ' '), '')
FROM pg_class c WHERE c.relnamespace IN ('seen'::regnamespace, 'records'::regnamespace)
AND c.relkind IN ('v', 'm', 'f', 'p')
"""


def faults(ask: Ask) -> list[str]:
    """Return the triggers of links that were switched off: rows may then point to nothing."""
    off = ask(
        "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = 'records'::regnamespace AND t.tgisinternal AND t.tgenabled <> 'O' "
        "ORDER BY c.relname",
        {},
    )
    return [f"the links of {table} aren't held" for (table,) in off]


def layout(ask: Ask) -> dict[str, Value]:
    """Return the digest of each definition in the catalogue, by kind and name."""
    return {
        str(what): hashlib.sha256(_LOOSE.sub("", str(how)).encode()).hexdigest()
        for what, how in ask(_DEFINED, {})
    }


def newest_layout() -> dict[str, Value]:
    """Return the same of the newest layout."""
    due: dict[str, Value] = json.loads(LAYOUT.read_text("utf-8"))
    return due


class PostgresRecords(NamedTuple):
    """One database of records, by the address of its server, and its name for sentences.

    `memory` is the place in a home beside which the home remembers the last head that it saw.
    """

    address: str
    named: str
    memory: Path = NOWHERE

    def create(self, now: datetime) -> None:
        """Make the tables and the row that identifies the records."""
        with plain_errors(self.named):
            layouts.create(self.address, self.named, now)

    def prepare(self, now: datetime) -> None:
        """Bring the layout up to the newest, once, whoever else tries."""
        with plain_errors(self.named):
            layouts.prepare(self.address, self.named, layouts.kept_at(self.address))

    def prepare_if_there(self, now: datetime) -> bool:
        """Do the same if the database holds records, which mostly takes one round."""
        with plain_errors(self.named):
            kept = layouts.kept_at(self.address)
            if kept.layout:
                layouts.prepare(self.address, self.named, kept)
            return bool(kept.layout)

    def is_there(self) -> bool:
        """Return True if the database holds records. Raises TryAgain if it doesn't answer."""
        return read_door.is_held(self.address) or bool(self.layout())

    def why_not_writable(self) -> str:
        """Return a sentence while a standby answers alone. A change finds out all else."""
        alone = connections.only_reads(self.address)
        return STANDBY_ALONE.format(named=self.named) if alone else ""

    def layout(self) -> int:
        """Return the number of the layout, or 0 without records."""
        with plain_errors(self.named):
            return layouts.kept_at(self.address).layout

    def snapshot(self, within: Path, told: Callable[[Ask], T]) -> tuple[BinaryIO, T]:
        """Copy the records as they stand at this moment to an unnamed SQLite file."""
        with self.look(None) as ask:
            return copies.to_unnamed(ask, within), told(ask)

    def wipe(self) -> None:
        """Write the tables that hold words again. Archives of the server's log keep them."""
        with plain_errors(self.named):
            wipe(self.address)

    def faults(self) -> list[str]:
        """Return the tables whose links the server doesn't hold."""
        with self.look(None) as ask:
            return faults(ask)

    def layout_found(self, ask: Ask) -> dict[str, Value]:
        """Return the definition of each table, index, trigger, function and view."""
        return layout(ask)

    def layout_due(self) -> dict[str, Value]:
        """Return the same of the newest layout."""
        return newest_layout()

    @contextmanager
    def look(self, reader: Reader | None) -> Iterator[Ask]:
        """Open one consistent look at the database."""
        looked = read_door.look(self.address, reader, self.seen)
        with plain_errors(self.named), looked as ask:
            yield ask

    @contextmanager
    def glance(self, reader: Reader | None) -> Iterator[Ask]:
        """Open a look in which each question stands alone."""
        looked = read_door.glance(self.address, reader, self.seen)
        with plain_errors(self.named), looked as ask:
            yield ask

    def turn(self, *, briefly: bool) -> AbstractContextManager[None]:
        """Share looks inside the change. The lock itself keeps the order of those who wait."""
        return read_door.holding(self.address)

    def bind(self, *, briefly: bool) -> "sqlalchemy.Engine":
        """Return the engine whose transactions begin with the writers' lock."""
        return write_door.engine(self.address, os.getpid(), self.seen, briefly=briefly)

    def narrow(self, connection: "sqlalchemy.Connection", reader: Reader | None) -> None:
        """Have the server's policy on cases hold the rest of this change."""
        write_door.narrow(connection, reader)

    def plain_errors(self) -> AbstractContextManager[None]:
        """Tell the errors of SQLAlchemy and the driver."""
        return write_door.plain_errors(self.named, self._why_busy)

    def _why_busy(self) -> str:
        """Return the sentence that a commit before waits for a standby, or ''."""
        with plain_errors(self.named), connections.lent(self.address) as connection:
            cursor = connection.cursor()
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND wait_event = 'SyncRep'"
            )
            return WITHOUT_STANDBY.format(named=self.named) if cursor.fetchone()[0] else ""

    def ask_on(self, connection: "sqlalchemy.Connection") -> Ask:
        """Return an Ask inside a connection's own transaction."""
        return read_door.Asker(write_door.raw(connection))

    def rows_written(self, connection: "sqlalchemy.Connection") -> int:
        """Return the number of rows that this connection has written."""
        return write_door.raw(connection).written

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the writers' lock."""
        with plain_errors(self.named), closing(connections.connect(self.address)) as connection:
            write_door.begin(connection, connections.WAIT_SECONDS)
            connection.cursor().execute("SELECT")
            yield

    def retire(self) -> None:
        """Give the tables another name, under which no console finds them."""
        with plain_errors(self.named):
            layouts.retire(self.address)

    @contextmanager
    def settled(self) -> Iterator[Ask]:
        """Look on a connection of its own, behind the writers' lock, and have the answer confirmed.

        A server may still be saving for a lost connection, which holds the lock. A commit of ours
        is confirmed by a standby only after all that came before it.
        """
        with plain_errors(self.named), closing(connections.connect(self.address)) as connection:
            cursor = connection.cursor()
            write_door.begin(connection, connections.READER_WAITS_SECONDS)
            cursor.execute("SELECT pg_logical_emit_message(true, 'dpo_console', '')")
            read_door.refuse_older(connection, self.seen)
            yield read_door.Asker(connection)
            connection.commit()

    @property
    def seen(self) -> LastSeen:
        """The last head that this home saw."""
        return LastSeen(self.memory, self.named)

    def saw(self, head: "ChainHead") -> None:
        """Remember a head of the log."""
        self.seen.saw(head)
