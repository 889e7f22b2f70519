"""A commit in doubt on PostgreSQL: told as in doubt, looked up, settled, and never made twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.records.witness import head as head_of
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.changes_elsewhere import Sight, look
from dpo_console.errors import Refused, TryAgain, Unsure
from dpo_console.store import doubts
from tests.conftest import desks
from tests.store import server
from tests.store.postgres_office import ask, logged, name_of

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from psycopg2 import OperationalError  # after the test for the driver

from dpo_console.store.postgres import connection, connections

pytestmark = [
    pytest.mark.usefixtures("noon"),
    pytest.mark.of_the_file,  # its own settings name the database
]
WAITS = "FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'SyncRep'"
"""The commits that wait for a standby. The tests' server has none that ever answers."""


@pytest.fixture
def alone(office: Desk, there: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return a case whose database waits for a standby that is gone."""
    reference = logged(office)
    monkeypatch.setattr(connection, "COMMIT_SECONDS", 0.05)
    monkeypatch.setattr(connections, "READER_WAITS_SECONDS", 0.05)
    _wait_for_standby(there, "on")
    yield reference
    ask(there, f"SELECT pg_cancel_backend(pid) {WAITS}")


def _wait_for_standby(there: str, how: str) -> None:
    ask(
        there,
        f"ALTER DATABASE {name_of(there)} SET synchronous_commit = {how}; SET synchronous_commit = "
        "local; SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE wait_event <> "
        "'SyncRep' AND datname = current_database() AND pid <> pg_backend_pid()",
    )


def _standby_is_back(there: str, patch: pytest.MonkeyPatch) -> None:
    """Have commits confirmed again, and let each take as long as a slow machine needs."""
    patch.setattr(connection, "COMMIT_SECONDS", 60)
    for name in ("READER_WAITS_SECONDS", "WAIT_SECONDS"):
        patch.setattr(connections, name, 60)
    _wait_for_standby(there, "local")
    ask(there, f"SELECT pg_cancel_backend(pid) {WAITS}")
    while _waiting(there):
        pass


def _waiting(there: str) -> int:
    ((count,),) = ask(there, f"SELECT count(*) {WAITS}")
    return int(count)


@contextmanager
def commits(patch: pytest.MonkeyPatch, *, saved: bool) -> Iterator[None]:
    """Lose the connection at the first commit, before or after the server has saved."""
    commit, lost = connection.Connection.commit, False

    def losing(self: connection.Connection) -> None:
        nonlocal lost
        if lost:
            return commit(self)
        lost = True
        if saved:
            commit(self)
        self.close()
        raise OperationalError("SSL error: unexpected eof while reading")

    with patch.context() as patching:
        patching.setattr(connection.Connection, "commit", losing)
        yield


@pytest.mark.parametrize("saved", [True, False])
def test_a_connection_lost_at_the_commit_is_looked_up(
    office: Desk, monkeypatch: pytest.MonkeyPatch, saved: bool
) -> None:
    reference = logged(office)
    with commits(monkeypatch, saved=saved):
        if saved:
            add_note(office, reference, "once")
        else:
            with pytest.raises(TryAgain, match="Nothing was changed"):
                add_note(office, reference, "once")
    assert len(case_view(office, reference).timeline) == (2 if saved else 1)
    assert verify(office).sound


def test_a_hanging_commit_is_left_looked_up_and_settled(
    office: Desk, alone: str, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = head_of(office).seq
    with pytest.raises(Unsure, match="can't be told yet if this was saved"):
        add_note(office, alone, "once")
    while not _waiting(there):  # the server goes on with it, and nobody cancels it
        pass
    again = desks(office.home.root)()  # as another command does
    with pytest.raises(Unsure, match="your last change was saved"):
        add_note(again, alone, "once")
    monkeypatch.setattr(connections, "WAIT_SECONDS", 0.05)
    with pytest.raises(TryAgain, match="waits for a standby that doesn't answer"):
        add_note(desks(office.home.root)("clerk"), alone, "another's")
    first = Sight(again, again, None, ())
    open_one = look(again, first, follow_day=False)
    assert open_one.doubt == doubts.OPEN
    assert len(case_view(again, alone).timeline) == 1
    _standby_is_back(there, monkeypatch)
    told = look(again, open_one, follow_day=False)
    assert told.troubles[0].endswith(
        f"is saved: it is entry {before + 1} of the log, about {alone}."
    )
    with pytest.raises(Refused, match=f"is saved: it is entry {before + 1} "):
        add_note(again, alone, "once")
    add_note(again, alone, "another")
    assert len(case_view(again, alone).timeline) == 3
    assert verify(again).sound


def test_a_commit_whose_wait_was_cancelled_is_in_doubt_until_a_standby_confirms(
    office: Desk, alone: str, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, limits = connection._closed_in_time, iter([60.0])  # the first is never given up
    limited = lambda line, seconds: closed(line, next(limits, seconds))  # noqa: E731
    monkeypatch.setattr(connection, "_closed_in_time", limited)
    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(add_note, office, alone, "once")
        while not ask(there, f"SELECT pg_cancel_backend(pid) {WAITS}"):
            assert not saving.done()
        with pytest.raises(Unsure, match="standby hasn't confirmed"):
            saving.result()
    assert len(case_view(office, alone).timeline) == 2
    with pytest.raises(Unsure, match="your last change was saved"):
        add_note(office, alone, "once")
    _standby_is_back(there, monkeypatch)
    with pytest.raises(Refused, match="is saved"):
        add_note(office, alone, "once")
