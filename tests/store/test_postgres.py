"""Records in PostgreSQL: opened by the settings, one writer at a time, nothing left in doubt."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dpo_console import __version__
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.due import overdue_reviews
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.looks import views
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.home_files.moving import move
from dpo_console.casework.notes import add_note
from dpo_console.casework.office import drafts
from dpo_console.casework.restricted import restrict
from dpo_console.casework.retention.due_list import hold, unhold
from dpo_console.casework.settings.checking import check
from dpo_console.errors import BadInput, NoSuchCase, Refused, TryAgain
from dpo_console.store import looks
from dpo_console.store.asking import FOUND, Ask, answers, folded
from dpo_console.store.database import Database, newest_layout
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import Where
from dpo_console.store.sqlite.layouts import empty_records
from dpo_console.store.sums import tables
from tests.conftest import desks, make_home
from tests.store import server, spoiling

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from psycopg2 import IntegrityError  # after the test for the driver

from dpo_console.store.postgres import connections, copies, engine, layouts
from dpo_console.store.postgres.dialect import AFTER, in_postgres
from dpo_console.store.postgres.engine import PostgresRecords
from tests.store import postgres_layout
from tests.store.postgres_office import NOW, OTHERS_ENDED, ask, logged, name_of

pytestmark = [
    pytest.mark.usefixtures("noon"),
    pytest.mark.of_the_file,  # its own settings name the database
]


def test_a_home_that_names_a_database_keeps_its_records_there(office: Desk, there: str) -> None:
    reference = logged(office, "Zoë O_Neill")
    logged(office)
    found = office.database
    with found.read() as look:
        for typed in ("zoe", "o_nei", reference.lower()):
            where = conditions.words([typed], "w")
            assert lists.count(look, where) == 1, typed
        assert [*lists.references_like(look, reference[-4:])] == [reference]
        assert look("SELECT current_setting('jit')", {}) == [("off",)]
    assert len(page(office, Query()).rows) == 2
    with found.glance() as look:
        assert look("SELECT current_setting('jit')", {}) == [("off",)]
    assert ask(there, "SELECT count(*) FROM audit") == [(4,)]  # with settings and files
    assert not office.home.database.exists()
    report = verify(office)
    assert report.sound, report


def test_a_restricted_case_is_behind_the_view(office: Desk) -> None:
    reference = logged(office)
    restrict(office, reference, ["dpo"])
    assert [row.restricted for row in page(office, Query()).rows] == [True]
    clerk = desks(office.home.root)("clerk")
    with pytest.raises(NoSuchCase):
        case_view(clerk, reference)
    assert page(clerk, Query()).rows == ()


def test_events_and_the_log_only_grow(office: Desk, there: str) -> None:
    logged(office)
    for statement in (
        "UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit CASCADE",
        "UPDATE fact SET name = 'x'", "DELETE FROM fact", "TRUNCATE fact CASCADE",
        "TRUNCATE audit_detail",
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match="never"):
            ask(there, statement)
    assert verify(office).sound


def test_both_engines_hold_the_same_tables(address: str) -> None:
    PostgresRecords(address, "here").create(NOW)
    with closing(empty_records()) as pristine:
        names = pristine.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT'"
        ).fetchall()
        due = {
            (table, column[1], "bigint" if column[2] == "INTEGER" else "text")
            for table, _ in names for column in pristine.execute(f"PRAGMA table_info({table})")
        }  # fmt: skip
        checks = sum(sql.count("CHECK") for _, sql in names)
        indexes = {row[0] for row in pristine.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")}  # fmt: skip
    have = ask(
        address,
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE "
        "table_schema = 'records' AND table_name NOT IN "
        "('layout', 'kept_file', 'release', 'case_search')",
    )
    assert set(have) == due
    ours = " AND ".join(
        f"conrelid <> '{table}'::regclass" for table in ("layout", "kept_file", "release")
    )
    counted = f"SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND {ours}"
    assert ask(address, f"{counted} AND connamespace = 'records'::regnamespace") == [(checks,)]
    assert indexes <= {row[0] for row in ask(address, "SELECT indexname FROM pg_indexes")}
    assert max(layouts.steps()) == newest_layout()


def test_the_packaged_layout_is_the_one_that_is_made() -> None:
    assert postgres_layout.found() == engine.newest_layout()


def test_records_move_to_a_database_and_back_unchanged(
    desk: Desk, address: str, tmp_path: Path
) -> None:
    reference = logged(desk, "Back\\slash O'Neil")
    add_note(desk, reference, "two\nlines\tand a tab \\N")
    with desk.database.whole.read() as look:
        copies.from_file(look, address, "here")
        before = lists.references(look)
    there = PostgresRecords(address, "here")
    back = tmp_path / "back.sqlite3"
    with there.look(None) as look:
        copies.to_file(look, back, lambda *_: None)
    with desk.database.whole.read() as one, Database(back, tmp_path).read() as other:
        for table, names in tables():
            asked = f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2"
            assert one(asked, {}) == other(asked, {}), table
        assert before == lists.references(other)
    another = desks(make_home(tmp_path / "another"))()
    with pytest.raises(Refused, match="already"), another.database.whole.read() as look:
        copies.from_file(look, address, "here")


def test_a_character_that_no_database_keeps_stops_a_move(desk: Desk, address: str) -> None:
    case = logged(desk)
    spoiling.tamper(desk.database.path, "UPDATE cases SET summary = 'a' || char(0) || 'b'")
    with pytest.raises(Refused, match=r"can't keep .* 0x00"):
        move(desk, address)
    assert (ask(address, "SELECT to_regclass('layout')"), desk.database.address) == ([(None,)], "")
    assert case in str(verify(desk))


def test_a_database_without_a_true_lock_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HOLD", "SELECT 1")
    with pytest.raises(Refused, match="two writers"):
        PostgresRecords(address, "here").create(NOW)
    assert not PostgresRecords(address, "here").is_there()


def test_a_newer_layout_and_foreign_tables_are_refused(office: Desk, there: str) -> None:
    ask(there, "UPDATE layout SET number = 999")
    with pytest.raises(Refused, match="newer dpo_console"):
        desks(office.home.root)()
    ask(there, "DELETE FROM layout")
    with pytest.raises(Refused, match="missing, but"):
        desks(office.home.root)()


def test_a_file_beside_a_database_is_refused(office: Desk) -> None:
    office.home.database.touch()
    with pytest.raises(BadInput, match="is there too"):
        desks(office.home.root)()


def test_an_older_release_is_refused_and_a_newer_one_noted(office: Desk, there: str) -> None:
    ask(there, "UPDATE release SET newest = '0.1.0'")
    desks(office.home.root)()
    assert ask(there, "SELECT newest FROM release") == [(__version__,)]
    ask(there, "UPDATE release SET newest = '100.0.1'")
    with pytest.raises(Refused, match="install it here"):
        desks(office.home.root)()


def test_a_server_that_is_gone_says_so_and_is_found_again(office: Desk, there: str) -> None:
    reference = logged(office)
    with office.database.read():
        pass
    ask(there, OTHERS_ENDED)
    add_note(office, reference, "after")
    assert len(case_view(office, reference).timeline) == 2
    gone = Database(Path(), Path(), address="postgresql://postgres@/x?host=/nowhere", named="x")
    with pytest.raises(TryAgain, match="can't be reached"):
        gone.is_there()


def test_a_check_of_the_settings_looks_at_the_server(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (passwords := tmp_path / "pgpass").touch(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passwords))

    def said(ahead: timedelta) -> list[str]:
        now = office.database.server().now + ahead
        found = check(office.home, None, office.today, lambda: now, lambda _: [])
        size = r"PostgreSQL \d+ keeps the records: [\d.]+ MB, and \d+ of \d+ connections are.*"
        assert re.fullmatch(size, found.database)
        return [one.what for one in found.findings]

    sound = said(timedelta())
    assert "The server runs with fsync or synchronous_commit off." in sound
    assert "The account of the database may change the audit log." in sound
    passwords.chmod(0o644)
    assert set(said(timedelta(minutes=2))) - set(sound) == {
        "The clocks of this machine and of the server differ.",
        f"Other accounts can read {passwords}.",
    }


def test_a_home_moves_to_a_database_and_back_with_its_log(desk: Desk, address: str) -> None:
    reference = logged(desk)
    settings = desk.home.settings
    settings.write_text(f"{settings.read_text()}# kept\n")
    moved = move(desk, address)
    assert not desk.home.database.exists()
    assert moved.aside
    there = desks(desk.home.root)()
    with pytest.raises(Refused, match="are missing"):
        add_note(desk, reference, "by a console that was open meanwhile")
    add_note(there, reference, "there")
    assert verify(there).sound
    with pytest.raises(BadInput, match="already"):
        move(there, address)
    back = move(there, "")
    assert back.head.seq > moved.head.seq
    with pytest.raises(Refused, match="doesn't hold sound records"):
        add_note(there, reference, "by a console that was open meanwhile")
    here = desks(desk.home.root)()
    assert len(case_view(here, reference).timeline) == 2
    assert verify(here, back.head).sound
    assert "# kept" in settings.read_text()


def test_a_sorted_page_and_a_search_read_an_index(office: Desk, there: str) -> None:
    """The conditions of a reader's views keep no index from being read."""
    logged(office)
    name = in_postgres(folded("q.name"))
    words = in_postgres(f"SELECT {FOUND} FROM case_search WHERE {answers('w')}")
    for sql, index in (
        (f"SELECT q.case_id FROM party q WHERE q.role = 'requester' AND q.position = 0 "
         f"ORDER BY {name}, q.case_id LIMIT 9", "party_by_requester"),
        (words % {"w": "'\"jan\"*'"}, "case_search_by_word"),
        (f"SELECT * FROM cases c WHERE c.id IN ({words % {'w': chr(39) + 'jan' + chr(39)}}) "
         "ORDER BY urgent_at, id LIMIT 9", "case_search_by_word"),
        ("SELECT * FROM cases ORDER BY urgent_at, id LIMIT 9", "cases_by_urgency"),
    ):  # fmt: skip
        for schema, schools in (("records", "*"), ("seen", "*"), ("seen", "oak")):
            plan = ask(
                there,
                f"SET enable_seqscan = off; SET search_path = {schema}; "
                f"SET dpo_console.person = 'dpo'; SET dpo_console.schools = '{schools}'; "
                f"EXPLAIN (COSTS OFF) {sql}",
            )
            told = "\n".join(line for (line,) in plan)
            assert index in told, (schema, told)
            assert "Sort" not in told or "c.id IN" in sql


def test_a_database_that_takes_no_changes_says_so_and_is_read(office: Desk, there: str) -> None:
    reference = logged(office)
    name = name_of(there)
    ask(there, f"ALTER DATABASE {name} SET default_transaction_read_only = on; {OTHERS_ENDED}")
    with pytest.raises(TryAgain, match="takes no changes"):
        add_note(office, reference, "lost")
    assert len(case_view(office, reference).timeline) == 1
    assert "only reads now" in office.database.engine.why_not_writable()
    drafts.keep(office, reference, "Note", {"note": "She rang"})
    assert len(looks.waiting(office.database.path)) == 1
    ask(there, f"SET transaction_read_only = off; ALTER DATABASE {name} RESET ALL; {OTHERS_ENDED}")
    add_note(office, reference, "saved")
    assert looks.waiting(office.database.path) == ()
    assert len(views(office, reference).views) == 1
    assert drafts.find(desks(office.home.root)(), reference, "Note") is not None


def test_a_look_that_asks_nothing_keeps_no_plan(office: Desk) -> None:
    case = logged(office)
    for database in (office.database, office.database.whole):
        for _ in range(2 * AFTER):
            with database.read():
                pass
            with database.read() as ask:
                assert ask("SELECT c.reference FROM cases c", {}) == [(case,)]


def test_a_number_and_the_names_that_it_counts_are_of_one_moment(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, counted = logged(office), lists.count
    hold(office, case, date(2026, 12, 24), "A claim is announced")
    later = replace(office, today=date(2027, 1, 10))
    assert case in overdue_reviews(later)

    def lifted_meanwhile(ask: Ask, where: Where) -> int:
        number = counted(ask, where)
        monkeypatch.undo()
        unhold(office, case, "Settled")
        return number

    monkeypatch.setattr(lists, "count", lifted_meanwhile)
    assert overdue_reviews(later) == ""
