"""Findings in the settings: a fault of a file, or something that the office hasn't said yet.

Each says what waits for it. Logging a request waits for nothing.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from dpo_console.cases.office.desk import tells_apart
from dpo_console.config import Home, Role, School, Settings
from dpo_console.config.files.toml_lines import line_of, place_of
from dpo_console.config.notice.notice import PARTS, Notice, Whose, read_notice
from dpo_console.errors import BadFile
from dpo_console.law.words import listed
from dpo_console.sentences import first_upper
from dpo_console.text import day_words
from dpo_console.toml_file import lines_of

AHEAD = timedelta(days=60)
"""The time before which the last term that is known should not end."""

EXPECTED = (Whose.PUPIL, Whose.PARENT, Whose.WORKFORCE)
"""The people whose data every school uses."""

_PEOPLE = {Whose.PUPIL: "pupils", Whose.PARENT: "parents", Whose.WORKFORCE: "the workforce"}

Missing = tuple[str, str, str, str]
"""The key that lacks something, what is missing, what waits for it, and the remedy."""


class Level(StrEnum):
    """How much a finding matters. Only what is WRONG is refused, or unsafe."""

    WRONG = "wrong"
    MISSING = "missing"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFinding:
    """A sentence each on what was found in a file, what follows, and what to do.

    `line` and `column` count from 1, and are None where none is known or meant.
    """

    level: Level
    file: Path
    line: int | None = None
    column: int | None = None
    what: str
    why: str
    remedy: str


def of_fault(fault: BadFile, why: str, remedy: str) -> SettingsFinding:
    """Return the finding of a fault that a reader of files raised."""
    path = Path(fault.path)
    line, column = place_of(path, fault.where)
    place = fault.where if fault.where.startswith("key ") else ""
    what = f"{place.removeprefix('key ')} {fault.what}".strip()
    return SettingsFinding(
        level=Level.WRONG, file=path, line=line, column=column,
        what=first_upper(what) if not place else what, why=why, remedy=remedy,
    )  # fmt: skip


def still_missing(home: Home, settings: Settings, today: date) -> tuple[SettingsFinding, ...]:
    """Return what is still to be filled in, most useful first."""
    found = (
        (home.settings, (*_of_office(settings), *_of_schools(settings, today))),
        (home.notice, _of_notice(home, settings)),
        (home.settings, (*_of_people(settings, today), *_of_safety(settings))),
    )
    return tuple(_finding(file, one) for file, missing in found for one in missing)


def _finding(file: Path, missing: Missing) -> SettingsFinding:
    key, what, why, remedy = missing
    line = line_of(lines_of(file), key) or None
    return SettingsFinding(
        level=Level.MISSING, file=file, line=line, what=what, why=why, remedy=remedy
    )


def _of_office(settings: Settings) -> Iterator[Missing]:
    if not settings.name:
        yield ("name", "The office has no name.", "Letters that name the office wait for it.",
               'Write it: name = "Brookfield Learning Trust".')  # fmt: skip
    dpo = settings.dpo
    if not dpo.name:
        yield ("dpo", "The Data Protection Officer isn't named.",
               "Letters that name the DPO, the acknowledgement too, wait for it.",
               'Write it under [dpo]: name = "Amara Okafor".')  # fmt: skip
    if not (dpo.email or dpo.phone or dpo.address):
        yield ("dpo", "The DPO's e-mail, telephone or address is missing.",
               "Letters that say how to complain wait for it, the acknowledgement too.",
               "Write “email”, “phone” or “address” under [dpo].")  # fmt: skip


def first_letter_lacks(settings: Settings) -> str:
    """Return what the acknowledgement of a request waits for in the settings, in words, or ''."""
    dpo = settings.dpo
    lacks = [] if settings.name else ["the office's name"]
    lacks += [] if dpo.name else ["the DPO's name"]
    lacks += [] if dpo.email or dpo.phone or dpo.address else ["a way to reach the DPO"]
    return listed(lacks) if lacks else ""


def _of_schools(settings: Settings, today: date) -> Iterator[Missing]:
    if not settings.schools:
        yield ("", "No school is listed.",
               "Dates that count school days (FOI, educational records) are not given without one.",
               "Add a [[school]] with its slug, name, type and terms.")  # fmt: skip
    for number, school in enumerate(settings.schools, 1):
        key = f"school[{number}]"
        if school.is_unsettled:
            yield (f"{key}.type", f"{school.name}: “special” means several types of school.",
                   "Dates that depend on the type show both readings until you choose.",
                   "Write maintained, special-academy or non-maintained-special.")  # fmt: skip
        for unsaid in school.unstated:
            why = "The law requires it in the school's letters."
            yield key, unsaid.what, why, unsaid.remedy
        yield from _of_terms(key, school, today)


def _of_terms(key: str, school: School, today: date) -> Iterator[Missing]:
    spans = school.dates.spans
    if spans and spans[-1][1] >= today + AHEAD:
        return
    known = f"are known only up to {day_words(spans[-1][1])}" if spans else "aren't known"
    yield (f"{key}.terms", f"{school.name}: its term dates {known}.",
           "Dates that count school days (FOI, educational records) wait for them.",
           f"Import them: dpo-console terms import FILE --school {school.slug}")  # fmt: skip


def _of_notice(home: Home, settings: Settings) -> Iterator[Missing]:
    try:
        slugs = [school.slug for school in settings.schools]
        notice = read_notice(home.notice, slugs, settings.notice)
    except BadFile:  # the check tells that
        return
    for whose in EXPECTED:
        if lacks := unstated(notice, whose, slugs):
            said = "nothing written yet" if len(lacks) == len(PARTS) else "only partly written"
            yield (
                whose,
                f"Privacy notice for {_PEOPLE[whose]}: {said}.",
                "Letters that say what you hold about them, and the privacy notice, wait for it.",
                f"Write under [{whose}]: {', '.join(lacks)}. Each point: dpo-console notice check",
            )


def unstated(notice: Notice, whose: Whose, slugs: Collection[str]) -> list[str]:
    """Return the parts of the notice for these people that nobody has stated."""
    return [part for part in PARTS if not _is_stated(notice, whose, part, slugs)]


def _is_stated(notice: Notice, whose: Whose, part: str, schools: Collection[str]) -> bool:
    """Return True if the office states a part, or each of its schools does."""
    if notice.words(whose, part):
        return True
    return bool(schools) and all(notice.words(whose, part, slug) for slug in schools)


def _of_people(settings: Settings, today: date) -> Iterator[Missing]:
    if not settings.people:
        yield (
            "",
            "No people are listed.",
            "One account does everything, and each approval says so.",
            "Add a [[people]] entry for each person, first one with your own account.",
        )
        return
    if not tells_apart(settings):
        yield ("people", "Nobody who is listed has an account.",
               "One account does everything, and each approval says so.",
               "Write account in each entry, first in your own.")  # fmt: skip
    if not settings.in_role(Role.DPO, today):
        yield (
            "people",
            "Nobody who is listed is the DPO.",
            "Acts for the DPO alone wait, such as closing a case.",
            'Add a [[people]] entry with role = "dpo", with the account if they have one here.',
        )
    if not settings.in_role(Role.APPROVER, today):
        yield ("people", "No approver is listed, such as the headteacher.",
               "The DPO can't approve what they advised on. Somebody must then decide on paper.",
               'Add a [[people]] entry with role = "approver".')  # fmt: skip


def _of_safety(settings: Settings) -> Iterator[Missing]:
    if settings.made_up:
        return
    if not (settings.backup.to and settings.backup.recipients):
        yield ("backup", "No backup is set up.", "A lost disk takes every record with it.",
               "Write “to” and “recipients” under [backup]: dpo-console guide backup")  # fmt: skip
    if not settings.witness.is_set:
        yield (
            "witness",
            "Nothing outside this machine vouches for the audit log.",
            "If somebody put an older copy in their place, dpo-console verify couldn't tell.",
            "Have its last entry copied elsewhere: write “file” or “command” under [witness].",
        )
