"""Made-up cases are read strictly, and the clock finds days for them."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from dpo_console.approval.criteria import checklist_for, checklists
from dpo_console.cases.checklist.answers_elsewhere import REVIEW, TRANSFERS
from dpo_console.config import School, Settings
from dpo_console.demo.building import further
from dpo_console.demo.deeds import EVIDENCE
from dpo_console.demo.office import settings_text
from dpo_console.demo.scenario import Days, Scenario, scenarios
from dpo_console.errors import BadFile, BadInput
from dpo_console.law.calendar.calendars import is_working_day

CASE = """
[[case]]
kind      = "sar"
{when}
school    = "oak"
channel   = "letter"
requester = "Jane Doe"
summary   = "All of it."
{more}
"""


def read(tmp_path: Path, when: str = "ago = 3", more: str = "") -> Scenario:
    (tmp_path / "one.toml").write_text(CASE.format(when=when, more=more))
    return scenarios(tmp_path)[0]


@pytest.mark.parametrize(
    ("when", "more", "says"),
    [
        ("ago = 3", 'colour = "red"', r"one\.toml.*case\[1\]\.colour"),
        ("ago = 3\ndue_in = 3", "", "not both"),
        ("", "", "due_in in its place"),
        ('ago = "3"', "", "whole number"),
        ("ago = 3", 'step = [{ after = 1, sing = "aloud" }]', "must do one of record"),
        ("ago = 3", 'step = [{ after = 1, note = "x", sent = "y" }]', r"step\[1\]\.sent"),
        ("ago = 3", 'step = [{ after = 2, note = "x" }, { after = 1, note = "y" }]', "order"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path: Path, when: str, more: str, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        read(tmp_path, when, more)


SETTINGS = Settings(schools=(School("oak", "Oak Lane School"),))


@pytest.mark.parametrize("days", range(0, 360, 17))
def test_a_case_is_due_when_it_should_be_or_a_little_later(tmp_path: Path, days: int) -> None:
    today = date(2026, 3, 2) + timedelta(days=days)
    found = Days(read(tmp_path, "due_in = 4"), SETTINGS, today)
    assert is_working_day(found.received)
    assert today - timedelta(days=31) <= found.received <= today - timedelta(days=18)
    late = Days(read(tmp_path, "due_in = -4"), SETTINGS, today)
    assert today - timedelta(days=45) <= late.received <= today - timedelta(days=32)


def test_a_pause_is_counted_when_the_day_of_receipt_is_sought(tmp_path: Path) -> None:
    steps = (
        'step = [{ after = 3, letter = "clarification", sent = "post" },'
        ' { after = 13, record = "clarification_received" }]'
    )
    today = date(2026, 11, 25)
    plain = Days(read(tmp_path, "due_in = 5"), SETTINGS, today)
    paused = Days(read(tmp_path, "due_in = 5", steps), SETTINGS, today)
    assert (plain.received - paused.received).days >= 7


def test_a_day_beyond_what_is_known_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="bank holidays are known until"):
        Days(read(tmp_path, "due_in = 5"), SETTINGS, date(2040, 1, 2))


def test_lots_are_drawn_by_the_day() -> None:
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert further(30, monday) == further(30, monday)
    assert further(30, monday)[:10] == further(10, monday)
    assert further(30, monday) != further(30, tuesday)
    assert further(-3, monday) == []


def test_there_is_evidence_for_every_mandatory_criterion_and_for_no_other() -> None:
    told = tomllib.loads(EVIDENCE.read_text("utf-8"))
    ids = {f"{head}.{name}" for head, names in told.items() for name in names}
    every = [c for found in checklists().values() for c in found.criteria.values()]
    computed = {TRANSFERS, REVIEW}
    assert ids == {c.id for c in every if c.mandatory} - computed, "the records answer those"


def test_every_school_person_and_criterion_that_a_case_names_exists() -> None:
    office = tomllib.loads(settings_text("dpo", date(2026, 11, 25)))
    schools = {s["slug"] for s in office["school"]}
    people = {p["slug"] for p in office["people"]}
    for case in (*scenarios(), *(d.scenario for d in further(200, date(2026, 11, 25)))):
        assert case.request.school in schools
        assert {case.by, case.request.owner, *(s.by for s in case.steps)} <= people
        assessed = {s.what for s in case.steps if s.verb == "assess"} - {"all"}
        given = {name for s in case.steps if s.verb == "assess" for name in s.given}
        asked = checklist_for(case.request.kind)
        assert assessed | given <= {*asked.criteria, *(h.slug for h in asked.heads)}
