"""Backups of real homes: everything is in them, while others write and whenever a process dies."""

import gzip
import io
import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from dpo_console.cases.backup import why_overdue
from dpo_console.cases.office.desk import Desk, account_name
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.verify import verify
from dpo_console.cases.records.witness import as_kept
from dpo_console.casework.backup.archive import Tell
from dpo_console.casework.backup.backing_up import Backup, back_up, keys_for, stream_backup
from dpo_console.casework.backup.checking import Checked, check_backup, keep_result, take_in
from dpo_console.casework.backup.erasures import Since, settle
from dpo_console.casework.backup.restoring import Restored, restore
from dpo_console.casework.backup.sealing import new_key
from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import administrator_desk, open_desk
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.records.mending import confirm_program
from dpo_console.casework.records.witness import keep_now
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.retention.erasing import erase
from dpo_console.casework.settings.checking import check as settings_check
from dpo_console.config import Person, Role
from dpo_console.config.settings.settings import Backups, Keep
from dpo_console.errors import BadInput, NotAllowed, Refused
from tests.casework.backup.made import NOW, PAPER, PLAIN, forged, office, quiet, source
from tests.casework.killed import in_child
from tests.conftest import TODAY, Begin, DeskOf

SECRET, PUBLIC = new_key()
NONE = Since(none="Nothing was erased")
LETTER = "exports/SAR-2026-0001/SAR-2026-0001-acknowledgement-1.docx"
KEPT = f"data/papers/SAR-2026-0001/{sha256(PAPER).hexdigest()}"


@pytest.fixture
def desk(home: Path, begin: Begin, desk_of: DeskOf) -> Desk:
    begin(home, office)
    return desk_of()


def made(desk: Desk, folder: Path, keys: tuple[str, ...] = PLAIN) -> Path:
    path = back_up(desk, folder, keys, quiet).path
    assert path is not None
    return path


def restored(path: Path, to: Path, since: Since = NONE, secret: str = "") -> Restored:
    return restore(source(path.read_bytes(), secret), to, since)


def test_a_restored_home_has_everything_and_is_sound(desk: Desk, tmp_path: Path) -> None:
    own = desk.home.data / "letters" / "oak" / "note.md"
    own.parent.mkdir(parents=True)
    own.write_text("Our words")
    path = made(desk, tmp_path / "out", (PUBLIC,))
    found = restored(path, tmp_path / "new", secret=SECRET)
    for name in ("data/dpo.toml", "data/letters/oak/note.md", LETTER, KEPT):
        copy = found.home / name
        assert copy.read_bytes() == (desk.home.root / name).read_bytes()
        assert copy.stat().st_mode & 0o777 == 0o600
    again = administrator_desk(found.home, clock=lambda: NOW)
    assert verify(again, found.about.head).sound
    assert path.stat().st_mode & 0o777 == 0o600


def test_drafts_old_copies_and_strangers_stay_out_and_a_stranger_is_named(
    desk: Desk, tmp_path: Path
) -> None:
    for name in ("data/drafts/typed.json", "data/backups/old.sqlite3", "data/.tmp-x/half"):
        (desk.home.root / name).parent.mkdir(parents=True, exist_ok=True)
        (desk.home.root / name).write_text("x")
    (desk.home.exports / "stranger.docx").write_text("x")
    (desk.home.root / KEPT).with_name("stranger").write_text("x")
    (desk.home.data / "secrets").symlink_to("/etc/passwd")
    found = back_up(desk, tmp_path / "out", PLAIN, quiet)
    names = set(found.archive.about.files)
    assert names - {"data/notice.toml"} == {
        "data/dpo.toml", "data/records.sqlite3", LETTER, KEPT
    }  # fmt: skip
    assert found.archive.left_out == (
        "data/secrets: this is a link or no file",
        "exports/stranger.docx: no case knows this file",
        "data/papers/SAR-2026-0001/stranger: no case knows this file",
    )


def test_a_home_is_never_restored_over_another(desk: Desk, tmp_path: Path) -> None:
    path = made(desk, tmp_path / "out")
    before = desk.home.database.read_bytes()
    for taken in (desk.home.root, path, path.parent):
        with pytest.raises(Refused, match="something at"):
            restored(path, taken)
    assert desk.home.database.read_bytes() == before


def test_every_backup_made_while_others_write_is_sound(
    desk: Desk, desk_of: DeskOf, tmp_path: Path
) -> None:
    wrote: list[str] = []
    stop, other = Event(), desk_of()

    def work() -> None:
        while not (wrote and stop.is_set()):
            found = log_request(other, NewRequest("sar", TODAY, "Ann Writer")).reference
            write_letter(other, found, "acknowledgement", {"summary": "All of it"})
            keep_paper(other, found, PAPER, "request.eml")
            wrote.append(found)

    worker = Thread(target=work)
    worker.start()
    try:
        paths = [_in_turn(desk, tmp_path / str(number)) for number in range(4)]
    finally:
        stop.set()
        worker.join()
    assert wrote
    for path in paths:
        assert check_backup(source(path.read_bytes()), tmp_path).faults == ()


def _in_turn(desk: Desk, folder: Path) -> Path:
    return made(desk, folder)


def killed_at_each(desk: Desk, folder: Path, each: int) -> None:
    good = made(desk, folder)
    whole = good.read_bytes()
    total = in_child(lambda: made(desk, folder), 0)
    assert total > 15
    for step in range(1, total + 1, each):
        desk.stamp()  # a second later
        in_child(lambda: made(desk, folder), step)
        assert good.read_bytes() == whole
        for path in folder.glob("dpo-*"):
            assert check_backup(source(path.read_bytes()), folder.parent).sound
    desk.stamp()
    made(desk, folder)
    assert not list(folder.glob(".tmp-*"))
    assert not list(desk.home.data.glob(".tmp-*"))


def test_a_killed_backup_leaves_the_last_good_one(desk: Desk, tmp_path: Path) -> None:
    killed_at_each(desk, tmp_path / "out", each=6)


@pytest.mark.slow
def test_a_backup_killed_at_any_step_leaves_the_last_good_one(desk: Desk, tmp_path: Path) -> None:
    killed_at_each(desk, tmp_path / "out", each=1)


def holding_the_name(root: Path) -> set[Path]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path for path in files if b"Quillbrook" in path.read_bytes()}


def killed_after(done: float, act: Callable[[Tell], object]) -> None:
    """Kill a process with a share of its backup done."""

    def tell(so_far: int, total: int) -> None:
        if so_far >= total * done:
            os.kill(os.getpid(), signal.SIGKILL)

    if (child := os.fork()) == 0:
        act(tell)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


def with_settings(data: bytes, more: str) -> bytes:
    """Return a backup whose settings somebody replaced who knows the format."""

    def change(told: dict[str, Any], files: dict[str, bytes]) -> None:
        files["data/dpo.toml"] += more.encode()
        told["files"]["data/dpo.toml"] = len(files["data/dpo.toml"])

    return forged(data, change)


PROGRAM = '\n[witness]\ncommand = ["/bin/sh", "-c", "cat >> {out}"]\n'


def test_settings_that_the_log_does_not_tell_stop_a_restore(desk: Desk, tmp_path: Path) -> None:
    data = made(desk, tmp_path / "out").read_bytes()
    swapped = source(with_settings(data, PROGRAM.format(out=tmp_path / "ran")))
    with pytest.raises(Refused, match=r"witness.command is .*/bin/sh.*, and the log says nothing"):
        restore(swapped, tmp_path / "new", NONE)
    assert check_backup(source(with_settings(data, PROGRAM)), tmp_path).faults
    assert not (tmp_path / "new").exists()


def test_settings_changed_since_the_last_act_are_told_by_the_backup(
    desk: Desk, tmp_path: Path
) -> None:
    settings = desk.home.settings
    settings.write_text(f"{settings.read_text()}\n[backup]\ncheck_days = 9\n")
    assert restored(made(desk, tmp_path / "out"), tmp_path / "new").faults == ()


def test_another_file_than_the_one_named_by_its_hash_is_refused(desk: Desk, tmp_path: Path) -> None:
    made_first, later = (back_up(desk, tmp_path / "out", PLAIN, quiet) for _ in range(2))
    assert made_first.path
    assert later.path
    for read in (check_backup, lambda one, to: restore(one, to / "new", NONE)):
        named = replace(source(later.path.read_bytes()), sha256=made_first.sha256)
        with pytest.raises(Refused, match="isn't the one that you gave"):
            read(named, tmp_path)
    assert not (tmp_path / "new").exists()
    same = replace(source(later.path.read_bytes()), sha256=later.sha256)
    assert restore(same, tmp_path / "new", NONE).sha256 == later.sha256


def test_a_restored_home_runs_its_program_once_it_is_confirmed(
    desk: Desk, desk_of: DeskOf, tmp_path: Path
) -> None:
    ran, settings = tmp_path / "ran", desk.home.settings
    settings.write_text(settings.read_text() + PROGRAM.format(out=ran))
    found = restored(made(desk_of(), tmp_path / "out"), tmp_path / "new")
    assert found.held.startswith("/bin/sh")

    def sit(person: str = "dpo") -> Desk:
        return open_desk(found.home, as_person=person, today=TODAY, clock=lambda: NOW)

    held = sit()
    assert not keep_now(held)
    assert "its program came with a backup" in held.asides[-1]
    told = settings_check(held.home, "dpo", TODAY, lambda: NOW, lambda _: []).findings
    assert any("The program came with a backup: /bin/sh" in one.what for one in told)
    assert not ran.exists()
    with pytest.raises(NotAllowed, match="let a restored home run its program; the DPO may"):
        confirm_program(sit("clerk"))
    assert confirm_program(sit()).startswith("/bin/sh")
    assert keep_now(sit())
    assert ran.exists()
    with pytest.raises(Refused, match="No program is held back"):
        confirm_program(sit())


@pytest.mark.parametrize("done", [0, 0.5, 1])
def test_a_killed_backup_leaves_no_name_in_the_home(
    done: float, desk: Desk, tmp_path: Path
) -> None:
    before = holding_the_name(desk.home.root)
    killed_after(done, lambda tell: back_up(desk, tmp_path / "out", (PUBLIC,), tell))
    killed_after(done, lambda tell: stream_backup(desk, io.BytesIO(), (PUBLIC,), tell))
    assert holding_the_name(desk.home.root) == before
    assert verify(desk).sound


def test_a_case_erased_while_a_backup_is_made_is_not_in_it(desk: Desk, tmp_path: Path) -> None:
    record_fact(desk, "SAR-2026-0001", "withdrawn", TODAY)
    close(desk, "SAR-2026-0001", "withdrawn", TODAY)
    erased: list[str] = []

    def tell(_done: int, _total: int) -> None:
        if not erased:
            erased.append("SAR-2026-0001")
            paper = "Minute 7"
            erase(desk, erased[0], "All done", by="head", evidence=paper, although="It is due")

    path = back_up(desk, tmp_path / "out", PLAIN, tell).path
    assert path is not None
    assert b"Quillbrook" not in gzip.decompress(path.read_bytes())


@pytest.mark.parametrize("each", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_a_killed_restore_leaves_a_whole_home_or_none(
    each: int, desk: Desk, tmp_path: Path
) -> None:
    path = made(desk, tmp_path / "out")
    total = in_child(lambda: restored(path, tmp_path / "first" / "new"), 0)
    for step in range(1, total + 1, each):
        to = tmp_path / str(step) / "new"
        in_child(lambda to=to: restored(path, to), step)  # type: ignore[misc]  # bound now
        if to.exists():
            assert verify(administrator_desk(to, clock=lambda: NOW)).sound
        else:
            restored(path, to)
        left = [child for child in to.parent.iterdir() if child != to]
        assert not any(any(folder.iterdir()) for folder in left)


def test_nobody_but_the_dpo_backs_up(desk_of: DeskOf, desk: Desk, tmp_path: Path) -> None:
    for person in ("clerk", "head", "dsl", "auditor"):
        with pytest.raises(NotAllowed, match="back up the records; the DPO may"):
            back_up(desk_of(person), tmp_path / "out", PLAIN, quiet)
    assert not (tmp_path / "out").exists()


def test_a_backup_is_never_plain_unless_asked(desk: Desk) -> None:
    with pytest.raises(BadInput, match="--plain"):
        keys_for(desk, (), plain=False)
    with pytest.raises(BadInput, match="no public key"):
        keys_for(desk, ("age1nonsense",), plain=False)
    with pytest.raises(BadInput, match="This is no public key"):
        keys_for(desk, (SECRET,), plain=False)
    assert keys_for(desk, (), plain=True) == ()
    assert keys_for(desk, (PUBLIC,), plain=False) == (PUBLIC,)


def with_backups(desk: Desk, wanted: Backups) -> Desk:
    return replace(desk, settings=desk.settings._replace(backup=wanted))


def test_old_backups_go_from_the_offices_folder_alone(desk: Desk, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    office_s = with_backups(desk, Backups(to=str(out), keep=Keep(1, 0, 0)))
    for folder in (elsewhere, out):
        folder.mkdir()
        name = made(desk, tmp_path / "names").name
        (folder / f"{name[:13]}20240101T030000Z.tar.gz").touch()
        found: Backup = back_up(office_s, folder, PLAIN, quiet)
        assert len(found.removed) == (folder == out)
    assert len(list(elsewhere.iterdir())) == 2
    assert len(list(out.iterdir())) == 1


def test_a_check_is_kept_and_an_old_one_is_told(desk: Desk, tmp_path: Path) -> None:
    real = with_backups(desk, Backups(check_days=5))
    real = replace(real, settings=real.settings._replace(made_up=False))
    late = replace(real, today=TODAY.replace(month=12))
    assert why_overdue(real) == ""
    assert "No backup of these records has been checked in 30 days" in why_overdue(late)
    path = made(desk, tmp_path / "out")
    checked = check_backup(source(path.read_bytes()), tmp_path)
    assert keep_result(desk, path.name, checked)
    assert why_overdue(replace(late, today=TODAY)) == ""
    assert "The last backup that was checked is of" in why_overdue(late)


def test_a_check_that_finds_a_fault_does_not_count(desk: Desk, tmp_path: Path) -> None:
    (desk.home.root / LETTER).write_bytes(b"other words")
    path = made(desk, tmp_path / "out")
    checked = check_backup(source(path.read_bytes()), tmp_path)
    assert "was changed after it was written" in checked.faults[0]
    keep_result(desk, path.name, checked)
    late = replace(desk, today=TODAY.replace(month=12))
    assert "has been checked in" in why_overdue(with_backups(late, Backups(check_days=5)))
    with pytest.raises(Refused, match="Take an earlier backup"):
        restored(path, tmp_path / "new")
    found = restore(source(path.read_bytes()), tmp_path / "new", NONE, "There is no other one")
    assert found.faults


def test_a_restored_home_is_read_only_until_erasures_are_settled(
    desk: Desk, tmp_path: Path
) -> None:
    found = restored(made(desk, tmp_path / "out"), tmp_path / "new", Since())
    assert found.erased is None
    again = open_desk(found.home, as_person="dpo", today=TODAY, clock=lambda: NOW)
    with pytest.raises(Refused, match="erasures made since"):
        add_note(again, "SAR-2026-0001", "A note")
    for leaves in ("fetch_letter", "email_letter", "export_schedule", "register", "fetch_paper"):
        with pytest.raises(Refused, match="erasures made since"):
            require(again, leaves)
    clerk = Person("ben", "Ben Hale", Role.CLERK, account_name())
    listing = replace(again, settings=again.settings._replace(people=(clerk,)))
    with pytest.raises(NotAllowed, match="Ben Hale may not say which erasures are missing"):
        settle(listing, NONE)
    assert settle(administrator_desk(found.home, clock=lambda: NOW), NONE) == 0
    open_again = open_desk(found.home, as_person="dpo", today=TODAY, clock=lambda: NOW)
    add_note(open_again, "SAR-2026-0001", "A note")
    with pytest.raises(Refused, match="waits for no erasures"):
        settle(open_again, NONE)


def witness(found: Restored, *lines: dict[str, object]) -> Since:
    chain = found.about.chain
    head: dict[str, object] = {"head": f"{found.about.head.seq}:{found.about.head.hash}"}
    common: dict[str, object] = {"at": "2026-11-25T10:00:00Z", "chain": chain}
    every = [common | line for line in (head, *lines)]
    return Since("\n".join(json.dumps(line) for line in every).encode(), "witness.jsonl")


def test_what_was_erased_after_the_backup_is_erased_again(desk: Desk, tmp_path: Path) -> None:
    path = made(desk, tmp_path / "out")
    first = restored(path, tmp_path / "first", Since())
    since = witness(first, {"erased": "SAR-2026-0001", "seq": first.about.head.seq + 1})
    found = restored(path, tmp_path / "new", since)
    assert found.erased == 1
    every = [file.read_bytes() for file in found.home.rglob("*") if file.is_file()]
    assert not any(b"Quillbrook" in content for content in every)
    assert any(b"Ann Other" in content for content in every)
    assert not (found.home / LETTER).exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "tells nothing of these records"),
        (
            b'{"at": "2026-11-25T10:00:00Z", "chain": "0", "head": "1:000000000000"}',
            "tells nothing of",
        ),
        (b"{}", "line 1, can't be understood"),
    ],
)
def test_another_homes_witness_settles_nothing(
    content: bytes, says: str, desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=says):
        restored(made(desk, tmp_path / "out"), tmp_path / "new", Since(content, "list"))
    assert not (tmp_path / "new").exists()


def result(checked: Checked, **other: object) -> bytes:
    """Return what `backup check --json` prints that the log keeps."""
    told = {"sha256": checked.sha256, "head": as_kept(checked.about.head), "seconds": 0.4}
    return json.dumps({**told, "faults": list(checked.faults), **other}).encode()


def test_a_check_on_another_machine_is_kept_as_a_statement(desk: Desk, tmp_path: Path) -> None:
    host = with_backups(desk, Backups(check_days=5))
    checked = check_backup(source(made(desk, tmp_path / "out").read_bytes()), tmp_path)
    for bad in (b"Dear parent", b"[]", result(checked, head="none")):
        with pytest.raises(BadInput, match=r"no result|no head"):
            take_in(host, bad)
    for other in ({"sha256": "0" * 64}, {"head": "1:000000000000"}):
        with pytest.raises(Refused, match="knows no such backup"):
            take_in(host, result(checked, **other))
    late = replace(host, today=TODAY.replace(month=12))
    assert "No backup" in why_overdue(late)
    assert not take_in(host, result(checked, faults=["a letter is gone"]))
    assert "No backup" in why_overdue(late)
    assert take_in(host, result(checked))
    assert "The last backup" in why_overdue(late)
