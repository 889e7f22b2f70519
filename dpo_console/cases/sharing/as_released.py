"""A release as it was told, with the corrections since. What was told is never written over.

Before the people of a released case are first corrected, we keep who they were. The register and
the case then show what was released, and each correction beside it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields

from dpo_console.cases.checklist.particulars import said
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.text import day_words

KEPT = "released.people"
"""The kind of note that keeps the people of a case as they were told."""

CORRECTION = "release.correction"
"""The case detail that corrects what is recorded of a release, in words."""

WAYS = ("email", "phone", "address")
"""The contact details of a person."""

TOLD = ("name", "organisation", *WAYS)
"""The details of a person that a correction can change."""

PUBLISHED = ("organisation",)
"""Those of them that the published register tells."""


def is_frozen(file: CaseFile) -> bool:
    """Return True if data were released and the record of an urgent release is complete."""
    facts = {f.name for f in file.standing_facts()}
    return "released" in facts and ("released_urgently" not in facts or "record_completed" in facts)


def people_words(file: CaseFile) -> str:
    """Return the people of a case as they are kept."""
    return json.dumps([asdict(party) for party in file.parties])


def as_released(file: CaseFile) -> CaseFile:
    """Return the case with its people as they were when it was released."""
    kept = file.note(KEPT, file.case.id)
    if not kept:
        return file
    parts = {field.name: getattr(file, field.name) for field in fields(CaseFile)}
    people = tuple(PartyRow(**one) for one in json.loads(kept))
    return CaseFile(**parts | {"parties": people})


def corrections(file: CaseFile, *, published: bool = False) -> tuple[str, ...]:
    """Return what was corrected since the release, in words.

    `published` leaves out all that the published register doesn't tell. Protected details are
    never repeated.
    """
    found = [*_of_people(file, PUBLISHED if published else TOLD), *_of_day(file)]
    if words := said(file, CORRECTION):
        found.append(words)
    return tuple(found)


def _of_people(file: CaseFile, details: Sequence[str]) -> Iterator[str]:
    now = {party.id: party for party in file.parties}
    before = {party.id: party for party in as_released(file).parties}
    for was in before.values():
        yield from _of_person(was, now.get(was.id, was), details)
    if details is TOLD:
        yield from (f"Added: {p.role} {p.name}" for n, p in now.items() if n not in before)


def _of_person(was: PartyRow, now: PartyRow, details: Sequence[str]) -> Iterator[str]:
    for detail in details:
        old, new = getattr(was, detail), getattr(now, detail)
        if old == new:
            continue
        change = f"{old or 'none'}, corrected to {new or 'none'}"
        if detail in WAYS and (was.protected or now.protected):
            change = "corrected (protected)"
        yield f"The {was.role}'s {detail}: {' '.join(change.split())}"


def _of_day(file: CaseFile) -> Iterator[str]:
    """Yield the day of the release as it was told first, if it was corrected."""
    released = [f for f in file.facts if f.name == "released" and not f.struck]
    if len(released) > 1:
        first, last = released[0], released[-1]
        yield f"Released {day_words(first.on)}, corrected to {day_words(last.on)}"
