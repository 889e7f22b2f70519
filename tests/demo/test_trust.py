"""The made-up trust as an officer finds it on opening the demo."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports.register import register
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.demo import build
from dpo_console.demo.building import stock
from dpo_console.errors import Refused
from dpo_console.law.calendar.calendars import is_working_day
from dpo_console.law.facts import fact_kind
from dpo_console.law.statutes import statutes
from dpo_console.store.queue_rows import BANDS
from tests.conftest import HALF_PAST_SEVEN, TODAY, desks

HARD_DAYS = [
    date(2026, 12, 25),  # Christmas Day
    date(2028, 2, 29),  # a leap day
    date(2026, 8, 15),  # a Saturday in the summer holidays
    date(2027, 1, 1),  # New Year's Day
    date(2027, 3, 29),  # Easter Monday, with two statutory readings of a month behind it
]


@dataclass(frozen=True)
class Trust:
    """The demo of TODAY, all its cases read."""

    desk: Desk
    cases: tuple[CaseView, ...]

    def which(self, holds: Callable[[CaseView], bool]) -> list[CaseView]:
        return [case for case in self.cases if holds(case)]


def read(home: Path, today: date) -> Trust:
    desk = desks(home)(today=today)
    rows = page(desk, Query("all"), limit=1000).rows
    return Trust(desk, tuple(case_view(desk, row.reference) for row in rows))


@pytest.fixture(scope="module")
def trust(demo: Path) -> Trust:
    return read(demo, TODAY)


def facts(case: CaseView) -> set[str]:
    return {fact.name for fact in case.facts if fact.superseded_by is None}


def bands(trust: Trust) -> Counter[str]:
    return Counter(case.row.band(trust.desk.now) for case in trust.cases)


def test_it_has_as_many_cases_as_asked_in_every_band_and_of_every_kind(trust: Trust) -> None:
    assert len(trust.cases) == 60
    assert set(bands(trust)) == set(BANDS)
    assert {case.row.kind for case in trust.cases} == set(statutes())
    assert {case.row.school for case in trust.cases} == {
        s.slug for s in trust.desk.settings.schools
    }
    assert trust.desk.settings.label == "DEMO"


def test_its_records_are_sound(trust: Trust) -> None:
    report = verify(trust.desk)
    assert report.sound, report.checks


@pytest.mark.parametrize("today", HARD_DAYS, ids=str)
def test_the_first_dozen_show_every_band_on_any_day(tmp_path: Path, today: date) -> None:
    build(tmp_path / "home", cases=12, today=today)
    trust = read(tmp_path / "home", today)
    assert len(trust.cases) == 12
    assert set(bands(trust)) == set(BANDS)
    assert verify(trust.desk).sound


@pytest.mark.parametrize("cases", [12, pytest.param(60, marks=pytest.mark.slow)])
def test_the_same_day_gives_the_same_cases(tmp_path: Path, cases: int) -> None:
    for name in ("once", "again"):
        build(tmp_path / name, cases=cases, today=TODAY, clock=lambda: HALF_PAST_SEVEN)
    once, again = (read(tmp_path / name, TODAY) for name in ("once", "again"))
    assert len(once.cases) == cases
    assert [uncovered(case) for case in once.cases] == [uncovered(case) for case in again.cases]


def uncovered(case: CaseView) -> CaseView:
    """Return the case without the fingerprint of its ruling, which differs between homes."""
    ruling = case.decision
    return replace(case, decision=replace(ruling, covers="")) if ruling else case


def test_nothing_in_it_lies_in_the_future(trust: Trust) -> None:
    for case in trust.cases:
        assert max(event.at for event in case.timeline) <= HALF_PAST_SEVEN
        assert all(f.on <= TODAY or fact_kind(f.name).ahead for f in case.facts)


def test_deeds_are_done_by_those_who_may_and_in_their_order(trust: Trust) -> None:
    done_by = {event.by for case in trust.cases for event in case.timeline}
    assert done_by == {"dpo", "clerk", "head", "dsl"}
    for case in trust.cases:
        at = [event.at for event in case.timeline]
        assert at == sorted(at)
        assert case.timeline[0].text.startswith("Logged")


def rested_until(trust: Trust, today: date) -> None:
    """Check that nobody worked on a case that can wait on a closed day, except `today`."""
    for case in trust.cases:
        waits = case.row.kind not in ("breach", "pupil-information")
        waits = waits and case.requester_kind != "la-safeguarding"
        rests = [e.at.date() for e in case.timeline if not is_working_day(e.at.date())]
        assert not waits or set(rests) <= {today}, case.reference


def test_the_office_rests_on_holidays_but_not_from_a_breach_or_a_child_at_risk(
    trust: Trust,
) -> None:
    rested_until(trust, TODAY)


@pytest.mark.slow
def test_so_it_does_where_the_demo_is_opened_on_a_holiday(tmp_path: Path) -> None:
    new_year = date(2027, 1, 1)
    build(tmp_path / "home", cases=75, today=new_year)
    trust = read(tmp_path / "home", new_year)
    assert verify(trust.desk).sound
    rested_until(trust, new_year)


STORIES: dict[str, Callable[[CaseView], bool]] = {
    "siblings in one request": lambda c: len(c.row.subjects) == 3,
    "a parent whose responsibility is not shown": lambda c: (
        "authority_requested" in facts(c) and c.requester_kind == "parent" and c.row.due is None
    ),
    "an address that must not go out": lambda c: any(
        "ADDRESS NOT TO BE DISCLOSED" in e.text for e in c.timeline
    ),
    "a police request": lambda c: c.requester_kind == "police" and not c.row.closed_on,
    "an order, approved, with its date": lambda c: (
        c.requester_kind == "court" and c.scope.path == "compelled" and c.gate is not None
        and c.gate.open and c.row.due == TODAY.isoformat()
    ),
    "an urgent release to complete": lambda c: (
        "released_urgently" in facts(c) and "record_completed" not in facts(c)
    ),
    "an urgent release completed": lambda c: "record_completed" in facts(c),
    "a researcher half assessed": lambda c: (
        c.requester_kind == "researcher" and {r.verdict for r in c.checklist} > {"", "met"}
    ),
    "a late certificate of destruction": lambda c: (
        "released" in facts(c) and (c.row.due or "") < TODAY.isoformat() and not c.row.closed_on
        and c.row.due is not None
    ),
    "a certificate to come": lambda c: (
        "released" in facts(c) and (c.row.due or "") > TODAY.isoformat()
    ),
    "a refused request of the media": lambda c: (
        c.requester_kind == "media" and c.row.outcome == "refused"
    ),
    "an approval that lapsed": lambda c: c.decision is not None and c.decision.lapsed,
    "one waiting for the head": lambda c: c.row.whose_move == "approver" and c.decision is None,
    "one decided on paper": lambda c: (
        c.decision is not None and c.decision.by != c.decision.recorded_by
    ),
    "a member of staff": lambda c: c.row.kind == "sar" and c.requester_kind == "staff",
    "a pupil for herself": lambda c: c.row.subjects == (c.requester.name,) == ("Matilda Osei",),
    "a solicitor without authority": lambda c: (
        c.requester_kind == "solicitor" and c.row.status == "waiting_to_start"
    ),
    "identity asked": lambda c: "id_requested" in facts(c) and c.row.status == "waiting_to_start",
    "a question open": lambda c: c.row.status == "paused",
    "a question answered": lambda c: (
        c.row.kind == "sar" and c.clock.paused_days > 0 and c.row.due is not None
    ),
    "an extension": lambda c: "extension_notified" in facts(c),
    "a late answer to a subject access request": lambda c: (
        c.row.kind == "sar" and (c.row.due or "9") < TODAY.isoformat()
    ),
    "a reset by clarification": lambda c: c.row.kind == "foi" and c.clock.starts > c.clock.received,
    "a complaint to acknowledge": lambda c: (
        c.row.kind == "complaint" and "acknowledged" not in facts(c)
    ),
    "a complaint acknowledged": lambda c: (
        c.row.kind == "complaint" and "acknowledged" in facts(c) and not c.row.closed_on
    ),
    "a breach with hours left": lambda c: c.row.kind == "breach" and "T" in (c.row.due or ""),
    "a breach reported in time": lambda c: {"reported", "individuals_told"} <= facts(c),
    "a breach not reportable": lambda c: "not_reportable" in facts(c),
    "a corrected receipt": lambda c: any(f.name == "received" and f.superseded_by for f in c.facts),
    "a repeat that says so": lambda c: [(x.nature, x.towards) for x in c.links] == [
        ("repeat", True)
    ],
    "recognised late": lambda c: "recognised" in facts(c),
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_it_tells_of(trust: Trust, story: str) -> None:
    assert trust.which(STORIES[story])


def test_a_parent_asks_for_the_same_again(trust: Trust) -> None:
    asked = Counter((c.row.kind, c.requester.name, c.row.subjects) for c in trust.cases)
    assert asked["sar", "Fiona Braithwaite", ("Oscar Braithwaite",)] == 2


def test_letters_were_written_and_most_were_sent(trust: Trust) -> None:
    states = {(letter.name, letter.state) for case in trust.cases for letter in case.letters}
    for name in ("acknowledgement", "clarification", "disclosure-cover", "processor-terms"):
        assert (name, "sent") in states
    assert ("acknowledgement", "written") in states


def test_closed_cases_ended_differently(trust: Trust) -> None:
    assert len({case.row.outcome for case in trust.cases if case.row.closed_on}) >= 7


def test_the_register_has_the_suppliers_and_no_pupil(trust: Trust) -> None:
    shown = register(trust.desk)
    told = {"Quizzical Otter Ltd", "Tally & Thimble Ltd"}
    drawn = {name for pattern in stock().patterns for name in pattern.organisations}
    assert told <= {row.organisation for row in shown.rows} <= told | drawn
    assert shown.not_listed >= 2


def test_names_differ_and_some_are_hard_to_show(trust: Trust) -> None:
    people = {p.name for case in trust.cases for p in case.parties}
    assert len({name.split()[-1] for name in people}) > 60
    assert "Lily Smith [Year 2] [SEN]" in people
    assert "ليلى حداد" in people
    assert any(p.organisation == "O’Brien & Søn Assurance" for c in trust.cases for p in c.parties)


def test_nobody_in_it_can_be_reached(trust: Trust) -> None:
    for case in trust.cases:
        for party in case.parties:
            assert not party.email or party.email.endswith("@example.org")
            assert re.fullmatch(r"(07700 900\d{3}|01632 960\d{3})?", party.phone)


def test_only_its_owner_can_read_it(trust: Trust) -> None:
    home = trust.desk.home
    for folder in (home.root, home.data, home.exports, *(p for p in home.exports.iterdir())):
        assert folder.stat().st_mode & 0o777 == 0o700, folder
    for file in (home.settings, home.database, *home.exports.glob("*/*")):
        assert file.stat().st_mode & 0o777 == 0o600, file


def test_a_home_that_is_there_is_left_alone(trust: Trust) -> None:
    before = trust.desk.home.settings.read_bytes()
    with pytest.raises(Refused, match="already"):
        build(trust.desk.home.root, cases=1, today=TODAY)
    assert trust.desk.home.settings.read_bytes() == before


def test_what_was_answered_was_searched_for_and_some_answers_are_late(trust: Trust) -> None:
    answered = trust.which(
        lambda case: bool(case.places) and (case.row.outcome or "").startswith("disclosed")
    )
    assert len(answered) >= 4
    assert [c.reference for c in answered if any(p.is_open or p.to_tell for p in c.places)] == []
    assert trust.which(
        lambda case: case.row.closed_on is None and any(p.is_overdue(TODAY) for p in case.places)
    )
