"""Only the engine's package knows SQLite, and only tests of the store open the records."""

import re
from pathlib import Path

import pytest

import dpo_console
from dpo_console.store import asking
from dpo_console.store.postgres import dialect as in_postgres
from dpo_console.store.sqlite.read_door import SPELLINGS

PACKAGE = Path(dpo_console.__file__).parent
TESTS = Path(__file__).parents[1]
ENGINE = PACKAGE / "store" / "sqlite"
IMPORTS = re.compile(r"^\s*(?:import|from) sqlite3\b", re.M)
OWN_WORDS = re.compile(
    r"PRAGMA|\bMATCH\b|json_each|json_valid|group_concat|strftime\('|\browid\b|NOCASE|"
    r"sqlite_master|\bATTACH\b|BEGIN IMMEDIATE|\binstr\(|user_version"
)


def outside(folder: Path, but: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.py")) if but not in path.parents]


@pytest.mark.parametrize(("driver", "engine"), [("sqlite3", "sqlite"), ("psycopg2", "postgres")])
def test_only_its_engine_imports_a_driver(driver: str, engine: str) -> None:
    imports = re.compile(rf"^\s*(?:import|from) {driver}\b", re.M)
    others = outside(PACKAGE, PACKAGE / "store" / engine)
    assert [path for path in others if imports.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("folder", ["store", "cases", "casework"])
def test_only_the_engine_writes_sql_of_its_own(folder: str) -> None:
    found = {
        str(path.relative_to(PACKAGE)): words
        for path in outside(PACKAGE / folder, ENGINE)
        if (words := OWN_WORDS.findall(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_only_tests_of_the_store_open_the_records() -> None:
    engine = re.compile(rf"{IMPORTS.pattern}|dpo_console\.store\.sqlite\.(?!layouts import)", re.M)
    found = [
        str(path.relative_to(TESTS))
        for path in outside(TESTS, TESTS / "store")
        if engine.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_each_fragment_has_a_spelling() -> None:
    text = Path(asking.__file__).read_text(encoding="utf-8")
    named = re.findall(r'"\[(\w+)(?: :?\{\w+\})?\]"', text)
    assert sorted(named) == sorted(SPELLINGS) == sorted(in_postgres.SPELLINGS)
    asked = f"a {asking.joined('x')} b {asking.FOUND}"
    assert asking.spelled(asked, SPELLINGS) == "a group_concat(x) b rowid"


def test_a_question_reaches_postgresql_with_its_values_named() -> None:
    asked = "SELECT ':no', a::text FROM t WHERE a = :one AND b LIKE :two AND c LIKE '%x'"
    assert in_postgres.in_postgres(asked) == (
        "SELECT ':no', a::text FROM t WHERE a = %(one)s AND b LIKE %(two)s ESCAPE '' "
        "AND c LIKE '%%x' ESCAPE ''"
    )
