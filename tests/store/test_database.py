"""Records that survive: private files, a refused newer layout, backups before a change."""

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.change import change
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import Refused, TryAgain
from dpo_console.store.database import Database
from dpo_console.store.session import ask_in
from dpo_console.store.sqlite import connections, layouts
from tests.permissions import permissions_bind
from tests.store import spoiling
from tests.store.statements import counted

pytestmark = pytest.mark.of_the_file

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(tmp_path / "home" / "data" / "records.sqlite3", tmp_path / "home" / "backups")
    made.create(NOW)
    return made


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_file_and_folder_are_private(database: Database) -> None:
    assert mode(database.path) == 0o600
    assert mode(database.path.parent) == 0o700


def test_records_are_private_under_a_umask_that_shuts_out_their_owner(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    database = Database(tmp_path / "data" / "records.sqlite3", tmp_path / "backups")
    before = os.umask(0o600)
    try:
        database.create(NOW)
    finally:
        os.umask(before)
    assert mode(database.path) == 0o600


def test_second_records_are_not_made_over_the_first(database: Database) -> None:
    with pytest.raises(Refused, match="already"):
        database.create(NOW)


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 46, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 50, 7), True),
        ((3, 50, 6), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 52, 0), True),
    ],
)
def test_write_ahead_log_only_where_its_bug_is_mended(
    version: tuple[int, int, int], sound: bool
) -> None:
    assert connections.wal_is_sound(version) is sound


def test_settings_of_a_connection(database: Database) -> None:
    connection = connections.connect(database.path)

    def pragma(name: str) -> object:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]

    journal, sync = connections.journal_settings()
    assert str(pragma("journal_mode")).upper() == journal
    assert pragma("synchronous") == {"FULL": 2, "EXTRA": 3}[sync]
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1
    assert pragma("trusted_schema") == 0
    connection.close()


def test_newer_file_is_refused_and_left_alone(database: Database) -> None:
    connection = connections.connect(database.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = database.path.read_bytes()
    with pytest.raises(Refused, match="newer"):
        database.prepare(NOW)
    assert database.path.read_bytes() == before


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that makes this release know one more layout, reached by this SQL."""
    folder = tmp_path / "migrations"
    shutil.copytree(layouts.FOLDER, folder)

    def add(sql: str) -> None:
        (folder / f"{layouts.newest() + 1:04}.sqlite.sql").write_text(sql)
        monkeypatch.setattr(layouts, "FOLDER", folder)

    return add


def test_older_file_is_copied_aside_then_brought_up(
    database: Database, next_step: Callable[[str], None]
) -> None:
    next_step("CREATE TABLE later (id INTEGER);")
    database.prepare(NOW)
    [copy] = database.backups.iterdir()
    assert mode(copy) == 0o600
    with database.read() as ask:
        assert ask("SELECT count(*) FROM later", {}) == [(0,)]
    old = sqlite3.connect(copy)
    assert old.execute("PRAGMA user_version").fetchone() == (layouts.newest() - 1,)
    old.close()


@pytest.mark.parametrize("trouble", ["a file", "a full disk"])
def test_an_unusable_folder_for_copies_is_told_and_nothing_changes(
    database: Database, next_step: Callable[[str], None], monkeypatch: pytest.MonkeyPatch,
    trouble: str,
) -> None:  # fmt: skip
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    if trouble == "a file":
        database.backups.write_text("not a folder")
    else:
        monkeypatch.setattr(layouts, "sync", full)
    next_step("CREATE TABLE later (id INTEGER);")
    with pytest.raises((Refused, TryAgain), match=r"can't be used .* Nothing was changed"):
        database.prepare(NOW)
    with database.read() as ask:
        assert ask("SELECT name FROM sqlite_master WHERE name = 'later'", {}) == []
    if trouble == "a full disk":
        assert [path.name for path in database.backups.iterdir()] == [".tmp-records.sqlite3"]
        monkeypatch.setattr(layouts, "sync", lambda _: None)
        database.prepare(NOW)  # within the same second, and what the first try left is replaced
        (copy,) = database.backups.iterdir()
        with closing(sqlite3.connect(copy)) as old:
            assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_failing_step_leaves_the_file_as_it_was(
    database: Database, next_step: Callable[[str], None]
) -> None:
    next_step("CREATE TABLE later (id INTEGER);\nCREATE TABLE later (id INTEGER);")
    with pytest.raises(sqlite3.OperationalError):
        database.prepare(NOW)
    with database.read() as ask:
        assert ask("SELECT name FROM sqlite_master WHERE name = 'later'", {}) == []


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    path.write_text("Dear Sir or Madam, this is a letter." * 100)
    with pytest.raises(Refused, match="not a sound database"):
        Database(path, tmp_path / "backups").prepare(NOW)


def somebody_elses(path: Path) -> None:
    """Make another program's SQLite file, numbered as our layouts are."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE installation (id INTEGER)")
    connection.execute("INSERT INTO installation VALUES (1)")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def no_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1")
    connection.close()


def no_first_row(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DELETE FROM installation")
    connection.close()


def no_layout(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA user_version = 0")
    connection.close()


@pytest.mark.parametrize(
    ("lost", "what"),
    [
        (lambda path: path.write_bytes(b""), "it is empty"),
        (no_tables, "it is empty"),
        (somebody_elses, "another program made it"),
        (no_layout, "another program made it"),
        (no_first_row, "the row that says which records they are is gone"),
    ],
)
def test_lost_records_are_refused_and_left_alone(
    database: Database, lost: Callable[[Path], object], what: str
) -> None:
    if lost not in (no_first_row, no_layout):
        database.path.unlink()
    lost(database.path)
    before = database.path.read_bytes()
    with pytest.raises(Refused, match=f"{what}.* Restore the records from a backup"):
        database.prepare(NOW)
    assert database.path.read_bytes() == before


def test_records_say_whose_they_are_and_that_they_were_made(database: Database) -> None:
    connection = connections.connect(database.path)
    assert connections.application(connection) == connections.APPLICATION
    connection.close()
    mark = database.path.with_name("records.made")
    assert (mode(mark), mark.read_bytes()) == (0o600, b"")
    mark.unlink()
    database.prepare(NOW)
    assert mark.exists()


def test_records_are_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(tmp_path / "records.sqlite3", tmp_path / "backups")

    def power_cut(_: int) -> None:
        raise OSError(errno.EIO, "the power is gone")

    monkeypatch.setattr(os, "fsync", power_cut)
    with pytest.raises(Refused, match="can't be made"):
        database.create(NOW)
    assert list(tmp_path.iterdir()) == []


def test_records_are_made_on_a_disk_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    database = Database(tmp_path / "records.sqlite3", tmp_path / "backups")
    database.create(NOW)
    database.prepare(NOW)
    with pytest.raises(Refused, match="already"):
        database.create(NOW)
    assert sorted(path.name for path in tmp_path.iterdir() if "journal" not in path.name) == [
        "records.made", "records.sqlite3",
    ]  # fmt: skip


def test_a_damaged_layout_is_a_sentence_even_where_its_name_is_no_text(database: Database) -> None:
    whole = database.path.read_bytes()
    damaged = whole.replace(b"tablecounter", b"tablec\xffunter").replace(
        b"TABLE counter", b"TABLX counter"
    )
    database.path.write_bytes(damaged)
    with pytest.raises(Refused, match="not a sound database"):
        database.prepare(NOW)


def test_a_table_that_is_gone_is_a_sentence(database: Database) -> None:
    with pytest.raises(Refused, match="restore it from a backup"), database.read() as ask:
        ask("SELECT 1 FROM lost", {})


def test_missing_file_is_never_made_by_reading(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    with pytest.raises(Refused, match="missing"), Database(path, tmp_path).read():
        pass
    assert not path.exists()


def test_what_happened_cannot_be_changed(database: Database) -> None:
    connection = connections.connect(database.path)
    triggers = [
        r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
    ]
    connection.close()
    for table in ("fact", "assessment", "decision", "audit"):
        assert {f"{table}_stays", f"{table}_kept"} <= set(triggers)


def test_looks_inside_a_change_show_what_was_saved_before_and_ask_once(desk: Desk) -> None:
    reference = log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe")).reference
    with counted() as sent:
        with change(desk, reference, "note") as this:
            this.note("case", this.case_id, "Rang.")
            this.detail["note"] = "Rang."
            ask_in(this.session)("SELECT 1", {})
            looked = [case_view(desk, reference) for _ in range(2)]
        asked = [sql for sql in sent if "FROM audit a LEFT JOIN audit_detail" in sql]
        assert looked[0].timeline == looked[1].timeline
        assert len(asked) == 1
    assert len(case_view(desk, reference).timeline) == len(looked[0].timeline) + 1


def test_a_folder_that_may_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    database = Database(tmp_path / "x" / "r.sqlite3", Path("/"))
    with permissions_bind(), pytest.raises(Refused, match="Permission denied"):
        database.create(NOW)
    tmp_path.chmod(0o700)


def test_a_column_that_lost_its_name_is_a_damaged_file(database: Database) -> None:
    content = database.path.read_bytes()
    place = content.index(b"reference TEXT NOT NULL UNIQUE")
    database.path.write_bytes(content[:place] + b"q" + content[place + 1 :])
    with pytest.raises(Refused, match="not a sound database"), database.read() as ask:
        ask("SELECT reference FROM cases", {})


def test_an_index_of_search_that_keeps_erased_words_is_found(desk: Desk) -> None:
    assert verify(desk).sound
    spoiling.tamper(
        desk.home.database, "UPDATE case_search_config SET v = 0 WHERE k = 'secure-delete'"
    )
    (found,) = [check.text for check in verify(desk).checks if not check.sound]
    assert found == "the index of search would keep words that are erased"
