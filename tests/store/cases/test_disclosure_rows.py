"""A part of a case is declared once, and its rows are typed as its class says."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Annotated, NamedTuple

import pytest

from dpo_console.cases.clock.projection import Projection
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.store.cases.case_parts import Page, as_kept
from dpo_console.store.cases.case_rows import PARTS, CaseFile
from dpo_console.store.cases.disclosure_rows import (
    KeptAs,
    Note,
    PlaceRow,
    RowShape,
    Successor,
    WorkedOut,
)
from dpo_console.store.sqlite import read_door
from dpo_console.store.sqlite.read_door import in_sqlite


class Visit(NamedTuple):
    id: int
    on: Annotated[date, KeptAs("on_day")]
    at: time | None
    made: datetime
    late: bool
    replaces: int | None
    words: Annotated[str, Note("visit")] = ""
    replaced_by: Annotated[int | None, Successor("replaces")] = None


ALL_TABLES = [part.table for part in PARTS.values()]


@dataclass(frozen=True)
class Room:
    id: int
    until: date | None
    free: Annotated[bool, WorkedOut()] = False


def test_row_has_days_minutes_flags_notes_and_its_successor() -> None:
    rows = [
        (1, "2026-11-02", "09:30", "2026-11-02T10:00:00+00:00", 0, None),
        (2, "2026-11-03", None, "2026-11-03T10:00:00+00:00", 1, 1),
    ]
    first, second = RowShape(Visit).made(rows, {("visit", 2): "Rang.", ("room", 1): "No."})
    assert (first.on, first.at, first.late) == (date(2026, 11, 2), time(9, 30), False)
    assert (first.words, first.replaced_by) == ("", 2)
    assert (second.at, second.late, second.words) == (None, True, "Rang.")
    assert second.made.utcoffset() is not None


def test_row_reads_no_column_for_a_note_or_what_is_worked_out_later() -> None:
    assert RowShape(Visit).columns == ["id", "on_day", "at", "made", "late", "replaces"]
    assert RowShape(Room).columns == ["id", "until"]
    assert RowShape(Room).made([(1, None)], {}) == (Room(1, None),)


def test_case_file_holds_every_part() -> None:
    assert {field.name for field in fields(CaseFile)} == PARTS.keys()


@pytest.mark.parametrize("name", PARTS)
def test_part_covers_columns_that_its_table_has(name: str, desk: Desk) -> None:
    part = PARTS[name]
    assert part.covered
    with desk.database.read() as ask:
        page = Page(ask, [1, 2])  # of one case, only the tables that it fills are asked
        for covered in part.covered:
            assert covered.table == part.table
            assert page.covered(covered) == {}


def test_no_digest_covers_what_a_change_computes_after_it() -> None:
    covered = {name for one in PARTS["case"].covered for name in one.columns.split(", ")}
    assert covered.isdisjoint(Projection._fields)


@pytest.mark.of_the_file
def test_an_act_reads_each_table_that_the_case_fills_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = log_request(desk, NewRequest("foi", date(2026, 11, 20), "Zed")).reference
    asked: list[str] = []

    def noted(sql: str) -> str:
        asked.append(sql)
        return in_sqlite(sql)

    monkeypatch.setattr(read_door, "in_sqlite", noted)
    add_note(desk, reference, "rang")
    assert len(asked) < 17
    read = [sql for sql in asked if "EXISTS" not in sql]
    times = {table: sum(f" FROM {table} WHERE" in sql for sql in read) for table in ALL_TABLES}
    few = dict.fromkeys(("cases", "party", "fact", "place", "note"), 1)
    # the reference meant is looked up, the row comes with it, and there was no note before
    assert times == dict.fromkeys(ALL_TABLES, 0) | few


def test_a_row_as_kept_has_the_names_of_its_columns() -> None:
    day = date(2026, 11, 25)
    row = PlaceRow(4, 2, "cctv", "CCTV", "", True, 30, day, None, None, None, None, "")
    kept = as_kept(row)
    assert (kept["position"], kept["hold_on"]) == (2, day)
    assert not kept.keys() & {"number", "told_on", "note", "gone_on"}


def test_a_part_says_what_an_officer_calls_its_rows() -> None:
    assert all(part.called for part in PARTS.values())
    assert PARTS["places"].called == "Place searched"
