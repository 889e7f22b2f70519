"""Copies in great number match the records that officers would make for other people."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.closing import close
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import EVERY, ask_places, record_answer
from dpo_console.demo import build, building
from dpo_console.demo.building import DAYS_OF_YEARS, RECENT, copies, further, stock
from dpo_console.store.copies import Frame, Words, frame, quoted, watched
from tests.conftest import desks, make_home

TODAY = date(2026, 11, 25)
MADE, ALL = 70, 160


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("volume") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "BY_HAND", MADE)
        build(root, cases=ALL, today=TODAY, tell=TOLD.append)
    return root


TOLD: list[int] = []


def cases_of(desk: Desk) -> list[CaseView]:
    rows = page(desk, Query("all"), limit=1000).rows
    return [case_view(desk, row.reference) for row in rows]


def test_every_check_of_the_records_accepts_them(home: Path) -> None:
    report = verify(desks(home)())
    assert report.sound, report.checks
    assert TOLD[-1] == ALL
    assert not list(home.glob("data/*.models"))


def test_a_copy_is_another_persons_case_with_the_same_course(home: Path) -> None:
    desk = desks(home)()
    cases = cases_of(desk)
    assert len(cases) == ALL

    def course(case: CaseView) -> tuple[object, ...]:
        facts = tuple((f.name, f.on, f.note) for f in case.facts)
        return case.row.kind, case.row.due, case.row.next_action, case.row.outcome, facts

    def heading(case: CaseView) -> tuple[object, ...]:
        return course(case), tuple((e.at, e.by) for e in case.timeline)

    alike = Counter(heading(case) for case in cases)
    assert sum(count for count in alike.values() if count > 1) >= ALL - MADE
    assert len({case.requester.name for case in cases}) > ALL * 0.8
    assert len({case.row.reference for case in cases}) == ALL


def test_a_copy_can_be_worked_on(home: Path) -> None:
    desk = desks(home)()
    last = max(cases_of(desk), key=lambda case: case.row.id)
    assert (
        case_view(desk, add_note(desk, last.row.reference, "Rang back"))
        .timeline[-1]
        .text.endswith("Rang back")
    )
    assert verify(desk).sound


JANE = {"requester 0 name": "Jane Doe", "subject 0 name": "Tom Doe", "summary": "All of it"}
ANA = {"requester 0 name": "Ana 100% Ruiz", "subject 0 name": "Zoë “Z” Ruiz", "summary": "{notes}"}


def acts(root: Path, who: Words) -> tuple[Desk, Mapping[int, Frame]]:
    """Work a request from its logging to its withdrawal, always at the same moments."""
    frames: dict[int, Frame] = {}
    desk = desks(make_home(root))()
    desk = replace(desk, database=watched(desk.database, frames))
    request = NewRequest(
        kind="sar", received=date(2026, 11, 2), requester=who["requester 0 name"],
        subjects=(who["subject 0 name"],), summary=who["summary"], owner="dpo",
    )  # fmt: skip
    reference = log_request(desk, request).reference
    case = case_view(
        desk, record_fact(desk, reference, "acknowledged", date(2026, 11, 3), note="100% by post")
    )
    correct_fact(desk, reference, case.facts[-1].id, on=date(2026, 11, 4), why="The stamp")
    ask_places(desk, reference, EVERY)
    record_answer(desk, reference, EVERY, "nothing", "")
    record_fact(desk, reference, "withdrawn", date(2026, 11, 20), note="By telephone")
    close(desk, reference, "withdrawn", TODAY)
    return desk, frames


def test_each_act_on_a_copy_is_vouched_for_as_where_it_was_done(tmp_path: Path) -> None:
    """Compare copies spelled from the frames of Jane's case with Ana's real log.

    An office wrote that log after Ana did ask.
    """
    _, of_jane = acts(tmp_path / "one", JANE)
    asked_by_ana, _ = acts(tmp_path / "two", ANA)
    with asked_by_ana.database.read() as ask:
        log = ask(
            "SELECT a.seq, a.record, d.detail FROM audit a JOIN audit_detail d USING (seq) "
            "WHERE a.reference <> ''",  # people and roles are about no case
            {},
        )
    assert len(log) == len(of_jane) == 7
    for seq, record, detail in log:
        kept = of_jane[int(seq or 0)]
        ana = {key: quoted(value) for key, value in ({**kept.own, **ANA}).items()}
        jane = {key: quoted(value) for key, value in kept.own.items()}
        assert kept.record.digest(0, ana) == record
        assert f'"words":"{kept.words.digest(0, ana)}"' in str(detail)
        assert kept.words.digest(0, jane) != kept.words.digest(0, ana)
        assert kept.record.digest(1, ana) != record
    assert verify(asked_by_ana).sound


def test_a_linked_case_is_no_model(home: Path) -> None:
    desk = desks(home)()
    linked = next(case for case in cases_of(desk) if case.links)
    with desk.database.read() as ask, pytest.raises(ValueError, match="linked"):
        frame(ask, linked.row.id)


def test_many_cases_come_over_years_and_most_are_closed() -> None:
    drawn = further(RECENT + 400, TODAY)
    lately, later = drawn[:RECENT], drawn[RECENT:]
    assert max(one.scenario.ago or 0 for one in lately) < 200
    assert max(one.scenario.ago or 0 for one in later) > DAYS_OF_YEARS * 0.9
    assert sum(one.pattern.ends for one in later) > len(later) * 0.8


def test_the_same_day_gives_the_same_copies() -> None:
    models = [(f"SAR-2026-{number:04}", p) for number, p in enumerate(stock().patterns)]
    assert copies(models, 50, TODAY) == copies(models, 50, TODAY)
    assert sum(map(len, copies(models, 50, TODAY).values())) == 50
