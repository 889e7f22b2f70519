"""A connection is used again, but never for a file that anybody else touched."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import NoSuchCase, Refused
from dpo_console.store.cases.case_parts import Page
from dpo_console.store.database import Database
from dpo_console.store.reads.search import put
from dpo_console.store.session import ask_in, write
from dpo_console.store.sqlite import connections
from tests.conftest import TODAY, DeskOf
from tests.store import spoiling

pytestmark = pytest.mark.of_the_file


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the files that are opened from now on, one for each connection."""
    found: list[Path] = []
    settle = connections._settle

    def noted(connection: sqlite3.Connection, wait: float, *, to_read: bool) -> None:
        found.append(Path(connections._file_of(connection)))
        settle(connection, wait, to_read=to_read)

    monkeypatch.setattr(connections, "_settle", noted)
    return found


@pytest.fixture
def sar(desk: Desk) -> str:
    reference = log_request(desk, NewRequest("sar", TODAY, "Jane Doe")).reference
    add_note(desk, reference, "rang her")
    case_view(desk, reference)
    return reference


def cases(database: Database) -> int:
    with database.read() as ask:
        return int(ask("SELECT count(*) FROM cases", {})[0][0] or 0)


def test_an_act_and_a_look_open_nothing_again(desk: Desk, sar: str, opened: list[Path]) -> None:
    add_note(desk, sar, "rang again")
    case_view(desk, sar)
    assert opened == []


def test_what_another_connection_wrote_is_read_and_written_upon(desk: Desk, sar: str) -> None:
    spoiling.change(desk.home.database, "UPDATE counter SET last = 41")
    assert log_request(desk, NewRequest("sar", TODAY, "Tom Doe")).reference == "SAR-2026-0042"
    assert cases(desk.database) == 2


@pytest.mark.parametrize("put_back", [shutil.copy, os.replace])
def test_another_file_in_its_place_is_the_one_that_counts(
    desk: Desk, sar: str, tmp_path: Path, put_back: Callable[[Path, Path], object]
) -> None:
    earlier = Path(shutil.copy(desk.home.database, tmp_path / "earlier"))
    log_request(desk, NewRequest("sar", TODAY, "Tom Doe"))
    put_back(earlier, desk.home.database)
    assert cases(desk.database) == 1
    again = log_request(desk, NewRequest("sar", TODAY, "Ann Doe")).reference
    with closing(sqlite3.connect(desk.home.database)) as raw:
        assert raw.execute("SELECT max(reference) FROM cases").fetchone() == (again,)


def test_bytes_that_an_editor_changed_are_seen(desk: Desk, sar: str) -> None:
    content = desk.home.database.read_bytes()
    desk.home.database.write_bytes(content.replace(b"CREATE TABLE cases", b"CREATE TABLX cases"))
    with pytest.raises(Refused, match="not a sound database"):
        cases(desk.database)
    with pytest.raises(Refused, match="not a sound database"):
        add_note(desk, sar, "rang again")


def test_a_file_that_is_gone_is_missed_by_reader_and_writer(desk: Desk, sar: str) -> None:
    desk.home.database.unlink()
    with pytest.raises(Refused, match="missing"):
        cases(desk.database)
    with pytest.raises(Refused, match="missing"):
        add_note(desk, sar, "rang again")


def test_a_reader_never_gets_the_connection_of_another(desk_of: DeskOf, sar: str) -> None:
    clerk = desk_of("clerk")
    case_view(clerk, sar)
    spoiling.change(clerk.home.database, "UPDATE cases SET restricted = 1")
    with pytest.raises(NoSuchCase):
        case_view(clerk, sar)
    assert cases(clerk.database) == 0
    assert cases(clerk.database.whole) == 1


def test_no_kept_connection_crosses_a_fork(desk: Desk, sar: str, opened: list[Path]) -> None:
    if (child := os.fork()) == 0:
        os._exit(0 if not connections._idle and cases(desk.database) == 1 and opened else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    add_note(desk, sar, "rang again")
    assert cases(desk.database) == 1


def test_a_failed_look_and_a_log_beside_the_file_keep_no_connection(
    desk: Desk, sar: str, opened: list[Path]
) -> None:
    with pytest.raises(ZeroDivisionError), desk.database.read():
        raise ZeroDivisionError
    cases(desk.database)
    assert opened == [desk.home.database]
    with closing(sqlite3.connect(desk.home.database)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        cases(desk.database)
        cases(desk.database)
    assert opened == [desk.home.database] * 3


def test_a_change_given_up_leaves_an_index_of_search_that_others_can_read(desk: Desk) -> None:
    """The first words to be replaced change the format of the index, and may be given up."""
    sar = log_request(desk, NewRequest("sar", TODAY, "Jane Doe")).reference
    for given_up in (True, False):
        with suppress(ZeroDivisionError), write(desk.database) as session:
            put(Page(ask_in(session), [1]), 1, f"jane doe {given_up}")
            assert not given_up or 1 / 0
    add_note(desk, sar, "rang again")
    assert desk.database.engine.faults() == []


def test_a_check_takes_no_changed_index_of_search_for_a_damaged_one(desk: Desk, sar: str) -> None:
    assert desk.database.engine.faults() == []
    for number in range(9):
        with write(desk.database) as session:
            put(Page(ask_in(session), [1]), 1, f"jane doe {number}")
        assert desk.database.engine.faults() == []
