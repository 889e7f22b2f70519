"""Who looked at a case: kept for the DPO and auditors, and always where the case is restricted."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dpo_console.cases.bulk import read_marked
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cases.records.looks import views
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_to_check, case_view
from dpo_console.casework.backup.archive import archive
from dpo_console.casework.closing import close
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.casework.retention.erasing import erase
from dpo_console.errors import NoSuchCase, NotAllowed, Refused
from dpo_console.store import looks as spool
from dpo_console.store.database import Database
from dpo_console.store.looks import Look
from tests.conftest import DeskOf


@pytest.fixture
def case(desk: Desk) -> str:
    return log_request(desk, NewRequest("sar", desk.today, "Jane Doe")).reference


def told(desk: Desk, case: str) -> list[tuple[str, str]]:
    return [(view.person, view.did) for view in views(desk, case).views]


def old_look(desk: Desk, day: str) -> None:
    spool.add(desk.database.path, Look(1, "clerk", f"{day}T10:00:00+00:00", "case", "", False, day))


def test_views_name_who_looked_and_how_newest_first(desk_of: DeskOf, case: str) -> None:
    case_view(desk_of("clerk"), case)
    look_at(desk_of("head"), case, How.LETTER, "acknowledgement/2")
    look_at(desk_of("dsl"), case, How.PAPER, "3")
    assert told(desk_of("auditor"), case) == [
        ("dsl", "read a paper: no. 3"),
        ("head", "read a letter: Acknowledgement, no. 2"),
        ("clerk", "opened the case"),
    ]
    assert told(desk_of("dpo"), case)[0] == ("auditor", "read who looked")


def test_what_the_program_reads_for_itself_is_no_look(desk: Desk, case: str) -> None:
    case_to_check(desk, case)
    read_marked(desk, [1])
    verify(desk)
    assert told(desk, case) == []


@pytest.mark.parametrize("person", ["clerk", "head", "dsl"])
def test_views_are_for_the_dpo_and_auditors_alone(desk_of: DeskOf, case: str, person: str) -> None:
    with pytest.raises(NotAllowed, match="may not see who looked at a case"):
        views(desk_of(person), case)


def test_views_of_a_restricted_case_are_for_its_readers(desk_of: DeskOf, case: str) -> None:
    restrict(desk_of("dpo"), case, ["head"])
    with pytest.raises(NoSuchCase):
        views(desk_of("auditor"), case)


def test_views_are_not_for_a_person_concerned_in_the_case(desk_of: DeskOf) -> None:
    desk = desk_of("dpo")
    own = log_request(desk, NewRequest("sar", desk.today, desk.person.name)).reference
    with pytest.raises(NotAllowed, match="is concerned in this case"):
        views(desk, own)


def test_each_look_at_a_restricted_case_is_kept(desk: Desk, case: str) -> None:
    restrict(desk, case, ["head"])
    for _ in range(3):
        case_view(desk, case)
    add_note(desk, case, "Rang")
    assert told(desk, case) == [("dpo", "opened the case")] * 3


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_takes_no_file_hides_restricted_cases(desk: Desk, case: str) -> None:
    restrict(desk, case, ["head"])
    desk.home.data.chmod(0o500)
    try:
        with pytest.raises(Refused, match="Permission denied"):
            case_view(desk, case)
    finally:
        desk.home.data.chmod(0o700)


def test_a_spool_that_takes_no_line_hides_restricted_cases_alone(desk: Desk, case: str) -> None:
    spool.spool_of(desk.database.path).mkdir()
    assert case_view(desk, case).row.reference == case
    spool.spool_of(desk.database.path).rmdir()
    restrict(desk, case, ["head"])
    spool.spool_of(desk.database.path).symlink_to("/dev/full")
    with pytest.raises(Refused, match="is restricted, so each look at it is kept") as refusal:
        case_view(desk, case)
    assert "the case isn't shown" in str(refusal.value)


def test_a_full_disk_hides_restricted_cases_alone(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    restrict(desk, case, ["head"])
    monkeypatch.setattr(os, "write", lambda *_: 3)
    with pytest.raises(Refused, match="No space left on device"):
        case_view(desk, case)


def test_looks_are_kept_for_the_months_of_the_office(desk_of: DeskOf, case: str) -> None:
    desk = desk_of()
    with desk.home.settings.open("a") as file:
        file.write("\n[looks]\nmonths = 2\n")
    for day in ("2026-09-24", "2026-09-26"):
        old_look(desk, day)
    desk = desk_of()
    assert [view.at.date().isoformat() for view in views(desk, case).views] == ["2026-09-26"]
    add_note(desk, case, "Rang")
    with desk.database.whole.read() as ask:
        kept = ask("SELECT at FROM look WHERE how = 'case'", {})
    assert [str(at)[:10] for (at,) in kept] == ["2026-09-26"]


def test_an_erased_case_keeps_no_look(desk_of: DeskOf, case: str) -> None:
    desk = desk_of("dpo")
    case_view(desk_of("clerk"), case)
    close(desk, case, "withdrawn", desk.today)
    reason = "It was logged by mistake"
    erase(desk, case, reason, although="It was logged by mistake and never was a request")
    spooled = spool.spool_of(desk.database.path)
    erase(desk_of("head"), case)
    case_view(desk, case)
    add_note(desk, log_request(desk, NewRequest("foi", desk.today, "Ann Other")).reference, "x")
    with desk.database.whole.read() as ask:
        assert ask("SELECT COUNT(*) FROM look WHERE case_id = 1", {}) == [(0,)]
    assert not spooled.exists()


def test_a_backup_carries_the_looks_that_wait(desk: Desk, case: str, tmp_path: Path) -> None:
    case_view(desk, case)
    copied = tmp_path / "records.sqlite3"
    with archive(desk) as found, found.files[1].opened() as records:
        copied.write_bytes(records.read())
    with Database(copied, tmp_path).read() as ask:
        assert ask("SELECT person, how FROM look", {}) == [("dpo", "case")]


def test_verify_names_a_spool_that_others_may_read(desk: Desk, case: str) -> None:
    case_view(desk, case)
    spool.spool_of(desk.database.path).chmod(0o644)
    (modes,) = (check for check in verify(desk).checks if check.name == "modes")
    assert not modes.sound
    assert "records.looks: its mode is 0644" in modes.text


def test_a_clock_set_back_keeps_looks(desk: Desk, case: str) -> None:
    desk.looked[1] = datetime(2030, 1, 1, tzinfo=UTC)
    case_view(desk, case)
    assert told(desk, case) == [("dpo", "opened the case")]
