"""The worked deadlines of tests/examples as values, for every test that walks them."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from dpo_console.law.calendar.schools import School, SchoolType, TermCalendar
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Fact, Moment

FOLDER = Path(__file__).parent.parent / "examples"
FILES = sorted(p for p in FOLDER.glob("*.toml") if p.stem not in ("calendars", "bank-holidays"))
TODAY = date(2026, 11, 24)
CHECKED = (
    "due", "safe_by", "act_by", "starts", "target", "extension_notice_by",
    "due_if_answered_today", "paused_days", "protection_file",
)  # fmt: skip
GIVEN = (
    "id", "kind", "received", "events", "without_reason", "calendar", "school_type", "today",
    "clock", "warns", "status", "source", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """One worked deadline: its input, and the fields of the clock that must come out."""

    id: str
    kind: str
    facts: tuple[Fact, ...]
    school: School
    today: date
    expected: dict[str, Any]
    warns: str
    status: str
    source: str

    def clock(self) -> Clock:
        """Return the product's clock."""
        return read_clock(self.kind, self.facts, self.school, self.today)


@cache
def calendars() -> dict[str, TermCalendar]:
    """Return the made-up schools A and B."""
    found = tomllib.loads((FOLDER / "calendars.toml").read_text(encoding="utf-8"))
    return {
        name: TermCalendar(tuple((first, last) for first, last in school["spans"]))
        for name, school in found.items()
    }


@cache
def bank_holidays() -> tuple[frozenset[date], frozenset[date]]:
    """Return the published bank holidays of 2020 to 2028: England's, and the rest of the UK's."""
    found = tomllib.loads((FOLDER / "bank-holidays.toml").read_text(encoding="utf-8"))
    england, elsewhere = (
        frozenset(day for days in found[key].values() for day in days)
        for key in ("bank_holidays_england", "bank_holidays_elsewhere_in_uk")
    )
    return england, elsewhere


def fact(name: str, moment: Moment, number: int = 0, answers: int | None = None) -> Fact:
    """Return a fact on a day, or at a minute."""
    if isinstance(moment, datetime):
        return Fact(name, moment.date(), at=moment.time(), id=number, answers=answers)
    return Fact(name, moment, id=number, answers=answers)


@cache
def worked_examples() -> tuple[Example, ...]:
    """Return every example of every file."""
    return tuple(
        _example(raw)
        for path in FILES
        for raw in tomllib.loads(path.read_text(encoding="utf-8"))["example"]
    )


def _example(raw: dict[str, Any]) -> Example:
    unknown = set(raw) - {*CHECKED, *GIVEN}
    assert not unknown, f"{raw['id']}: unknown keys {unknown}"
    events = [
        fact(event[0], event[1], number, event[2] + 1 if len(event) > 2 else None)
        for number, event in enumerate(raw.get("events", []), 2)
    ]
    unreasoned = raw.get("without_reason", ())
    events = [replace(one, reasoned=one.name not in unreasoned) for one in events]
    expected = {key: None if raw[key] == "none" else raw[key] for key in CHECKED if key in raw}
    if "clock" in raw:
        expected["status"] = raw["clock"]
    return Example(
        id=raw["id"],
        kind=raw["kind"],
        facts=(fact("received", raw["received"], 1), *events),
        school=School(
            SchoolType(raw.get("school_type", "maintained")),
            calendars()[raw["calendar"]] if "calendar" in raw else None,
        ),
        today=raw.get("today", TODAY),
        expected=expected,
        warns=raw.get("warns", ""),
        status=raw["status"],
        source=raw["source"],
    )
