"""The digests of the audit log stay the same, byte for byte."""

import ast
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

import dpo_console
from tests.store import golden, ledger
from tests.store.fixed import Moment, keep_draft, make_fixed_home, say, sealed, still

pytestmark = pytest.mark.of_the_file

PACKAGE = Path(dpo_console.__file__).parent

OPENERS = {"change", "change_meant", "changing", "settle"}
"""The functions that name the act they audit."""


@pytest.fixture(scope="module", params=golden.HISTORIES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], golden.Done]:
    """Do each history once."""
    return cache(lambda name: golden.do(name, tmp_path_factory.mktemp(name) / "home"))


@pytest.fixture(scope="module")
def done(name: str, homes: Callable[[str], golden.Done]) -> golden.Done:
    return homes(name)


@pytest.fixture(scope="module")
def office(homes: Callable[[str], golden.Done]) -> golden.Done:
    return homes("office")


@pytest.fixture
def records(office: golden.Done) -> Iterator[sqlite3.Connection]:
    with closing(ledger.opened(golden.records_of(office.home))) as connection:
        yield connection


def test_a_history_leaves_what_is_checked_in(name: str, done: golden.Done) -> None:
    differs = golden.difference(golden.kept(name), golden.pretty(done.left) + "\n", name)
    if differs:
        pytest.fail(f"{differs}\n\n{golden.__doc__}", pytrace=False)


def test_a_log_is_proved_by_its_written_format_alone(done: golden.Done) -> None:
    with closing(ledger.opened(golden.records_of(done.home))) as connection:
        assert ledger.problems(connection) == []


def test_a_log_names_the_entry_and_case_that_were_changed(
    office: golden.Done, tmp_path: Path
) -> None:
    changed = tmp_path / "records.sqlite3"
    with closing(ledger.opened(golden.records_of(office.home))) as connection:
        changed.write_bytes(connection.serialize())
    with closing(sqlite3.connect(changed)) as connection, connection:
        connection.execute("UPDATE party SET name = 'Jane Roe' WHERE case_id = 1")
        connection.execute("UPDATE audit_detail SET detail = detail || ' ' WHERE seq = 5")
        connection.execute("UPDATE place SET slug = 'x' WHERE case_id = 3")
    with closing(ledger.opened(changed)) as connection:
        assert ledger.problems(connection) == [
            "entry 5: detail_commit",
            "SAR-2026-0001: words",
            "SAR-2026-0002: record",
        ]


def test_every_column_of_a_case_is_in_a_digest_or_computed(records: sqlite3.Connection) -> None:
    pinned = _pinned()
    assert {(t, c) for t, c in ledger.columns_of_cases(records) if (t, c) not in pinned} == set()


def test_every_column_of_a_case_holds_something_in_the_history(records: sqlite3.Connection) -> None:
    empty = {
        (table, column)
        for table, column in ledger.columns_of_cases(records)
        if not records.execute(
            f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN ('', 0)"
        ).fetchone()
    }
    assert empty == set()


def test_every_part_of_a_case_stands_in_the_golden_file() -> None:
    cases = json.loads(golden.kept("office"))["cases"].values()
    for kind in ("record", "words"):
        held = {part for case in cases for part, rows in case[kind].items() if rows}
        assert held == set(ledger.FORMAT[kind])


def test_every_act_of_the_program_stands_in_the_golden_file() -> None:
    acts = json.loads(golden.kept("office"))["acts"]
    done = {entry["action"] for act in acts for entry in act["entries"]}
    named = {*_acts_named_in_the_program()}
    assert len(named) > 25, "how acts are named has changed: tell OPENERS"
    apart = {
        "application", "pack", "letter edited", "override", "hold", "unhold", "files checked",
        "file left out", "files by hand", "paper off", "item pages",
    }  # fmt: skip
    assert named - done == apart, "these have tests of their own: their files aren't fixed"


def test_every_about_of_a_note_stands_in_a_golden_file() -> None:
    notes = {
        row[1]
        for name in golden.HISTORIES
        for case in json.loads(golden.kept(name))["cases"].values()
        for row in case["words"]["notes"]
    }
    assert {*notes} >= {
        "assessment", "case", "challenge.small-numbers",
        "challenge-said.small-numbers", "decision.by", "decision.evidence", "decision.left-out",
        "decision.parts", "decision.reason", "fact", "fact.past_gate", "fact.why_past_gate",
        "letter.again", "letter.covers",
        "letter.method", "letter.to", "particular.late.reason", "party.kind", "place",
        "place.asked", "place.told",
    }  # fmt: skip


def test_a_pack_is_logged_with_its_number_reader_and_sums(
    office: golden.Done, tmp_path: Path
) -> None:
    home, day = copytree(office.home, tmp_path / "home"), date(2026, 12, 2)
    pack = ("pack", "SAR-2026-0001", "--to", str(tmp_path), "--for", "Regulator")
    with still(Moment(datetime(2026, 12, 2, 9, tzinfo=UTC))):
        assert say(home, *pack, person="dpo", today=day).code == 0
    with closing(ledger.opened(golden.records_of(home))) as connection:
        assert ledger.problems(connection) == []
        last = ledger.entries(connection)[-1]
    sums = (tmp_path / "SAR-2026-0001-pack-1" / "SHA256SUMS").read_bytes()
    detail = json.loads(last["detail"])
    assert (last["action"], last["reference"]) == ("pack", "SAR-2026-0001")
    assert detail == {
        "for": "Regulator",
        "number": "1",
        "sums": hashlib.sha256(sums).hexdigest(),
        "words": detail["words"],
    }


def test_a_draft_is_kept_under_a_name_that_later_releases_find(tmp_path: Path) -> None:
    day = date(2026, 11, 2)
    with still(Moment(datetime(2026, 11, 2, 9, tzinfo=UTC))):
        home = make_fixed_home(tmp_path / "home")
        keep_draft(home, "clerk", day, {"note": "schön"})
    (draft,) = (home / "data" / "drafts").iterdir()
    assert draft.name == "c3019ae4778a1bfde4335fd4d402e276.json"
    assert json.loads(draft.read_text("utf-8")) == {
        "account": "office",
        "person": "clerk",
        "reference": "SAR-2026-0001",
        "title": "Note",
        "kept_at": "2026-11-02T09:00:00+00:00",
        "values": {"note": "schön"},
        "version": 3,
    }


def test_a_seal_is_the_hash_of_the_file_before_it() -> None:
    bare = b"PK\x05\x06" + bytes(18)
    assert sealed(bare) == (
        b"PK\x05\x06" + bytes(16) + b"\x47\x00sha256:" + hashlib.sha256(bare).hexdigest().encode()
    )


def _pinned() -> set[tuple[str, str]]:
    parts = [*ledger.FORMAT["record"].values(), *ledger.FORMAT["words"].values()]
    digested = {(part["table"], column) for part in parts for column in ledger.columns_of(part)}
    computed = {(t, c) for t, columns in ledger.FORMAT["computed"].items() for c in columns}
    return digested | computed


def _acts_named_in_the_program() -> Iterator[str]:
    """Find the words in which the program names an act, wherever a module has moved to."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _words(node) if node.func.id in OPENERS else ()


def _words(call: ast.Call) -> Iterator[str]:
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value
