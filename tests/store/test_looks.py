"""Looks wait in a spool, and no kill, no second process and no full disk loses or doubles one."""

import os
from collections.abc import Callable

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note, assign
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import StaleSave
from dpo_console.store import looks as kept
from dpo_console.store import looks as spool
from dpo_console.store.looks import Look
from tests.conftest import DeskOf

AT = "2026-11-25T{}+00:00"


@pytest.fixture
def case(desk: Desk) -> str:
    return log_request(desk, NewRequest("sar", desk.today, "Jane Doe")).reference


def look(number: int, at: str = "10:00:00", *, always: bool = False, person: str = "dpo") -> Look:
    return Look(1, person, AT.format(at), How.CASE, "", always, f"token{number}")


def add(desk: Desk, *looks: Look) -> None:
    for one in looks:
        spool.add(desk.database.path, one)


def tokens(desk: Desk) -> list[str]:
    """Return the tokens in the table, and nothing of what waits."""
    with desk.database.whole.read() as ask:
        return [str(row[0]) for row in ask("SELECT token FROM look ORDER BY token", {})]


def beside(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.home.data.glob("records.looks*"))


def test_reading_a_case_writes_the_spool_and_not_the_records(desk: Desk, case: str) -> None:
    before = desk.database.path.read_bytes()
    case_view(desk, case)
    assert desk.database.path.read_bytes() == before
    assert [one.person for one in spool.waiting(desk.database.path)] == ["dpo"]
    assert spool.spool_of(desk.database.path).stat().st_mode & 0o777 == 0o600


def test_the_next_act_takes_the_spool_in_and_leaves_no_file(desk: Desk, case: str) -> None:
    case_view(desk, case)
    add_note(desk, case, "Rang")
    assert len(tokens(desk)) == 1
    assert beside(desk) == []


def test_a_refused_act_loses_no_look(desk: Desk, case: str) -> None:
    add(desk, look(1))
    with pytest.raises(StaleSave):
        assign(desk, case, "me", version=99)
    assert [one.token for one in spool.waiting(desk.database.path)] == ["token1"]


class Killed(BaseException):
    """The end of a process: nothing catches it, and nothing is tidied up after it."""


STEPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "before the spool is taken": lambda patch: patch.setattr(spool, "take", _die),
    "once it is taken": lambda patch: patch.setattr(spool, "read", _die),
    "while its lines are kept": lambda patch: patch.setattr(kept, "_KEEP", "not SQL"),
    "before the change is saved": lambda patch: patch.setattr(
        "dpo_console.casework.change.settle", _die
    ),
    "once it is saved": lambda patch: patch.setattr(spool, "remove", _die),
}


def _die(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_each_step_loses_and_doubles_no_look(
    desk: Desk, case: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, look(1, always=True), look(2, always=True))
    with monkeypatch.context() as patch:
        STEPS[step](patch)
        with pytest.raises((Killed, Exception)):
            add_note(desk, case, "The one that was killed")
    add(desk, look(3, always=True))
    add_note(desk, case, "The next one")
    assert tokens(desk) == ["token1", "token2", "token3"]
    assert beside(desk) == []


@pytest.mark.parametrize("removed", [True, False], ids=["removed", "left"])
def test_a_line_written_to_a_taken_file_is_kept_once(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch, removed: bool
) -> None:
    """A change takes the file that a reader has open, and may remove it before the line is in."""
    write, path = os.write, desk.database.path

    def taking(descriptor: int, line: bytes) -> int:
        monkeypatch.setattr(os, "write", write)
        files = spool.take(path)
        if removed:
            spool.remove(files)
        return write(descriptor, line)

    monkeypatch.setattr(os, "write", taking)
    add(desk, look(1, always=True))
    assert len(spool.read([spool.spool_of(path)])) == 1
    assert len(spool.read(spool.taken(path))) == (0 if removed else 1)
    add_note(desk, case, "Rang")
    assert tokens(desk) == ["token1"]


def test_many_processes_lose_and_double_no_look(desk: Desk, case: str) -> None:
    children = []
    for process in range(4):
        child = os.fork()
        if child == 0:
            for number in range(200):
                spool.add(desk.database.path, look(process * 1000 + number, always=True))
            os._exit(0)
        children.append(child)
    for number in range(10):
        add_note(desk, case, f"Note {number}")
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    add_note(desk, case, "The last one")
    assert len(tokens(desk)) == len(set(tokens(desk))) == 800
    assert beside(desk) == []


def test_a_torn_line_damages_no_other(desk: Desk, case: str) -> None:
    add(desk, look(1, always=True))
    with spool.spool_of(desk.database.path).open("ab") as file:
        file.write(b'\n[1, "dpo", "2026-11-25T1')
    add(desk, look(2, always=True))
    with spool.spool_of(desk.database.path).open("ab") as file:
        file.write(b'[]\n{"case": 1}\n[1, 2, 3, 4, 5, 6, 7]\n\xff\xfe\n')
    add_note(desk, case, "Rang")
    assert tokens(desk) == ["token1", "token2"]


def test_one_look_of_a_person_at_a_case_is_kept_in_ten_minutes(desk: Desk, case: str) -> None:
    add(desk, look(1, "10:00:00"), look(2, "10:09:59"), look(3, "10:10:00"), look(4, "10:05:00"))
    add(desk, look(5, "10:05:00", person="clerk"))
    add(desk, look(6, "10:06:00", person="clerk", always=True))
    waiting = spool.waiting(desk.database.path)
    with desk.database.read() as ask:
        before = kept.looks_at(ask, 1, waiting)
    add_note(desk, case, "Rang")
    assert tokens(desk) == ["token1", "token3", "token5", "token6"]
    with desk.database.read() as ask:
        assert kept.looks_at(ask, 1, ()) == before


def test_looks_at_a_case_that_is_not_there_are_passed_over(desk: Desk, case: str) -> None:
    add(desk, look(1)._replace(case=77))
    add_note(desk, case, "Rang")
    assert tokens(desk) == []


def test_one_desk_writes_one_line_for_an_ordinary_case(desk_of: DeskOf, case: str) -> None:
    desk = desk_of("clerk")
    for _ in range(5):
        case_view(desk, case)
    assert len(spool.waiting(desk.database.path)) == 1
