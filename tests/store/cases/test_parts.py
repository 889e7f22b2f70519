"""A part of a case is declared once, and its rows are typed as its class says."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Annotated, NamedTuple

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.store.cases.case_parts import as_kept
from dpo_console.store.cases.case_rows import PARTS, CaseFile
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.store.cases.parts import KeptAs, Note, RowShape, Successor, WorkedOut


class Visit(NamedTuple):
    id: int
    on: Annotated[date, KeptAs("on_day")]
    at: time | None
    made: datetime
    late: bool
    replaces: int | None
    words: Annotated[str, Note("visit")] = ""
    replaced_by: Annotated[int | None, Successor("replaces")] = None


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
        for covered in part.covered:
            assert covered.table == part.table
            assert ask(covered.sql.format(cases=":case"), {"case": 1}) == []


def test_a_row_as_kept_has_the_names_of_its_columns() -> None:
    day = date(2026, 11, 25)
    row = PlaceRow(4, 2, "cctv", "CCTV", "", True, 30, day, None, None, None, None, "")
    kept = as_kept(row)
    assert (kept["position"], kept["hold_on"]) == (2, day)
    assert not kept.keys() & {"number", "told_on", "note", "gone_on"}


def test_a_part_says_what_an_officer_calls_its_rows() -> None:
    assert all(part.called for part in PARTS.values())
    assert PARTS["places"].called == "Place searched"
