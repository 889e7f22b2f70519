"""Two machines on one database: the office's files are in it, and each home is only a copy."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from dpo_console.cases.letters.kept_file import kept_file
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.records.looks import views
from dpo_console.cases.records.verify import verify
from dpo_console.casework.backup.backing_up import back_up
from dpo_console.casework.backup.erasures import Since
from dpo_console.casework.backup.restoring import restore
from dpo_console.casework.home_files.copy import follow
from dpo_console.casework.home_files.moving import move
from dpo_console.casework.intake import keep_with, message_bytes, take_in, to_accept
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import latest_letter, mark_sent
from dpo_console.casework.letters.wordings import copy_wording
from dpo_console.casework.office import drafts
from dpo_console.casework.office.changes_elsewhere import Sight, look
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.papers.fetching import fetch_paper
from dpo_console.casework.papers.keeping import keep_paper, take_off
from dpo_console.casework.retention.erasing import erase
from dpo_console.casework.settings import editing
from dpo_console.config.settings.settings_file import apart
from dpo_console.errors import BadInput, Refused
from dpo_console.mail.boxes import Raw
from dpo_console.store import kept_files
from dpo_console.store.kept_files import SETTINGS
from tests.casework.backup import made
from tests.casework.retention import canaries
from tests.conftest import TODAY, desks, make_home
from tests.store import server

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from tests.store.postgres_office import ask, logged

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.of_the_file]


@pytest.fixture
def here(home: Path, there: str) -> Desk:
    """Open the desk of a first home, whose settings name a database with new records."""
    with (home / "data" / "dpo.toml").open("a") as settings:
        settings.write(f'\n[records]\ndatabase = "{there}"\n')
    return desks(home)()


@pytest.fixture
def other(here: Desk, tmp_path: Path) -> Path:
    """Return a second home, which holds no more than what an administrator writes on a machine."""
    root = make_home(tmp_path / "other")
    (root / "data" / "notice.toml").unlink(missing_ok=True)
    (root / "data" / "dpo.toml").write_text(apart(here.home.settings.read_text())[1])
    return root


def edited(desk: Desk, before: str, after: str, name: str = "dpo.toml") -> Desk:
    seen = editing.read_file(desk, name)
    content = (seen.content or b"").replace(before.encode(), after.encode())
    return editing.save(desk, seen, content, lambda _: [])


def test_a_second_home_gets_its_settings_from_the_database(here: Desk, other: Path) -> None:
    there = desks(other)()
    assert there.settings == here.settings
    assert there.person == here.person
    assert there.asides == []
    text = there.home.settings.read_text()
    assert f'\n[records]\ndatabase = "{here.database.address}"\n' in text
    assert there.home.notice.stat().st_mode & 0o777 == 0o600
    assert desks(other)().asides == []
    assert follow(here.home, here.database, here.clock()).told == ()


def test_a_home_without_settings_makes_no_records(other: Path, address: str) -> None:
    (other / "data" / "dpo.toml").write_text(f'[records]\ndatabase = "{address}"\n')
    with pytest.raises(BadInput, match="holds no records"):
        desks(other)()


def test_an_edit_is_checked_kept_with_its_author_and_seen_by_an_open_console(
    here: Desk, other: Path
) -> None:
    there = desks(other)()
    before = look(there, Sight(there, there, None, ()), follow_day=False)
    name = here.settings.schools[0].name
    with pytest.raises(Refused, match=r"data/dpo.toml, line \d+: .*colour"):
        edited(here, "[[school]]", '[[school]]\ncolour = "green"')
    now = edited(here, f'name = "{name}"', 'name = "Elm Grove"')
    assert now.settings.schools[0].name == "Elm Grove"
    seen = look(there, before, follow_day=False)
    assert seen.desk.settings == now.settings
    versions = editing.earlier(here, "dpo.toml")
    assert [(one.version, one.by) for one in versions] == [(2, here.person.slug), (1, "dpo")]
    assert name.encode() in editing.read_version(here, "dpo.toml", 1)
    entries = ask(here.database.address, "SELECT action, actor FROM audit ORDER BY seq")
    assert ("settings edited", here.person.slug) in entries


def test_a_save_that_came_second_is_refused_and_overwrites_nothing(here: Desk, other: Path) -> None:
    there = desks(other)()
    seen = editing.read_file(there, "dpo.toml")
    edited(here, "[[school]]", "# first\n[[school]]")
    with pytest.raises(Refused, match="changed by dpo in the meantime"):
        editing.save(there, seen, (seen.content or b"") + b"# second\n", lambda _: [])
    assert b"# first" in (editing.read_file(there, "dpo.toml").content or b"")
    records = (seen.content or b"") + b'[records]\nservice = "x"\n'
    with pytest.raises(Refused, match="An administrator writes records"):
        editing.save(there, seen, records, lambda _: [])
    with pytest.raises(BadInput, match="no file of the office"):
        editing.read_file(there, "../exports/x.md")


def test_no_edit_says_what_runs_on_a_machine_or_what_its_people_may(here: Desk) -> None:
    seen = editing.read_file(here, "dpo.toml")
    planted = (
        b'[witness]\ncommand = ["/bin/sh", "-c", "true"]\n',
        b"[service]\nreads_files = true\nwrites_files = false\n",
        b"[backup]\ncheck_days = 366\n",
        b"[backup.keep]\ndaily = 1\n",
        b'[mail]\nserver = "mail.example.net"\nsender = "a@example.net"\n',
    )
    contents = [(seen.content or b"") + section for section in planted]
    contents.append(b'witness = { command = ["/bin/sh"] }\n' + (seen.content or b""))
    for content in contents:
        with pytest.raises(Refused, match="An administrator writes"):
            editing.save(here, seen, content, lambda _: [])
    assert editing.read_file(here, "dpo.toml") == seen


def test_a_file_edited_by_hand_never_counts_and_is_put_aside(here: Desk, other: Path) -> None:
    there = desks(other)()
    settings = there.home.settings
    settings.write_text(settings.read_text().replace("[[school]]", "[[school]]\nclosures = []"))
    wording = there.home.own_wording / "acknowledgement.md"
    wording.parent.mkdir()
    wording.write_text("Planted.")
    again = desks(other)()
    assert len(again.asides) == 2
    assert "data/dpo.toml was edited on this machine" in again.asides[0]
    assert "settings edit --name letters/acknowledgement.md" in again.asides[1]
    assert not wording.exists()
    assert again.settings == here.settings
    [aside] = there.home.data.glob("dpo.toml.before-records-*")
    assert "closures" in aside.read_text()
    assert desks(other)().asides == []
    edited(here, 'label = "TEST"', 'label = "NEW"')
    newer = desks(other)()
    assert (newer.settings.label, newer.asides) == ("NEW", [])  # an old copy is no edit by hand


def test_two_homes_never_rewrite_the_dates_of_each_other(here: Desk, other: Path) -> None:
    address = here.database.address
    desks(other)()

    def entries() -> list[tuple[object, ...]]:
        return ask(
            address, "SELECT (SELECT count(*) FROM audit), law, xmin::text FROM installation"
        )

    settled = entries()
    for _ in range(3):
        desks(other)()
        desks(here.home.root)()
    assert entries() == settled
    edited(here, "2026-12-18", "2026-12-17")
    moved = entries()
    assert moved[0][1] != settled[0][1]
    for _ in range(3):
        assert desks(other)().settings.schools == desks(here.home.root)().settings.schools
    assert entries() == moved


def test_a_wording_is_put_in_and_taken_out_for_every_machine(here: Desk, other: Path) -> None:
    there = desks(other)()
    seen = editing.read_file(here, "letters/acknowledgement.md")
    with pytest.raises(Refused, match=r"letters/acknowledgement\.md"):
        editing.save(here, seen, b"{{ nothing.known }}", lambda _: [])
    copy_wording(here, "acknowledgement")
    assert desks(other)().asides == []
    assert (there.home.own_wording / "acknowledgement.md").exists()
    seen = editing.read_file(there, "letters/acknowledgement.md")
    assert seen.content
    editing.save(there, seen, None, lambda _: [])
    desks(here.home.root)()
    assert not (here.home.own_wording / "acknowledgement.md").exists()
    with here.database.whole.read() as look_in:
        found = kept_files.office_files(look_in)
    assert found["data/letters/acknowledgement.md"].sha256 == ""
    assert found[SETTINGS].version == 1
    assert replace(here).settings == there.settings


PAPER = b"minutes of Heliotrope Quillbrook\n" * 50


def test_letters_and_papers_are_written_here_and_sent_there(here: Desk, other: Path) -> None:
    reference = logged(here)
    row = write_letter(here, reference, "acknowledgement", {})
    number = keep_paper(here, reference, PAPER, "minutes.txt")
    there = desks(other)("clerk")
    assert not (other / "exports" / row.path).exists()
    assert fetch_paper(there, reference, number).data == PAPER
    assert not [*there.home.papers.rglob("*")]
    path, data = latest_letter(there, reference, "acknowledgement")
    assert data == (here.home.exports / row.path).read_bytes()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (data, 0o600)
    mark_sent(there, reference, "acknowledgement", TODAY, "email", to="Jane Doe")
    write_letter(there, reference, "acknowledgement", {})
    assert [one.number for one in file_meant(here, reference).letters] == [1, 2]
    assert verify(here).sound, verify(here)
    assert verify(there).sound, verify(there)
    ask(
        here.database.address,
        "UPDATE kept_file SET content = 'x' WHERE path LIKE 'exports/%-1.docx'",
    )
    [fault] = [check for check in verify(there).checks if not check.sound]
    assert "was changed after it was written" in fault.text
    path.write_bytes(b"edited by hand")
    with pytest.raises(Refused, match="isn't the file recorded"):
        kept_file(there, row)


def test_an_erasure_there_leaves_nothing_here_nor_in_the_database(here: Desk, other: Path) -> None:
    """The files of the server itself are looked through, as its disk holds them."""
    canaries.fill(desks(here.home.root))
    edited(here, "[[school]]", "[[school]]\n# Zqssubject Quayle")
    edited(desks(here.home.root)(), "\n# Zqssubject Quayle", "")
    there = desks(other)()
    latest_letter(there, canaries.SAR, "acknowledgement")
    assert canaries.places(other, canaries.SAR)
    ask(  # what an earlier release kept of an unsaved form
        here.database.address,
        "INSERT INTO kept_file VALUES ('data/drafts/1.json', 1, NULL, '', 0, 'zqsdraft', '', '')",
    )
    assert held_by_the_server(here, b"zqspaper")
    ask(here.database.address, "ANALYZE")  # as the server does by itself, for its planner
    erase(there, canaries.SAR, "The period has ended", although="The objection was upheld")
    certificate = erase(desks(other)("head"), canaries.SAR).certificate
    assert certificate
    assert canaries.places(other, canaries.SAR) == []
    again = desks(here.home.root)()
    assert canaries.places(here.home.root, canaries.SAR) == []
    for _ in range(9):  # a session that only just begins can hold old rows back
        if held_by_the_server(here, b"zqs"):
            here.database.engine.wipe()
    assert not held_by_the_server(here, b"zqs")
    sampled = "SELECT 1 FROM pg_stats s WHERE s::text ILIKE '%zqs%'"
    assert ask(here.database.address, sampled) == []
    assert verify(again).sound, verify(again)
    assert certificate.name in [name.rpartition("/")[2] for name in kept(here)]


def held_by_the_server(desk: Desk, word: bytes) -> bool:
    address = desk.database.address
    [(folder,)] = ask(
        address,
        "CHECKPOINT; SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database "
        "WHERE datname = current_database()",
    )
    return any(word in file.read_bytes().lower() for file in Path(folder).iterdir())


def kept(desk: Desk) -> list[str]:
    with desk.database.whole.read() as look_in:
        return [*kept_files.files_below(look_in, "")]


def test_a_backup_holds_the_files_of_the_database(here: Desk, other: Path, tmp_path: Path) -> None:
    made.office(here.home.root)
    copy_wording(here, "acknowledgement")
    there = desks(other)()
    shutil.rmtree(there.home.own_wording)  # a copy that is missing is no loss
    path = back_up(there, tmp_path / "backups", (), made.quiet).path
    assert path
    restored = restore(made.source(path.read_bytes()), tmp_path / "restored", Since(none="None"))
    assert restored.faults == ()
    back = desks(restored.home)()
    assert back.settings == there.settings._replace(records=back.settings.records)
    assert not back.database.address
    assert (back.home.own_wording / "acknowledgement.md").exists()
    assert fetch_paper(back, "SAR-2026-0001", 1).data == made.PAPER


def test_files_move_with_the_records_and_back(desk: Desk, address: str) -> None:
    made.office(desk.home.root)
    drafts.keep(desk, "SAR-2026-0001", "Note", {"note": "Heliotrope"})
    move(desk, address)
    there = desks(desk.home.root)()
    assert len(kept(there)) == 4  # settings, statements, a letter and a paper
    assert drafts.find(there, "SAR-2026-0001", "Note")
    for folder in (there.home.exports, there.home.papers):
        shutil.rmtree(folder)
    assert verify(there).sound, verify(there)
    number = keep_paper(there, "SAR-2026-0001", PAPER, "minutes.txt")
    write_letter(there, "SAR-2026-0001", "acknowledgement", {})
    shutil.rmtree(there.home.exports)
    move(there, "")
    back = desks(desk.home.root)()
    assert verify(back).sound, verify(back)
    assert fetch_paper(back, "SAR-2026-0001", number).data == PAPER
    assert len([*back.home.exports.rglob("*.docx")]) == 2
    assert drafts.find(back, "SAR-2026-0001", "Note")


def test_who_looked_is_kept_for_every_machine(here: Desk, other: Path) -> None:
    there, reference = desks(other)(), logged(here)
    look_at(there, reference, How.CASE)
    look_at(here, reference, How.CASE)  # within ten minutes, on another machine
    assert len(views(desks(other)("auditor"), reference).views) == 1
    assert not [*here.home.data.glob("*.looks*"), *there.home.data.glob("*.looks*")]


def test_the_log_has_the_times_of_the_server(here: Desk) -> None:
    moment = "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24')"
    [(hour,)] = ask(here.database.address, moment)
    assert open_desk(here.home.root).stamp()[:13] in (
        hour,
        ask(here.database.address, moment)[0][0],
    )


def test_what_somebody_writes_into_the_table_does_no_harm(here: Desk, other: Path) -> None:
    address, there = here.database.address, desks(other)()
    planted = (
        "INSERT INTO kept_file SELECT '{path}', {version}, NULL, encode(sha256({content}), 'hex'), "
        "1, {content}, 'x', 'x' FROM kept_file WHERE path = 'data/dpo.toml' AND version = 1"
    )
    for path, content, why in (
        ("data/letters/../../x.md", "'x'", "isn't the path of a file"),
        (SETTINGS, "content || '[witness]\ncommand = [\"true\"]\n'", "only an administrator"),
    ):
        ask(address, planted.format(path=path, version=2, content=content))
        with pytest.raises(Refused, match=why):
            desks(other)()
        assert not (other / "x.md").exists()
        ask(address, f"DELETE FROM kept_file WHERE path = '{path}' AND version = 2")
    assert verify(there).sound, verify(there)
    ask(address, planted.format(path=SETTINGS, version=2, content="content || '# x\n'"))
    [fault] = [check for check in verify(there).checks if not check.sound]
    assert "data/dpo.toml: it was changed in the database" in fault.text


def test_a_message_that_became_a_case_leaves_no_copy_of_its_own(here: Desk, other: Path) -> None:
    message = b"From: ann@example.org\nTo: us@example.org\n\nHeliotrope Quillbrook"
    (taken,) = take_in(here, [Raw("message.eml", message)])
    assert [name for name in kept(here) if name.startswith("data/papers/intake/")]
    there, reference = desks(other)(), logged(here)
    assert message_bytes(there, to_accept(there, taken.number).row) == message
    keep_with(there, taken.number, reference)
    assert not [name for name in kept(here) if name.startswith("data/papers/intake/")]
    assert fetch_paper(here, reference, 1).data == message
    take_off(here, reference, 1, why="It belongs elsewhere")
    assert not [name for name in kept(here) if name.startswith("data/papers/")]


def test_two_machines_work_at_once(here: Desk, other: Path) -> None:
    there, reference = desks(other)("clerk"), logged(here)

    def write_letters() -> None:
        for _ in range(2):
            write_letter(here, reference, "acknowledgement", {})

    def keep_papers() -> None:
        for number in range(3):
            keep_paper(there, reference, PAPER + bytes([number]), f"{number}.txt")

    with ThreadPoolExecutor(2) as at_once:
        for done in [at_once.submit(act) for act in (write_letters, keep_papers)]:
            done.result()
    file = file_meant(here, reference)
    assert ([one.number for one in file.letters], len(file.papers)) == ([1, 2], 3)
    assert verify(here).sound, verify(here)
