"""Databases that tests use again: as they were before, or dropped."""

from contextlib import closing

import pytest

from tests.store import server

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

import psycopg2  # after the test for the driver

from tests.store import used_again
from tests.store.postgres_office import ask

pytestmark = pytest.mark.of_the_file  # its databases are no home's


def test_rows_and_numbers_are_put_back(made: str) -> None:
    name = used_again.take(made)
    address = server.address(name)
    before = ask(address, "SELECT * FROM installation")
    next_number = "SELECT nextval(pg_get_serial_sequence('cases', 'id'))"
    for _ in range(2):
        ask(address, "UPDATE installation SET law = 'x'; INSERT INTO counter VALUES ('SAR', 1, 1)")
        assert ask(address, next_number) == [(1,)]
        used_again.give_back(name)
        assert used_again.take(made) == name
        assert ask(address, "SELECT * FROM installation") == before
        assert ask(address, "SELECT * FROM counter") == []
    used_again.give_back(name)


@pytest.mark.parametrize(
    "change", ["ALTER TABLE audit DISABLE TRIGGER USER", "GRANT SELECT ON cases TO public"]
)
def test_more_than_rows_is_never_put_back(made: str, change: str) -> None:
    name = used_again.take(made)
    ask(server.address(name), change)
    used_again.give_back(name)
    assert used_again.take(made) != name


def test_a_database_in_which_somebody_is_at_work_is_dropped(made: str) -> None:
    name = used_again.take(made)
    with closing(psycopg2.connect(server.address(name))) as other:
        other.cursor().execute("SELECT count(*) FROM records.cases")
        used_again.give_back(name)
    assert used_again.take(made) != name
