"""A server begins to read for the first look while the rest of the program is imported."""

import threading
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.casework.restricted import restrict
from dpo_console.errors import TryAgain
from dpo_console.store.asking import Ask
from dpo_console.store.database import Database
from dpo_console.store.reads import conditions, lists
from tests.store import server
from tests.store.postgres_office import NOW, OTHERS_ENDED, ask, logged

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from dpo_console.store.postgres import connections  # after the test for the driver
from dpo_console.store.postgres.connection import Connection

pytestmark = [
    pytest.mark.usefixtures("noon"),
    pytest.mark.of_the_file,  # its own settings name the database
]


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the threads that connect to look from now on. Nothing is connected yet."""
    found: list[str] = []
    connect = connections.connect_to_look

    def noted(address: str) -> Connection:
        found.append(threading.current_thread().name)
        return connect(address)

    monkeypatch.setattr(connections, "connect_to_look", noted)
    connections._kept.cache_clear()
    return found


def test_the_first_look_takes_the_connection_and_sees_what_its_reader_may(
    office: Desk, by: list[str]
) -> None:
    logged(office)
    restrict(office, logged(office), ["dpo"])
    connections._kept.cache_clear()
    counted: list[int] = []

    def first(ask: Ask) -> None:
        counted.append(lists.count(ask, conditions.everything()))

    by.clear()
    office.database.read_ahead(first)
    assert len(page(office, Query()).rows) == 2
    assert counted == [1], "a restricted case was read ahead"
    assert len(by) == 1
    assert by != [threading.current_thread().name]


def test_a_connection_lost_meanwhile_is_made_again(office: Desk, there: str, by: list[str]) -> None:
    logged(office)
    connections._kept.cache_clear()
    by.clear()
    office.database.read_ahead(lambda _: ask(there, OTHERS_ENDED))
    assert len(page(office, Query()).rows) == 1
    assert len(by) == 2


def test_a_server_out_of_reach_is_told_by_the_look_in_the_usual_sentence(tmp_path: Path) -> None:
    address = f"postgresql://dpo@/dpo?host={tmp_path}"
    database = Database(tmp_path / "records", tmp_path, address=address, named="dpo")
    told = []
    for ahead in (False, True):
        if ahead:
            database.read_ahead(lambda _: None)
        with pytest.raises(TryAgain, match="can't be reached") as refused:
            database.prepare_if_there(NOW)
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_the_end_waits_for_no_server(
    office: Desk, by: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    connect = connections.connect_to_look

    def slow(address: str) -> Connection:
        assert answers.wait(60)
        return connect(address)

    monkeypatch.setattr(connections, "connect_to_look", slow)
    before = set(threading.enumerate())
    office.database.read_ahead(lambda _: None)
    (waits,) = set(threading.enumerate()) - before
    assert waits.daemon
    answers.set()
    assert page(office, Query()).rows == ()
