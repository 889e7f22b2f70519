"""A move of the records that is killed at any step: nothing is lost, and nobody clears up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.casework.home_files import moving as act
from dpo_console.casework.home_files.moving import move
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import Refused
from dpo_console.store import moving
from tests.conftest import TODAY, DeskOf
from tests.store import server

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from dpo_console.store.postgres import copies  # after the test for the driver
from dpo_console.store.postgres.engine import PostgresRecords

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.of_the_file]

BEFORE, AFTER = "before", "after"
INTO = [
    (copies, "_count_on", AFTER), (copies, "from_file", AFTER), (moving, "_write", AFTER),
    (act, "replace_settings", AFTER),
]  # fmt: skip
BACK = [
    (moving, "_write", AFTER), (act, "replace_settings", BEFORE), (act, "replace_settings", AFTER),
]  # fmt: skip


class Killed(BaseException):
    """The end of a process, which nothing catches."""


@pytest.fixture
def address() -> Iterator[str]:
    name = server.make()
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def case(desk: Desk) -> str:
    return log_request(desk, NewRequest("sar", TODAY, "Jane Doe")).reference


def cut_short(desk: Desk, address: str, where: tuple[object, str, str]) -> None:
    """Move, and be killed before or after a function is called."""
    owner, name, when = where
    works = getattr(owner, name)

    def killed(*args: object, **kwargs: object) -> None:
        if when == AFTER:
            works(*args, **kwargs)
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, killed)
        with pytest.raises(Killed):
            move(desk, address)


def is_whole(desk: Desk, case: str) -> None:
    """See that the log holds, that work goes on, and that nothing of a move lies about."""
    add_note(desk, case, "after the move")
    assert verify(desk).sound
    left = [p.name for p in desk.home.data.iterdir() if "moving" in p.name]
    assert left == []


@pytest.mark.parametrize("where", INTO, ids=lambda where: f"{where[1]}-{where[2]}")
def test_a_move_into_a_database_goes_on_after_it_was_killed(
    desk_of: DeskOf, case: str, address: str, where: tuple[object, str, str]
) -> None:
    cut_short(desk_of(), address, where)
    desk = desk_of()
    if not desk.settings.records:
        add_note(desk, case, "meanwhile, in the file")
        move(desk, address)
        desk = desk_of()
    assert desk.settings.records.address == address
    assert not desk.home.database.exists()
    assert len(list(desk.home.backups.glob("records-moved-*"))) == 1
    is_whole(desk, case)


@pytest.mark.parametrize("where", BACK, ids=lambda where: f"{where[1]}-{where[2]}")
def test_a_move_back_goes_on_after_it_was_killed(
    desk_of: DeskOf, case: str, address: str, where: tuple[object, str, str]
) -> None:
    move(desk_of(), address)
    cut_short(desk_of(), "", where)
    desk = desk_of()
    if desk.settings.records:
        add_note(desk, case, "meanwhile, in the database")
        move(desk, "")
        desk = desk_of()
    assert not desk.settings.records
    assert not PostgresRecords(address, "here").is_there()
    is_whole(desk, case)


def test_what_was_saved_in_the_old_place_after_a_move_is_never_cleared_away(
    desk_of: DeskOf, case: str, address: str
) -> None:
    stale = desk_of()
    cut_short(desk_of(), address, INTO[3])
    add_note(stale, case, "by a console that was open meanwhile")
    with pytest.raises(Refused, match="saved in the old place"):
        desk_of()
    assert stale.home.database.exists()


def test_progress_is_told_by_the_rows_of_each_table(desk: Desk, case: str, address: str) -> None:
    told: list[tuple[str, int, int]] = []
    move(desk, address, lambda *one: told.append(one))
    assert ("cases", 1, 1) in told
    assert all(done == many for _, done, many in told)
    assert Path(desk.home.database).with_suffix(".made").exists()
