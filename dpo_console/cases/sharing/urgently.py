"""Urgent releases: whom they are told, and who learns nothing of them.

Safeguarding can't wait. The DSL or the DPO releases at once, and the controller is told: an
approver who isn't concerned, or else the chair of governors on paper.
"""

from datetime import date

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.permissions import is_concerned
from dpo_console.config import Person, Role, Settings
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow

SHEET = "decision-sheet"
"""The letter on which the controller decides on paper, with the DPO's advice."""

FORMER_KIND = "party.kind-before"
"""The kind of note that keeps the requester's kind before it was corrected."""


def told(file: CaseFile, settings: Settings, day: date) -> tuple[Person, ...]:
    """Return the approvers who are told of an urgent release on a day: those not concerned in it.

    Somebody who stands in for an approver on that day is told too.
    """
    names = [party.name for party in file.parties]
    approvers = settings.in_role(Role.APPROVER, day)
    return tuple(p for p in approvers if not is_concerned(p, names))


def owes_paper(file: CaseFile, settings: Settings, day: date) -> bool:
    """Return True if no approver may be told, so a paper for the chair of governors is owed.

    An office whose only account does everything has nobody else to tell.
    """
    return bool(settings.people) and not told(file, settings, day)


def paper_written(file: CaseFile) -> bool:
    """Return True if the decision sheet was written since the urgent release."""
    released = max(fact.recorded_at for fact in _urgent(file))
    return any(x.name == SHEET and x.written_at >= released for x in file.letters)


def released_on(file: CaseFile) -> date:
    """Return the day of the urgent release."""
    return max(fact.on for fact in _urgent(file))


def _urgent(file: CaseFile) -> list[FactRow]:
    return [fact for fact in file.standing_facts() if fact.name == "released_urgently"]


def former_kind(file: CaseFile) -> str:
    """Return the title of the requester's kind before it was corrected, or ''."""
    before = file.note(FORMER_KIND, file.requester.id)
    return requester_kinds()[before].title if before else ""


def confirmed_words(file: CaseFile, name: str) -> str:
    """Return the confirmation of a corrected kind by whoever released urgently, or ''."""
    before = former_kind(file)
    if not before:
        return ""
    now = requester_kinds()[file.case.requester_kind].title
    return f"Logged first as “{before}”; {name} confirmed “{now}”"
