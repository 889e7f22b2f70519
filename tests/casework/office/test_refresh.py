"""Lists follow changes to the law, the schools and the people. One bad case breaks no list."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.clock import basis
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.wordings import check_own
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.config import Role
from dpo_console.config.terms.term_dates import NO_DATES
from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.letters.catalogue import WORDINGS
from dpo_console.text import day_words
from tests.conftest import DeskOf, desks
from tests.permissions import permissions_bind
from tests.store import spoiling

RENAMED = ('slug = "oak"', 'slug = "oaklands"')


def logged(desk: Desk, kind: str = "sar", school: str = "oak") -> str:
    request = NewRequest(kind, date(2026, 11, 2), "Jane Doe", school=school)
    return log_request(desk, request).reference


def set_up_anew(home: Path, old: str, new: str) -> None:
    """Edit the office's dpo.toml."""
    settings = home / "data" / "dpo.toml"
    assert old in settings.read_text()
    settings.write_text(settings.read_text().replace(old, new))


def due(desk: Desk) -> dict[str, str | None]:
    return {row.reference: row.due for row in page(desk, Query("all")).rows}


def test_new_term_dates_move_the_dates_in_lists(desk: Desk, desk_of: DeskOf, home: Path) -> None:
    reference = logged(desk, "foi")
    before = due(desk)[reference]
    set_up_anew(home, "[2026-11-03, 2026-12-18]", "[2026-11-03, 2026-11-06]")
    again = desk_of()
    assert due(again)[reference] != before
    assert verify(again).sound


@pytest.mark.parametrize("law", ["x", "{}", "{} 0123456789abcdef0123456789abcdef"])
def test_a_fingerprint_changed_outside_is_told_by_verify_and_healed(
    desk: Desk, desk_of: DeskOf, law: str
) -> None:
    logged(desk)
    another = law.format(f"{basis.ground(desk)[:-1]}g")
    spoiling.change(desk.home.database, f"UPDATE installation SET law = '{another}'")
    for _ in range(2):  # it stays told, whoever opens the records later
        again = desk_of()
        (told,) = (one for one in verify(again).checks if one.name == "fingerprint")
        assert "installation.law was found changed outside dpo_console on" in told.text
        assert verify(again).sound


@pytest.mark.usefixtures("two_schools")
def test_a_school_that_was_renamed_bricks_nothing(desk: Desk, desk_of: DeskOf, home: Path) -> None:
    oak, elm = logged(desk), logged(desk, "foi", "elm")
    before = due(desk)
    set_up_anew(home, *RENAMED)
    set_up_anew(home, 'type = "academy"', 'type = "maintained"')
    again = desk_of()
    assert due(again) == before
    found = {check.name: check for check in verify(again).checks}
    assert found["dates"].text == (
        f"{oak}: this can't be told: There is no school 'oak'. data/dpo.toml lists: oaklands, elm."
    )
    with pytest.raises(BadInput, match="no school 'oak'"):
        case_view(again, oak)
    assert case_view(again, elm).row.school == "elm"
    set_up_anew(home, *reversed(RENAMED))
    assert verify(desk_of()).sound


@pytest.mark.parametrize(
    "wrong",
    ["kind = 'zz'", "requester_kind = 'zz', kind = 'disclosure'", "school = 'zz'"],
)
def test_a_case_that_can_not_be_computed_keeps_what_was_shown(
    desk: Desk, desk_of: DeskOf, home: Path, wrong: str
) -> None:
    bad, good = logged(desk, "foi"), logged(desk, "foi")
    before = due(desk)
    spoiling.change(desk.home.database, f"UPDATE cases SET {wrong} WHERE reference = '{bad}'")
    set_up_anew(home, "[2026-11-03, 2026-12-18]", "[2026-11-03, 2026-11-06]")
    after = due(desk_of())
    assert after[bad] == before[bad]
    assert after[good] != before[good]
    assert all(row.title for row in page(desk_of(), Query("all")).rows)


@pytest.mark.usefixtures("two_schools")
def test_the_ground_is_all_that_lists_are_computed_from(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of(**changes: object) -> str:
        settings = desk.settings._replace(**changes)  # type: ignore[arg-type]  # of its fields
        return basis.ground(replace(desk, settings=settings))

    oak, elm = desk.settings.schools
    head = desk.settings.person("head")
    others = tuple(p for p in desk.people if p is not head)
    grounds = [
        of(),
        of(schools=(elm, oak)),
        of(schools=(oak._replace(type=SchoolType.ACADEMY), elm)),
        of(schools=(oak._replace(dates=NO_DATES), elm)),
        of(schools=(oak._replace(slug="oaklands"), elm)),
        of(people=others),
        of(people=(*others, head._replace(role=Role.CLERK))),
        of(people=(*others, head._replace(slug="ruth"))),
    ]
    monkeypatch.setattr(basis, "__version__", "9.9")
    grounds.append(of())
    monkeypatch.undo()
    for folder in (*basis.RULES, "cases"):
        shutil.copytree(basis.PACKAGE / folder, tmp_path / folder)
    monkeypatch.setattr(basis, "PACKAGE", tmp_path)
    assert of() == grounds[0], "two machines have two places for one program"
    for rule in ("approval/criteria/who.toml", "law/statutes/sar.toml"):
        with (tmp_path / rule).open("a") as file:
            file.write("# mended\n")
        basis._files.cache_clear()
        grounds.append(of())
    monkeypatch.undo()
    assert len(set(grounds)) == len(grounds)
    assert of(name="Another Trust") == of()


def test_the_code_that_computes_lists_counts_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new projection.VERSION is a change of that file."""
    before = basis.ground(desk)
    read = {name.rpartition("/")[2] for name in basis.rule_files()}
    assert {"projection.py", "next_move.py", "requesters.toml", "who.toml", "sar.toml"} <= read
    monkeypatch.setattr(
        basis, "CODE", ("clock/projection.py", "clock/next_move.py", "sharing/release_gate.py")
    )
    assert basis.ground(desk) != before


@contextmanager
def only_reading(home: Path) -> Iterator[None]:
    data = home / "data"
    for file in data.iterdir():
        file.chmod(0o400)
    data.chmod(0o500)
    try:
        with permissions_bind():
            yield
    finally:
        data.chmod(0o700)
        for file in data.iterdir():
            file.chmod(0o600)


@pytest.mark.of_the_file
def test_records_that_can_only_be_read_are_read_on_after_a_change(home: Path) -> None:
    desk = desks(home)()
    reference = logged(desk, "foi")
    before = due(desk)
    with only_reading(home):
        assert verify(desks(home)()).sound
    set_up_anew(home, "[2026-11-03, 2026-12-18]", "[2026-11-03, 2026-11-06]")
    with only_reading(home):
        again = desks(home)()
        assert due(again) == before
        found = {check.name: check for check in verify(again).checks}
    assert "computed under other law, schools or people" in found["dates"].text
    assert f"{reference}: " in found["dates"].text
    assert all(check.sound for name, check in found.items() if name != "dates")


def test_dates_that_moved_are_told_once_to_those_who_may_see_them(
    desk: Desk, desk_of: DeskOf, home: Path
) -> None:
    logged(desk)
    seen = logged(desk, "foi")
    kept = NewRequest("foi", date(2026, 11, 2), "Ann Ash", school="oak", readers=("dsl",))
    log_request(desk, kept)
    before = case_view(desk, seen).row.due
    set_up_anew(home, 'type = "maintained"', 'type = "independent"')
    by_clerk = desk_of("clerk")
    assert before
    day = day_words(date.fromisoformat(before))
    assert by_clerk.moved == (f"{seen}: no date; before, due {day}.",)
    assert desk_of().moved == ()


def test_own_wordings_that_no_longer_serve_are_told_once_when_the_program_changed(
    desk: Desk, desk_of: DeskOf, home: Path
) -> None:
    own = home / "data" / "letters"
    own.mkdir()
    for name in ("clarification", "late-apology"):
        words = (WORDINGS / f"{name}.md").read_text()
        (own / f"{name}.md").write_text(words.replace("{part.rights}", ""))
    assert desk_of().unfit == ()
    set_up_anew(home, 'type = "maintained"', 'type = "independent"')
    assert desk_of().unfit == ("late-apology",)
    assert desk_of().unfit == ()
    (checked,) = (c for c in check_own(desk) if c.problems)
    lost = "must have {sentence.go-to-court} in a part that applies"
    assert any(lost in problem for problem in checked.problems)
    said = "The packaged wording has {part.rights} below “Questions and complaints”."
    assert all(said in problem for problem in checked.problems)


def test_a_date_that_no_law_sets_any_more_is_told_and_its_case_loses_nothing(
    desk: Desk, desk_of: DeskOf, home: Path
) -> None:
    asked = NewRequest("ehc-advice", date(2026, 11, 3), "Jane Doe", "la-education", school="oak")
    reference = log_request(desk, asked).reference
    facts, told = case_view(desk, reference).facts, case_view(desk, reference).timeline
    was = "due = '2026-12-15', due_at = '2026-12-15T23:59'"
    spoiling.change(desk.home.database, f"UPDATE cases SET {was} WHERE reference = '{reference}'")
    set_up_anew(home, 'type = "maintained"', 'type = "academy"')
    again = desk_of()
    assert again.moved == (f"{reference}: no date; before, due Tue 15 Dec 2026.",)
    case = case_view(again, reference)
    assert (case.facts, case.timeline) == (facts, told)
    assert (case.row.due, case.clock.target) == (None, date(2026, 12, 15))
