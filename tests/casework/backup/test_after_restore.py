"""The witness after a restore: what the backup lacked is told, and is no fault."""

from pathlib import Path

import pytest

from dpo_console.cases.intake.tray import tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import Check, verify
from dpo_console.casework.backup.backing_up import back_up
from dpo_console.casework.backup.erasures import Since
from dpo_console.casework.backup.restoring import restore
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.intake import accept, delete, set_aside, take_in
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.records.witness import keep_now
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.retention.erasing import erase
from tests.casework.backup.made import NOW, PLAIN, office, quiet, source
from tests.casework.intake.test_intake import SAR as SAR_MAIL
from tests.casework.intake.test_intake import mail
from tests.conftest import TODAY, Begin, DeskOf

SAR = "SAR-2026-0001"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "witness.jsonl"


@pytest.fixture
def desk(home: Path, file: Path, begin: Begin, desk_of: DeskOf) -> Desk:
    """Return the desk of an office that had a witness from the start."""
    settings = home / "data" / "dpo.toml"
    begin(home, office)
    settings.write_text(f'{settings.read_text()}\n[witness]\nfile = "{file}"\n')
    assert keep_now(desk_of())
    return desk_of()


def backup(desk: Desk, to: Path) -> bytes:
    path = back_up(desk, to, PLAIN, quiet).path
    assert path is not None
    return path.read_bytes()


def erased_later(desk: Desk, sit: DeskOf, case: str = SAR) -> None:
    """Let the log move on, keep its head, and erase a case by two people."""
    for number in range(6):
        add_note(desk, "FOI-2026-0001", f"Call {number}")
    assert keep_now(desk)
    erase(sit("dpo"), case, "The period has ended", although="The objection was upheld")
    erase(sit("head"), case)
    assert keep_now(desk)


def witnessed(home: Path) -> Check:
    report = verify(open_desk(home, as_person="dpo", today=TODAY, clock=lambda: NOW))
    (check,) = (check for check in report.checks if check.name == "witness")
    assert report.sound is check.sound
    return check


def test_a_restore_explains_the_heads_and_the_erasures_after_its_backup(
    desk: Desk, desk_of: DeskOf, file: Path, tmp_path: Path
) -> None:
    record_fact(desk, SAR, "withdrawn", TODAY)
    close(desk, SAR, "withdrawn", TODAY)
    with desk.database.read() as ask:
        [[last]] = ask("SELECT max(seq) FROM audit", {})
    old = backup(desk, tmp_path / "out")
    erased_later(desk, desk_of)
    found = restore(source(old), tmp_path / "new", Since(file.read_bytes(), "witness.jsonl"))
    assert found.erased == 1
    check = witnessed(found.home)
    assert check.sound, check.text
    assert f"from a backup as of entry {last}, and at least entries" in check.text
    again = open_desk(found.home, as_person="dpo", today=TODAY, clock=lambda: NOW)
    newer = restore(
        source(backup(again, tmp_path / "newer")), tmp_path / "third",
        Since(file.read_bytes(), "witness.jsonl"),
    )  # fmt: skip
    assert witnessed(newer.home).sound


def test_a_later_case_with_the_number_of_an_erased_one_stays(
    desk: Desk, desk_of: DeskOf, file: Path, tmp_path: Path
) -> None:
    old = backup(desk, tmp_path / "out")
    gone = log_request(desk, NewRequest("sar", TODAY, "Tom Doe")).reference
    record_fact(desk, gone, "withdrawn", TODAY)
    close(desk, gone, "withdrawn", TODAY)
    erased_later(desk, desk_of, gone)
    since = Since(file.read_bytes(), "witness.jsonl")
    found = restore(source(old), tmp_path / "new", since)
    assert found.erased == 0
    again = open_desk(found.home, as_person="dpo", today=TODAY, clock=lambda: NOW)
    assert log_request(again, NewRequest("sar", TODAY, "Ann Other")).reference == gone
    since = Since(file.read_bytes(), "witness.jsonl")
    newer = restore(source(backup(again, tmp_path / "newer")), tmp_path / "third", since)
    assert newer.erased == 0
    assert witnessed(newer.home).sound


def test_an_erased_case_that_stands_in_a_restored_home_is_still_found(
    desk: Desk, desk_of: DeskOf, tmp_path: Path
) -> None:
    record_fact(desk, SAR, "withdrawn", TODAY)
    close(desk, SAR, "withdrawn", TODAY)
    old = backup(desk, tmp_path / "out")
    erased_later(desk, desk_of)
    unsettled = restore(source(old), tmp_path / "first", Since())
    assert "rolled back" in witnessed(unsettled.home).text
    found = restore(source(old), tmp_path / "new", Since(none="Nothing was erased"))
    check = witnessed(found.home)
    assert (check.sound, check.text) == (
        False, f"{SAR} was erased on 2026-11-25, and is here again",
    )  # fmt: skip


def test_a_message_that_was_erased_or_deleted_after_the_backup_doesnt_wait_again(
    desk: Desk, desk_of: DeskOf, file: Path, tmp_path: Path
) -> None:
    came = (SAR_MAIL, mail("Lunch?", name="Lena Frost"), mail("A copy of my data", name="Ida Wren"))
    assert len([*take_in(desk, came)]) == 3
    old = backup(desk, tmp_path / "out")
    case = accept(desk, 1, NewRequest("sar", TODAY, "Jane Doe")).reference
    record_fact(desk, case, "withdrawn", TODAY)
    close(desk, case, "withdrawn", TODAY)
    erased_later(desk, desk_of, case)
    set_aside(desk, 2, "It asks for nothing")
    delete(desk, 2)
    assert verify(desk).sound
    since = Since(file.read_bytes(), "witness.jsonl")
    found = restore(source(old), tmp_path / "new", since)
    again = open_desk(found.home, as_person="dpo", today=TODAY, clock=lambda: NOW)
    assert [one.row.number for one in tray(again)] == [3]
    assert witnessed(found.home).sound
    words = b"".join(one.read_bytes() for one in found.home.rglob("*") if one.is_file())
    assert b"Lunch?" not in words
    assert SAR_MAIL.data not in words
    unknown = restore(source(old), tmp_path / "second", Since(none="Nothing was erased"))
    back = open_desk(unknown.home, as_person="dpo", today=TODAY, clock=lambda: NOW)
    assert len(tray(back)) == 3
