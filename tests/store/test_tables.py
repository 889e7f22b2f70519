"""The SQLModel tables match the migrations' SQL."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Integer

from dpo_console.store import tables
from dpo_console.store.database import Database
from dpo_console.store.sqlite.connections import connect

pytestmark = pytest.mark.of_the_file

TABLES = sorted(tables.CaseTable.metadata.tables)


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    database = Database(tmp_path / "records.sqlite3", tmp_path / "backups")
    database.create(datetime(2026, 11, 25, tzinfo=UTC))
    return connect(database.path)


def test_there_are_tables() -> None:
    assert tables.CaseTable.__tablename__ in TABLES
    assert len(TABLES) == 21


@pytest.mark.parametrize("name", TABLES)
def test_table_matches_the_sql(name: str, connection: sqlite3.Connection) -> None:
    in_sql = {
        row[1]: (row[2], bool(row[3]) or bool(row[5]), bool(row[5]))
        for row in connection.execute(f"PRAGMA table_info({name})")
    }
    in_model = {
        c.name: (
            "INTEGER" if isinstance(c.type, Integer) else "TEXT",
            not c.nullable,
            c.primary_key,
        )
        for c in tables.CaseTable.metadata.tables[name].columns
    }
    connection.close()
    assert in_model == in_sql


@pytest.mark.parametrize("name", TABLES)
def test_links_match_the_sql(name: str, connection: sqlite3.Connection) -> None:
    in_sql = {(r[3], r[2], r[4]) for r in connection.execute(f"PRAGMA foreign_key_list({name})")}
    in_model = {
        (key.parent.name, key.column.table.name, key.column.name)
        for key in tables.CaseTable.metadata.tables[name].foreign_keys
    }
    connection.close()
    assert in_model == in_sql
