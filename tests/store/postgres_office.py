"""An office of a test whose own settings name a database, and questions round every door."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.requests import NewRequest, log_request
from tests.conftest import desks
from tests.store import server

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)

OTHERS_ENDED = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
"""The question that ends every other connection to a database."""


@pytest.fixture
def address() -> Iterator[str]:
    """Return the address of an empty database."""
    with database() as address:
        yield address


@pytest.fixture(scope="session")
def made() -> Iterator[str]:
    """Return the name of a database with new records, to copy."""
    from dpo_console.store.postgres.engine import PostgresRecords

    with database() as address:
        PostgresRecords(address, "here").create(NOW)
        yield name_of(address)


@pytest.fixture
def there(made: str) -> Iterator[str]:
    """Return the address of a database with new records."""
    with database(made) as address:
        yield address


@pytest.fixture
def office(home: Path, there: str) -> Desk:
    """Open the desk of a home whose settings name a database."""
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(f'\n[records]\ndatabase = "{there}"\n')
    return desks(home)()


@contextmanager
def database(like: str = "template0") -> Iterator[str]:
    """Make a database, and drop it once the block is done."""
    name = server.make(like)
    yield server.address(name)
    server.drop(name)


def name_of(address: str) -> str:
    """Return the name of the database at an address."""
    return address.partition("?")[0].rpartition("/")[2]


def ask(address: str, sql: str) -> list[tuple[Any, ...]]:
    """Run statements in one transaction, and return the rows of the last."""
    import psycopg2

    with closing(psycopg2.connect(address)) as raw, raw.cursor() as cursor:
        cursor.execute(f"SET search_path = records; {sql}")
        rows: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
        raw.commit()
        return rows


def logged(desk: Desk, name: str = "Jane Doe") -> str:
    """Log a request, and return its reference."""
    return log_request(desk, NewRequest("sar", date(2026, 11, 2), name)).reference
