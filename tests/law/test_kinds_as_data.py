"""A kind of request is a file: the program names none, and a new one needs no code."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import dpo_console
from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.clock.clocks import kind_row
from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock_under
from dpo_console.law.facts import fact_kinds
from dpo_console.law.model import Fact, Status
from dpo_console.law.statutes import FOLDER, kinds, statutes, usual_kind
from dpo_console.law.statutes.statute import Statute, read_statute
from dpo_console.letters.wording.conditions import CONDITIONS
from tests.each import each

PACKAGE = Path(dpo_console.__file__).parent
TODAY = date(2026, 11, 25)
ALL = each(law=statutes().values())


def named_kinds(path: Path) -> set[str]:
    """Return the kinds that appear as text in a Python file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str)} & set(kinds())


def test_no_kind_is_named_in_the_program() -> None:
    files = [path for path in PACKAGE.rglob("*.py") if "demo" not in path.parts]
    assert len(files) > 100
    named = {str(path.relative_to(PACKAGE)): named_kinds(path) for path in files}
    assert {path: found for path, found in named.items() if found} == {}


@ALL
def test_every_fact_its_work_names_is_in_the_catalogue(law: Statute) -> None:
    work = law.work
    named = {work.answered_by, *law.facts}
    named |= {name for move in work.moves for name in (*move.when, *move.unless)}
    named |= {name for silence in law.silences for name in silence.to}
    named |= set(work.before_closing.one_of) if work.before_closing else set()
    assert named <= set(fact_kinds())


@ALL
def test_its_usual_requester_is_one_there_is(law: Statute) -> None:
    assert law.work.requester in requester_kinds()


@ALL
def test_it_is_put_in_words_that_stand_in_a_sentence(law: Statute) -> None:
    assert law.work.in_words.split()[0] in ("a", "an")


@ALL
def test_every_question_that_stops_its_clock_may_stay_without_an_answer(law: Statute) -> None:
    asked = {name for version in law.versions for name in version.questions}
    answered = {name for silence in law.silences for name in silence.to}
    assert asked <= answered


@ALL
def test_a_letter_may_depend_on_it(law: Statute) -> None:
    assert law.kind in CONDITIONS


def test_one_kind_is_the_usual_one() -> None:
    assert [law.kind for law in statutes().values() if law.work.usual] == [usual_kind()]


NEW_KIND = """
title   = "Request to see the visitors' book"
prefix  = "VIS"
checked = 2026-11-24
binds   = [
    "maintained", "maintained-nursery", "pru", "academy", "special-academy", "independent",
    "non-maintained-special",
]

[outcomes]
shown   = "Shown"
refused = "Refused"

[work]
in_words  = "a request to see the visitors' book"
asked_by  = ["anybody"]
requester = "parent"
moves     = [{ does = "Open the book" }]

[[silence]]
to    = ["id_requested"]
chase = { days = 7 }
close = { weeks = 6 }
law   = "Visitors' Books Act 2026 s.3"

[[version]]
from  = 2026-01-01
law   = "Visitors' Books Act 2026"
pause = [{ by = "id_requested", counts = "neither_end_day", law = "Visitors' Books Act 2026 s.2" }]

[[version.duty]]
what     = "answer"
title    = "Show the book"
standing = "statutory"
limit    = { days = 10 }
met_by   = ["responded", "withdrawn"]
law      = "Visitors' Books Act 2026 s.1"

[version.duty.extension]
limit  = { days = 20 }
notice = { days = 10 }
law    = "Visitors' Books Act 2026 s.4"
"""


@pytest.fixture
def visitors(tmp_path: Path) -> Statute:
    path = tmp_path / "visitors-book.toml"
    path.write_text(NEW_KIND, encoding="utf-8")
    return read_statute(path)


def test_a_new_kind_needs_no_code(visitors: Statute) -> None:
    facts = [
        Fact("received", date(2026, 11, 2), id=1),
        Fact("id_requested", date(2026, 11, 4), id=2),
        Fact("id_received", date(2026, 11, 6), id=3),
        Fact("fee_requested", date(2026, 11, 6), id=4),
    ]
    clock = read_clock_under(visitors, facts, School(), TODAY)
    assert (clock.due, clock.paused_days) == (date(2026, 11, 15), 3)
    assert clock.extension_notice_by == date(2026, 11, 15)
    told = [(step.text, step.law) for step in clock.steps]
    assert ("10 days: day 1 is Tue 3 Nov", "Visitors' Books Act 2026 s.1") in told
    assert any("Clock stopped for 3 days" in text for text, _ in told)
    assert any("Fee asked for" in w and "moves nothing here" in w for w in clock.warnings)


def test_a_new_kind_that_waits_says_for_how_long(visitors: Statute) -> None:
    facts = [Fact("received", date(2026, 11, 2)), Fact("id_requested", date(2026, 11, 4))]
    clock = read_clock_under(visitors, facts, School(), TODAY)
    assert clock.status is Status.PAUSED
    assert clock.due_if_answered_today == date(2026, 12, 4)
    assert (clock.chase_on, clock.may_close_on) == (date(2026, 11, 11), date(2026, 12, 17))
    assert clock.steps[-1].law == "Visitors' Books Act 2026 s.3"


def test_a_new_kind_stands_in_the_table_of_kinds(visitors: Statute) -> None:
    row = kind_row(visitors)
    assert (row.slug, row.limit) == ("visitors-book", "answer: 10 days")
    assert row.outcomes == (("shown", "Shown"), ("refused", "Refused"))


def test_changing_a_limit_is_changing_one_value(tmp_path: Path) -> None:
    text = (FOLDER / "sar.toml").read_text(encoding="utf-8")
    newest = text.rindex("limit     = { months = 1 }")
    changed = text[:newest] + text[newest:].replace("{ months = 1 }", "{ days = 10 }", 1)
    path = tmp_path / "sar.toml"
    path.write_text(changed, encoding="utf-8")
    before, after = statutes()["sar"], read_statute(path)
    facts = [Fact("received", date(2026, 11, 2))]
    clocks = [read_clock_under(law, facts, School(), TODAY) for law in (before, after)]
    assert [clock.due for clock in clocks] == [date(2026, 12, 2), date(2026, 11, 12)]
    periods = [clock.steps[1].text for clock in clocks]
    assert periods == ["One month: the same date in the next month", "10 days: day 1 is Tue 3 Nov"]
    rows = [kind_row(law).limit for law in (before, after)]
    assert rows == ["answer: 1 month", "answer: 10 days"]


def keys(value: object) -> Iterator[str]:
    """Yield every key of a statute file, except its own slugs and names."""
    if isinstance(value, list):
        for part in value:
            yield from keys(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            if key == "says" and isinstance(part, dict):
                yield from keys(list(part.values()))
            elif key not in (
                "outcomes",
                "not_counted",
                "hints",
                "by_school",
                "asked_at",
                "unsettled",
            ):
                yield from keys(part)


def test_every_word_of_a_statute_is_explained() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    used = {key for path in FOLDER.glob("*.toml") for key in keys(read_plainly(path))}
    assert len(used) > 40
    assert {key for key in used if not re.search(rf"\b{key}\b", readme)} == set()


def read_plainly(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
