"""Cases fetched together equal the same cases fetched one by one."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from dpo_console.store.asking import Row, Value
from dpo_console.store.cases import case_parts
from dpo_console.store.cases.case_file import CaseFile, files, load
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.database import Database


@pytest.fixture
def records(demo: Path) -> Database:
    return Database(demo / "data" / "records.sqlite3", demo / "data" / "backups")


def test_every_part_of_a_case_has_a_place_to_come_from() -> None:
    assert PARTS.keys() == {field.name for field in fields(CaseFile)}


def test_pages_hold_each_case_whole_and_once(
    records: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_parts, "PAGE", 7)
    with records.read() as ask:
        numbers = [int(row[0] or 0) for row in ask("SELECT id FROM cases ORDER BY id", {})]
        alone = [load(ask, number) for number in numbers]
        paged = [file for page in pages(ask, numbers) for file in files(page)]
        together = [CaseFile(**{name: getattr(f, name) for name in PARTS}) for f in paged]
    assert together == alone
    assert all(any(getattr(file, part) for file in alone) for part in ("scope", "letters", "notes"))


def test_a_part_is_asked_for_once_a_page_and_only_when_looked_at(records: Database) -> None:
    asked = []

    def counting(sql: str, values: Mapping[str, Value]) -> list[Row]:
        asked.append(sql)
        return ask(sql, values)

    with records.read() as ask:
        (page,) = pages(counting, range(1, 25))
        held = [len(file.letters) for file in files(page)]
    assert sum(held) > 0
    assert len(asked) == len(("case", "facts", "letters"))
