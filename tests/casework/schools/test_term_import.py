"""Term dates imported by the officer: cases with new dates, permission, and lists that follow."""

from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.schools import MovedSpan, plan_import, save_import
from dpo_console.config.terms.merging import with_dates
from dpo_console.config.terms.term_dates import TermDates
from dpo_console.errors import BadFile, BadInput, NotAllowed, Refused
from tests.conftest import DeskOf
from tests.store import spoiling

pytestmark = pytest.mark.usefixtures("two_schools")

SHORTER = "what,first,last\nAutumn term 2,2026-11-03,2026-12-11\nINSET day: phonics,2026-11-16,\n"


def logged(desk: Desk, kind: str = "foi", school: str = "oak", received: int = 9) -> str:
    request = NewRequest(kind, date(2026, 11, received), "Jane Doe", school=school)
    return log_request(desk, request).reference


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    path = tmp_path / "dates.csv"
    path.write_text(SHORTER)
    return path


def entries(desk: Desk) -> list[str]:
    """Return the actions in the audit log."""
    rows = spoiling.ask(desk.home.database, "SELECT action FROM audit ORDER BY seq")
    return [str(action) for (action,) in rows]


def due(desk: Desk) -> dict[str, str | None]:
    return {row.reference: row.due for row in page(desk, Query("all")).rows}


def test_the_cases_that_move_are_told_before_and_have_moved_after(
    desk: Desk, desk_of: DeskOf, shorter: Path
) -> None:
    moves, unnamed = logged(desk), logged(desk, school="")
    others = [logged(desk, "sar"), logged(desk, school="elm")]
    before = due(desk)
    planned = plan_import(desk, shorter, "oak")
    told = {moved.reference: (moved.before, moved.after) for moved in planned.moved}
    assert set(told) == {moves, unnamed}
    assert told[moves] == ("2026-12-08", "2026-12-09")
    assert due(desk) == before
    save_import(desk, planned)
    assert entries(desk)[-3:] == ["terms imported", "settings", "dates"]
    again = desk_of()
    for reference, (was, now) in told.items():
        assert (before[reference], due(again)[reference]) == (was, now)
    assert all(due(again)[reference] == before[reference] for reference in others)
    assert verify(again).sound


def test_a_date_that_can_be_told_at_last(desk: Desk, home: Path, shorter: Path) -> None:
    case = logged(desk, school="elm")
    assert plan_import(desk, shorter, "elm").moved == (MovedSpan(case, None, "2026-12-09"),)


def test_lists_follow_at_once(desk: Desk, shorter: Path) -> None:
    case = logged(desk)
    save_import(desk, plan_import(desk, shorter, "oak"))
    assert due(desk)[case] == "2026-12-09"


def test_the_same_again_changes_nothing(desk: Desk, desk_of: DeskOf, shorter: Path) -> None:
    save_import(desk, plan_import(desk, shorter, "oak"))
    planned = plan_import(desk_of(), shorter, "oak")
    assert not planned.changes
    assert planned.difference.lines == ()
    assert planned.moved == ()


@pytest.mark.parametrize("person", ["clerk", "head", "dsl", "auditor"])
def test_only_the_dpo_may(desk_of: DeskOf, shorter: Path, home: Path, person: str) -> None:
    desk = desk_of(person)
    text = (home / "data" / "dpo.toml").read_text()
    with pytest.raises(NotAllowed, match="may not change the office's settings; the DPO may"):
        save_import(desk, plan_import(desk, shorter, "oak"))
    assert (home / "data" / "dpo.toml").read_text() == text


def test_nothing_is_written_over_somebody_elses_change(
    desk: Desk, shorter: Path, home: Path
) -> None:
    planned = plan_import(desk, shorter, "oak")
    settings = home / "data" / "dpo.toml"
    settings.write_text(settings.read_text() + "\n# ours\n")
    with pytest.raises(Refused, match="changed by somebody else"):
        save_import(desk, planned)
    assert settings.read_text().endswith("# ours\n")


def test_nothing_else_in_the_settings_can_change(
    desk: Desk, shorter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(text: str, slug: str, dates: TermDates) -> str:
        return with_dates(text, slug, dates).replace("Amara", "Tamara")

    monkeypatch.setattr("dpo_console.casework.schools.with_dates", careless)
    with pytest.raises(Refused, match="without changing something else"):
        plan_import(desk, shorter, "oak")


def test_a_case_from_before_there_were_schools_may_be_any_schools(
    desk_of: DeskOf, home: Path, shorter: Path
) -> None:
    settings = home / "data" / "dpo.toml"
    whole = settings.read_text()
    settings.write_text(whole.split("[[school]]")[0])
    case = logged(desk_of(), school="")
    settings.write_text(whole)
    desk = desk_of()
    assert [moved.reference for moved in plan_import(desk, shorter, "oak").moved] == [case]
    assert plan_import(desk, shorter, "elm").moved == ()


def test_whose_dates_they_are_must_be_said(desk: Desk, shorter: Path) -> None:
    with pytest.raises(BadInput, match=r"Say whose .* oak, elm"):
        plan_import(desk, shorter, "")
    with pytest.raises(BadInput, match="no school 'ash'"):
        plan_import(desk, shorter, "ash")


def test_a_line_that_is_wrong_leaves_all_as_it_was(desk: Desk, shorter: Path, home: Path) -> None:
    shorter.write_text(SHORTER + "Spring term,soon,2027-02-12\n")
    before = sorted(path.name for path in (home / "data").iterdir())
    with pytest.raises(BadFile, match="line 4, field first: 'soon'"):
        plan_import(desk, shorter, "oak")
    assert sorted(path.name for path in (home / "data").iterdir()) == before
