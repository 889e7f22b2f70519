"""Records that lack the last head that their home saw: an old server that came back, or a loss."""

import sys
from collections.abc import Iterator

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.records.witness import as_kept
from dpo_console.cases.records.witness import head as head_of
from dpo_console.cases.view.case import case_view
from dpo_console.casework.notes import add_note
from dpo_console.casework.records.mending import accept
from dpo_console.config import Home
from dpo_console.errors import BadInput, NotAllowed, Refused
from tests.conftest import DeskOf, desks
from tests.store import server
from tests.store.postgres_office import OTHERS_ENDED, ask, database, logged, name_of

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

pytestmark = [
    pytest.mark.usefixtures("noon"),
    pytest.mark.of_the_file,  # its own settings name the database
]


@pytest.fixture
def case(office: Desk) -> str:
    return logged(office)


@pytest.fixture
def old(case: str, there: str) -> Iterator[str]:
    """Return the name of a copy of the database as it is now, as an old server keeps it."""
    with database(name_of(there)) as address:
        yield name_of(address)


def come_back(there: str, old: str) -> None:
    """Have the old copy answer at the address of the database."""
    name = name_of(there)
    server.drop(name)
    server.run(f"CREATE DATABASE {name} TEMPLATE {old} STRATEGY file_copy")


def test_an_old_server_that_comes_back_is_refused_by_an_open_desk_and_a_new_one(
    office: Desk, case: str, there: str, old: str
) -> None:
    add_note(office, case, "lost")
    ask(there, OTHERS_ENDED)
    add_note(office, case, "lost too")  # over a new connection, whose records have it all
    seen = head_of(office).seq
    come_back(there, old)
    for use in (
        lambda: case_view(office, case),
        lambda: add_note(office, case, "onto the old log"),
        desks(office.home.root),
    ):
        with pytest.raises(Refused, match=f"end at entry {seen - 2}, and this home has seen"):
            use()
    office.database.read_ahead(lambda _: pytest.fail("something was read ahead"))
    with pytest.raises(Refused, match=f"end at entry {seen - 2}, and this home has seen"):
        case_view(office, case)
    assert ask(there, "SELECT max(seq) FROM audit") == [(seen - 2,)]
    ask(
        there,
        "INSERT INTO audit SELECT n, at, actor, role, account, action, reference, version, record, "
        "detail_commit, prev, repeat('0', 64) || n FROM audit, generate_series(seq + 1, seq + 2) n "
        f"WHERE seq = {seen - 2}",
    )
    with pytest.raises(Refused, match=f"have another entry {seen}, and this home has seen"):
        desks(office.home.root)()


def test_the_dpo_goes_on_from_a_restored_database_and_the_log_tells_it(
    office: Desk, case: str, there: str, old: str
) -> None:
    sit, before = desks(office.home.root), head_of(office)
    at = as_kept(before)
    add_note(office, case, "lost")
    lost = as_kept(head_of(office))
    with pytest.raises(Refused, match=f"The records end at {before.seq + 1}:"):
        accept(office.home, sit, at)
    with pytest.raises(Refused, match="lack no entry"):
        accept(office.home, sit, lost)
    come_back(there, old)
    with pytest.raises(NotAllowed, match="may not go on from records"):
        accept(office.home, lambda: sit("clerk"), at)
    with pytest.raises(Refused, match=f"has seen entry {before.seq + 1}"):
        sit()
    with pytest.raises(SystemExit):  # nothing is forgotten if the program ends in the middle
        accept(office.home, lambda: _killed(office.home, sit), at)
    with pytest.raises(Refused, match=f"has seen entry {before.seq + 1}"):
        sit()
    desk = accept(office.home, sit, at)
    add_note(desk, case, "after")
    assert ask(there, "SELECT action FROM audit ORDER BY seq DESC LIMIT 2") == [
        ("note",), ("accepted",)]  # fmt: skip
    ((told,),) = ask(there, f"SELECT detail FROM audit_detail WHERE seq = {before.seq + 1}")
    assert lost in told
    report = verify(sit())
    assert report.sound
    (lost_told,) = [check.text for check in report.checks if check.name == "lost"]
    assert lost_told == (
        f"Amara Okafor went on from entry {before.seq} on Wed 25 Nov 2026, "
        f"without those up to {before.seq + 1}"
    )


def _killed(home: Home, sit: DeskOf) -> Desk:
    """Open the desk, and end as a killed program does: nothing of it runs that could undo."""
    kept = home.database.with_suffix(".head").read_bytes()
    sit()
    assert home.database.with_suffix(".head").read_bytes() == kept
    sys.exit()


def test_a_home_without_its_memory_takes_what_it_finds(
    office: Desk, case: str, there: str, old: str
) -> None:
    memory = office.home.database.with_suffix(".head")
    assert memory.stat().st_mode & 0o777 == 0o600
    memory.write_text("torn")
    come_back(there, old)
    assert case_view(office, case).timeline
    assert memory.read_text() != "torn"


def test_records_in_a_file_have_no_such_memory(desk: Desk) -> None:
    logged(desk)
    assert not desk.home.database.with_suffix(".head").exists()
    with pytest.raises(BadInput, match="in a file"):
        accept(desk.home, lambda: desk, "2:0123456789ab")
