"""Records of a test in PostgreSQL, opened round every door, with the words of sqlite3."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import psycopg2
import pytest

from dpo_console.store.postgres.dialect import in_postgres
from tests.store import on_postgres, server

_OF_SQLITE = re.compile(
    r"PRAGMA|sqlite_master|CAST\([xX]'|CREATE VIRTUAL|case_search_data|CREATE TRIGGER|RAISE\("
)


class Raw:
    """A connection that takes SQLite's marks for values, and its name for the number of a row."""

    def __init__(self, records: Path) -> None:
        """Open the database that the file of a home's records names."""
        name = on_postgres.name_of(records)
        self._raw = psycopg2.connect(server.address(name), options="-c search_path=records")
        self._raw.autocommit = True
        self.last: Any = self._raw.cursor()

    def execute(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Any:  # noqa: ANN401
        """Run a statement. What only SQLite reads ends the test as skipped."""
        if _OF_SQLITE.search(sql):
            pytest.skip("this is about the file of SQLite")
        self.last = self._raw.cursor()
        try:
            self.last.execute(self._spelled(sql), values)
        except (psycopg2.IntegrityError, psycopg2.DataError) as refused:
            raise sqlite3.IntegrityError(str(refused)) from refused
        return self.last

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        self._raw.cursor().executemany(self._spelled(sql), list(rows))

    def defenceless(self) -> None:
        """Let nothing hold from now on: no trigger, no link and, for good, no check."""
        self.execute("SET session_replication_role = replica")
        found = self.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE connamespace = 'records'::regnamespace AND contype = 'c'"
        ).fetchall()
        for table, name in found:
            self.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")

    def columns(self, *, of_text: bool) -> list[tuple[str, str]]:
        """Return each table and column that SQLite has too, or those that hold text."""
        kinds = "('text')" if of_text else "('text', 'bigint')"
        found = self.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            f"WHERE table_schema = 'records' AND data_type IN {kinds} "
            "AND table_name NOT IN ('layout', 'kept_file', 'release') "
            "AND (table_name, column_name) <> ('case_search', 'case_id') "
            "ORDER BY table_name, ordinal_position"
        ).fetchall()
        return [(t, c) for t, c in found if not (of_text and t == "case_search")]

    def close(self) -> None:
        """Leave."""
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def _spelled(self, sql: str) -> str:
        row = "case_id" if "case_search" in sql else "ctid"
        text = re.sub(r"\browid\b", row, sql).replace("json_valid(", "records.is_json(")
        text = re.sub(r"\bchar\(", "chr(", text)
        text = re.sub(r"^DROP TRIGGER ([a-z_]+)_[a-z]+$", r"\g<0> ON \1", text)
        text = re.sub(r"^DROP TABLE \w+$", r"\g<0> CASCADE", text)
        return in_postgres(text).replace("?", "%s")
