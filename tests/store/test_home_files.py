"""Two machines on one database: the office's files are in it, and each home is only a copy."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.home_files.copy import follow
from dpo_console.casework.office.changes_elsewhere import Sight, look
from dpo_console.casework.settings import editing
from dpo_console.config.settings.records_written import apart
from dpo_console.errors import BadInput, Refused
from dpo_console.store import kept_files
from dpo_console.store.kept_files import SETTINGS
from tests.conftest import desks, make_home
from tests.store import server

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from tests.store.postgres_office import ask, database

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.of_the_file]


@pytest.fixture
def here(home: Path) -> Iterator[Desk]:
    """Open the desk of a first home, whose settings name an empty database."""
    with database() as there:
        settings = home / "data" / "dpo.toml"
        settings.write_text(f'{settings.read_text()}\n[records]\ndatabase = "{there}"\n')
        yield desks(home)()


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
    assert follow(here.home, here.database, here.clock()) == ()


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
    from dpo_console.casework.letters.wordings import copy_wording

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
