"""Roles of PostgreSQL: a reader has views alone, and a writer only adds to the log."""

import os
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, look_at
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.intake import take_in
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import latest_letter
from dpo_console.casework.notes import add_note
from dpo_console.casework.office import drafts
from dpo_console.casework.papers.fetching import fetch_paper
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.restricted import restrict
from dpo_console.casework.retention.erasing import erase
from dpo_console.casework.settings import editing
from dpo_console.errors import BadInput, Refused
from dpo_console.mail.boxes import Raw
from tests.casework.retention import canaries
from tests.conftest import DeskOf, desks, make_home
from tests.store import server

if why := server.why_none():
    pytest.skip(why, allow_module_level=True)

from psycopg2 import (  # after the test for the driver
    DataError,
    Error,
    connect,
)
from psycopg2.errors import DuplicateDatabase, InsufficientPrivilege, UndefinedObject

from dpo_console.store.asking import Reader
from dpo_console.store.postgres import dialect, layouts, roles
from dpo_console.store.postgres.connection import Connection
from dpo_console.store.postgres.server_state import server_state
from dpo_console.store.session import ask_in, every_case, narrow, write
from tests.store.postgres_office import logged
from tests.store.statements import counted

pytestmark = [
    pytest.mark.usefixtures("noon"),
    pytest.mark.of_the_file,  # its own settings name the database
]

OF_NO_CASE = {"layout", "release", "counter"}
"""The tables that a reader needs nothing of."""


class Office(NamedTuple):
    """A home whose administrator ran the script, and the addresses of its two accounts."""

    home: Path
    owner: str
    account: str

    @property
    def restricted(self) -> str:
        """The reference of the restricted case."""
        return "SAR-2026-0002"

    def asked(self, sql: str, role: str = "", person: str = "") -> list[tuple[object, ...]]:
        """Ask the server something as a role, for a person, over the account of daily work."""
        with closing(connect(self.account)) as raw, raw.cursor() as cursor:
            first = f"{roles.taking(role) if role else ''}"
            for name, value in (("person", person), ("schools", "*")) if person else ():
                first += f"SET LOCAL dpo_console.{name} = '{value}'; "
            cursor.execute(first + sql)
            rows: list[tuple[object, ...]] = cursor.fetchall() if cursor.description else []
            return rows

    @property
    def desks(self) -> DeskOf:
        """The desks of the office."""
        return desks(self.home)


def run_script(owner: str, account: str, name: str) -> None:
    """Run the script of the administrator as psql does, which goes on after an error."""
    of_server, of_database = roles.script(owner, account, name).split(roles.CONNECT)
    for statement in of_server.strip().split(";\n"):
        with suppress(DuplicateDatabase):
            server.run(statement)
    server.run(of_database.partition("\n")[2], name)


def as_its_guide_says(root: Path, name: str) -> Office:
    """Run the script as its administrator does, make records as the owner, and work there."""
    owner, account = f"{name}_owner", f"{name}_dpo"
    run_script(owner, account, name)
    home = make_home(root / "home")
    settings = (home / "data" / "dpo.toml").read_text()
    address = server.address(name)
    found = [address.replace("postgres@", f"{one}@") for one in (owner, account)]
    for one in found:
        (home / "data" / "dpo.toml").write_text(f'{settings}\n[records]\ndatabase = "{one}"\n')
        desks(home)()
    return Office(home, found[0], found[1])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return an office with two cases, one of them restricted to the head."""
    name = f"roles{os.getpid()}"
    office = as_its_guide_says(tmp_path_factory.mktemp("roles"), name)
    logged(office.desks())
    restrict(office.desks(), logged(office.desks()), ["head"])
    yield office
    server.drop(name)


def test_the_account_does_every_act_and_erases(tmp_path: Path) -> None:
    name = f"acts{os.getpid()}"
    office = as_its_guide_says(tmp_path, name)
    canaries.fill(office.desks)
    restrict(office.desks(), canaries.OPEN, ["head"])
    erase(office.desks(), canaries.SAR, "The period has ended", although="The objection was upheld")
    erase(office.desks("head"), canaries.SAR)
    assert verify(office.desks()).sound
    server.drop(name)


def test_the_account_works_and_never_changes_the_log(office: Office) -> None:
    desk = office.desks()
    add_note(desk, office.restricted, "once")
    assert case_view(desk, office.restricted).timeline
    assert verify(desk).sound
    state = server_state(office.owner)
    assert (state.rewrites, state.has_roles) == (True, False)
    after_another = f"{roles.taking(roles.READER)}SELECT current_user"
    assert office.asked(after_another, roles.VERIFIER) == [(roles.READER,)]
    state = server_state(office.account)
    assert (state.rewrites, state.has_roles) == (False, True)
    owner = office.owner.split("//")[1].split("@")[0]
    for statement in (
        "UPDATE records.audit SET actor = 'x'", "DELETE FROM records.audit",
        "TRUNCATE records.audit CASCADE", "TRUNCATE records.audit_detail",
        "DELETE FROM records.fact", "UPDATE records.decision SET ruling = 'approve'",
        "ALTER TABLE records.audit DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_kept ON records.audit", "UPDATE records.layout SET number = 1",
        "ALTER TABLE records.cases DISABLE ROW LEVEL SECURITY",
        "SET session_replication_role = replica", f"SET ROLE {owner}",
    ):  # fmt: skip
        for role in ("", *roles.ROLES):
            with pytest.raises(Error, match=r"permission denied|must be owner"):
                office.asked(statement, role)


def test_a_reader_reaches_no_table_and_a_verifier_changes_none(office: Office) -> None:
    named = office.asked(
        "SELECT table_schema, table_name FROM information_schema.tables "
        "WHERE table_schema IN ('records', 'seen')", roles.VERIFIER,
    )  # fmt: skip
    tables = {str(table) for schema, table in named if schema == "records"}
    views = {str(table) for schema, table in named if schema == "seen"}
    assert len(tables) > 20
    assert tables - OF_NO_CASE == views - {"audit_link"}
    for table in sorted(tables):
        assert office.asked(f"SELECT count(*) FROM records.{table}", roles.VERIFIER, "*")
        for sql in (f"SELECT 1 FROM records.{table}", f"DELETE FROM records.{table}"):
            with pytest.raises(InsufficientPrivilege):
                office.asked(sql, roles.READER, "dpo")
        with pytest.raises(InsufficientPrivilege):
            office.asked(f"DELETE FROM records.{table}", roles.VERIFIER, "*")


def test_no_view_shows_a_restricted_case_whatever_the_question(office: Office) -> None:
    found = f"SELECT id FROM seen.cases WHERE reference = '{office.restricted}'"
    number = office.asked(found, roles.READER, "head")[0][0]
    columns = office.asked(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'seen' AND (column_name IN ('case_id', 'other_id') "
        "OR (table_name, column_name) = ('cases', 'id'))",
        roles.READER,
    )  # fmt: skip
    hidden = {
        str(table): [
            office.asked(f"SELECT count(*) FROM seen.{table} WHERE {column} = {number}",
                         roles.READER, person)[0][0]
            for person in ("head", "clerk")
        ]
        for table, column in columns
    }  # fmt: skip
    assert len(hidden) > 15
    assert {table for table, (theirs, _) in hidden.items() if theirs} >= {"cases", "party", "fact"}
    assert not any(ours for _, ours in hidden.values())
    entries = f"SELECT count(*) FROM seen.audit WHERE reference = '{office.restricted}'"
    assert office.asked(entries, roles.READER, "head") > [(1,)]
    assert office.asked(entries, roles.READER, "clerk") == [(0,)]
    with pytest.raises(UndefinedObject):  # who looks must be said
        office.asked("SELECT 1 FROM seen.cases", roles.READER)


@pytest.mark.parametrize(("view", "words"), [("note", "body"), ("audit_detail", "detail")])
def test_no_error_tells_words_of_a_restricted_case(office: Office, view: str, words: str) -> None:
    add_note(office.desks("head"), office.restricted, "Heliotrope")
    guessed = f"CASE WHEN {words} LIKE '%Heliotrope%' THEN {words} ELSE '0' END"
    leaks = f"SELECT 1 FROM seen.{view} WHERE ({guessed})::int = 1"
    with pytest.raises(DataError, match="Heliotrope"):  # as one who sees it
        office.asked(leaks, roles.READER, "head")
    assert office.asked(leaks, roles.READER, "clerk") == []


def test_a_change_narrowed_to_a_person_reads_no_words_of_a_restricted_case(office: Office) -> None:
    add_note(office.desks("head"), office.restricted, "Heliotrope")
    with write(office.desks("clerk").database) as session:

        def seen() -> list[int]:
            ask, held = ask_in(session), ["note", "audit_detail"]
            return [len(ask(f"SELECT 1 FROM {table}", {})) for table in held]

        whole = seen()
        narrow(session, Reader("clerk"))
        theirs = seen()
        narrow(session, Reader("head"))
        assert seen() == whole
    assert all(few < many for few, many in zip(theirs, whole, strict=True))


def test_a_change_narrowed_to_a_person_meets_no_restricted_case(office: Office) -> None:
    desk: Desk = office.desks("clerk")
    with write(desk.database) as session:

        def seen() -> int:
            return len(ask_in(session)("SELECT id FROM cases", {}))

        assert seen() == 2
        narrow(session, Reader("clerk"))
        assert seen() == 1
        with every_case(session) as ask:
            assert len(ask("SELECT id FROM cases", {})) == 2
        assert seen() == 1
        narrow(session, Reader("head"))
        assert seen() == 2
    assert len(page(desk, Query()).rows) == 1


def test_a_kept_plan_shows_each_reader_their_own_cases_and_not_through_a_pool(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, clerk = office.desks("head"), office.desks("clerk")

    def seen() -> tuple[int, int]:
        return len(page(head, Query()).rows), len(page(clerk, Query()).rows)

    with counted() as sent:
        assert {seen() for _ in range(dialect.AFTER)} == {(2, 1)}
        assert [sql.partition(" ")[0] for sql in sent[-2:]] == ["EXECUTE", "EXECUTE"]
        with pytest.raises(Refused), clerk.database.glance() as ask:
            ask("SELECT nothing FROM cases", {})
        assert seen() == (2, 1)
        assert sent[-1].startswith("SELECT")  # on another connection
        monkeypatch.setattr(Connection, "is_pooled", True)
        assert {seen() for _ in range(dialect.AFTER)} == {(2, 1)}
        assert sent[-1].startswith("SELECT")


def test_an_account_of_an_earlier_release_loses_its_own_rights(office: Office) -> None:
    name = office.account.partition("@/")[2].partition("?")[0]
    account = office.account.partition("//")[2].partition("@")[0]
    owner = office.owner.partition("//")[2].partition("@")[0]
    server.run(f'ALTER ROLE "{account}" INHERIT')
    server.run(
        f"GRANT USAGE ON SCHEMA records TO {account}; GRANT SELECT, DELETE ON records.audit TO "
        f"{account}", name,
    )  # fmt: skip
    assert server_state(office.account).rewrites
    run_script(owner, account, name)
    assert not server_state(office.account).rewrites
    with pytest.raises(InsufficientPrivilege):
        office.asked("SELECT 1 FROM records.audit")
    assert page(office.desks(), Query()).rows


def test_the_owner_alone_brings_the_records_up_to_date(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layouts, "newest", lambda: 999)
    with pytest.raises(Refused, match=r"older release\. .* with the owner's account"):
        office.desks()


def test_a_name_that_sql_would_misread_is_refused() -> None:
    with pytest.raises(BadInput, match="can't be a name"):
        roles.script("dpo_owner", 'x"; DROP', "dpo")
    with pytest.raises(BadInput, match="two accounts"):
        roles.script("dpo", "dpo", "dpo")


def test_files_are_kept_and_read_with_the_rights_of_a_role(office: Office) -> None:
    head, clerk = office.desks("head"), office.desks("clerk")
    desk, reference = office.desks("dpo"), logged(office.desks("dpo"))
    row = write_letter(desk, reference, "acknowledgement", {})
    (desk.home.exports / row.path).unlink()
    assert latest_letter(clerk, reference)[1]
    drafts.keep(head, office.restricted, "Note", {"note": "Heliotrope"})
    assert drafts.find(head, office.restricted, "Note")
    look_at(head, office.restricted, How.CASE)
    drafts.drop(head, office.restricted, "Note")
    number = keep_paper(office.desks("dsl"), reference, b"minutes", "minutes.txt")
    assert fetch_paper(clerk, reference, number).data == b"minutes"
    restrict(desk, reference, ["head"])
    (_,) = take_in(desk, [Raw("m.eml", b"From: ann@example.org\n\nHello")], privately=True)
    for whose, count in (("clerk", 0), ("dpo", 1)):
        intake = "SELECT count(*) FROM seen.kept_file WHERE path LIKE 'data/papers/intake/%'"
        assert office.asked(intake, roles.READER, whose) == [(count,)]
    assert office.asked(f"SELECT count(*) FROM seen.kept_file WHERE path LIKE '%{reference}%'",
                        roles.READER, "clerk") == [(0,)]  # fmt: skip
    seen = editing.read_file(desk, "dpo.toml")
    editing.save(desk, seen, (seen.content or b"") + b"# more\n", lambda _: [])
    assert verify(office.desks("dpo")).sound
