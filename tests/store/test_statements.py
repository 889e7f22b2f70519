"""Daily acts ask the records little: each statement is a round to a server that may be far."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from tests.conftest import desks
from tests.store import server
from tests.store.statements import ACTS, LOOKS, counts

IN_FILE = {
    "note": 17,
    "fact": 28,
    "assess": 19,
    "letter written": 34,
    "letter sent": 39,
    "quick": 17,
}
ON_SERVER = {
    "note": 4, "fact": 9, "letter written": 12, "letter sent": 10, "quick": 5,
    "a case shown": 10, "a page of the queue": 1,
}  # fmt: skip

pytestmark = pytest.mark.of_the_file


def test_daily_acts_ask_the_file_no_more_than_they_did(desk: Desk) -> None:
    assert too_many(desk, IN_FILE) == {}


@pytest.mark.skipif(bool(server.why_none()), reason=server.why_none())
def test_daily_acts_ask_a_server_no_more_than_they_did(home: Path) -> None:
    name = named_database(home)
    desk = desks(home)()
    assert too_many(desk, ON_SERVER) == {}
    assert connections_to(name) == 2  # one looks, and one saves
    case, words = "SAR-2026-0001", "100% of it; 'quoted' \\ %(case)s :case [listed x]"
    add_note(desk, case, words)
    assert words in case_view(desk, case).timeline[-1].text
    server.drop(name)


def too_many(desk: Desk, most: dict[str, int]) -> dict[str, int]:
    """Return the statements of the acts that send more than they may."""
    found = counts(desk, {**ACTS, **LOOKS})
    return {name: found[name] for name in most if found[name] > most[name]}


def connections_to(name: str) -> int:
    """Return the number of connections of this program to a database."""
    from psycopg2 import connect

    with closing(connect(server.address(name))) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name = 'dpo_console'"
        )
        ((number,),) = cursor.fetchall()
        return int(number)


def named_database(home: Path) -> str:
    """Make records in a database, and name it in a home's settings."""
    from dpo_console.store.postgres.engine import PostgresRecords

    name = server.make()
    PostgresRecords(server.address(name), name).create(datetime(2026, 11, 25, tzinfo=UTC))
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(f'\n[records]\ndatabase = "{server.address(name)}"\n')
    return name
