"""Records that go away, are held or can only be read while the console is open."""

import os

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from tests.store import server, spoiling
from tests.store.postgres_office import address, logged, made, name_of, office, there
from tests.tui.conftest import Log, Opener
from tests.tui.test_live import looked

__all__ = ["address", "made", "office", "there"]


async def test_missing_records_are_told_and_what_is_shown_stays_until_they_are_back(
    console: Opener, desk: Desk, log: Log
) -> None:
    log(requester="Ann Early")
    path, elsewhere = desk.home.database, desk.home.root / "elsewhere"
    async with console(desk) as c:
        await looked(c)
        path.rename(elsewhere)
        await looked(c)
        assert "are missing" in c.shown
        assert "Ann Early" in c.shown
        await c.press("r", "escape", "j", "enter", "escape", "1", "escape", "6", "escape")
        assert c.app.is_running
        assert not path.exists()
        elsewhere.rename(path)
        log(requester="Bob Later")
        await looked(c)
        assert "are missing" not in c.shown
        assert "The records can be read and changed again." in c.shown
        assert "Bob Later" in c.shown


async def test_what_was_typed_stays_in_the_form_and_can_be_saved_later(
    console: Opener, desk: Desk, log: Log
) -> None:
    log()
    path, elsewhere = desk.home.database, desk.home.root / "elsewhere"
    async with console(desk) as c:
        await c.press("enter", "n")
        await c.type("rang the mother")
        path.rename(elsewhere)
        await c.press("enter")
        assert "missing" in c.shown
        assert "rang the mother" in c.shown
        elsewhere.rename(path)
        await c.press("enter")
        assert "Note added" in c.shown


async def test_records_that_another_holds_are_said_to_be_busy(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiling.wait_briefly(monkeypatch, 0.02)
    log(requester="Ann Early")
    async with console(desk) as c:
        await looked(c)
        with spoiling.held(desk.home.database):
            await looked(c)
            assert "busy" in c.shown
            await c.press("r")
            assert "Ann Early" in c.shown
        await looked(c)
        assert "are busy" not in " ".join(c.lines[:3])


@pytest.mark.parametrize(("name", "answer"), [("access", False), ("statvfs", None)])
async def test_records_that_can_only_be_read_are_read_and_it_is_said(
    console: Opener,
    desk: Desk,
    log: Log,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    answer: object,
) -> None:
    log(requester="Ann Early")
    full = os.statvfs_result((4096, 4096, 100, 0, 0, 0, 0, 0, 0, 255))
    async with console(desk) as c:
        await looked(c)
        monkeypatch.setattr(os, name, lambda *_: full if answer is None else answer)
        await looked(c)
        assert ("Read only" if name == "access" else "is full") in c.shown
        await c.press("enter")
        assert "How the date was reached" in c.shown
        monkeypatch.undo()
        await looked(c)
        assert "Read only" not in c.shown
        assert "is full" not in c.shown


async def test_a_disk_that_does_not_answer_is_no_mistake_of_ours(
    console: Opener, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log()
    records = desk.home.database
    true_stat = type(records).stat

    def stale(path: object, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == records:
            raise OSError(116, "Stale file handle")
        return true_stat(path, follow_symlinks=follow_symlinks)  # type: ignore[arg-type]

    async with console(desk) as c:
        await looked(c)
        monkeypatch.setattr(type(records), "stat", stale)
        await looked(c)
        await c.press("r", "enter")
        assert "Stale file handle" in c.shown
        assert c.app.is_running


def with_all_hung_up(database: str, *statements: str) -> None:
    """Change how a database takes its connections, and end those there are."""
    ends = (
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        f"WHERE datname = '{database}'"
    )
    for statement in (*statements, ends):
        server.run(statement)


@pytest.mark.of_the_file
@pytest.mark.skipif(bool(server.why_none()), reason=server.why_none())
async def test_a_failover_leaves_the_console_its_cursor_and_what_is_typed(
    console: Opener, office: Desk, there: str
) -> None:
    """A server goes, a standby answers that only reads, and then takes changes."""
    name, _, second = name_of(there), logged(office, "Ann Early"), logged(office, "Bob Later")
    async with console(office) as c:
        await c.press("j", "n")
        await c.type("rang the mother")
        with_all_hung_up(name, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        await c.press("enter")
        assert "can't be reached" in c.shown
        with_all_hung_up(
            name,
            f"ALTER DATABASE {name} ALLOW_CONNECTIONS true",
            f"ALTER DATABASE {name} SET default_transaction_read_only = on",
        )
        await looked(c)
        assert "only reads now" in c.shown
        await c.press("enter")
        assert "takes no changes" in c.shown
        assert "rang the mother" in c.shown
        with_all_hung_up(name, f"ALTER DATABASE {name} RESET ALL")
        await c.press("enter")
        assert "Note added" in c.shown
        await looked(c)
        assert "only reads now" not in c.shown
        assert [event.text for event in case_view(office, second).timeline][1:] == [
            "rang the mother"
        ]
