"""Urgent releases: whom they are told, and who learns nothing of them.

Safeguarding can't wait. The DSL or the DPO releases at once, and the controller is told: an
approver who isn't concerned, or else the chair of governors on paper.
"""

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.permissions import is_concerned
from dpo_console.config import Person, Role, Settings
from dpo_console.store.cases.case_file import CaseFile

SHEET = "decision-sheet"
"""The letter on which the controller decides on paper, with the DPO's advice."""

FORMER_KIND = "party.kind-before"
"""The kind of note that keeps the requester's kind before it was corrected."""


def told(file: CaseFile, settings: Settings) -> tuple[Person, ...]:
    """Return the approvers who are told of an urgent release: those not concerned in it."""
    names = [party.name for party in file.parties]
    approvers = (p for p in settings.people if p.role is Role.APPROVER)
    return tuple(p for p in approvers if not is_concerned(p, names))


def owes_paper(file: CaseFile, settings: Settings) -> bool:
    """Return True if no approver may be told, so a paper for the chair of governors is owed.

    An office whose only account does everything has nobody else to tell.
    """
    return bool(settings.people) and not told(file, settings)


def paper_written(file: CaseFile) -> bool:
    """Return True if the decision sheet was written since the urgent release."""
    released = max(f.recorded_at for f in file.standing_facts() if f.name == "released_urgently")
    return any(x.name == SHEET and x.written_at >= released for x in file.letters)


def former_kind(file: CaseFile) -> str:
    """Return the title of the requester's kind before it was corrected, or ''."""
    asking = (p.id for p in file.parties if p.role == "requester")
    before = "".join(file.note(FORMER_KIND, number) for number in asking)
    return requester_kinds()[before].title if before else ""


def confirmed_words(file: CaseFile, name: str) -> str:
    """Return the confirmation of a corrected kind by whoever released urgently, or ''."""
    before = former_kind(file)
    if not before:
        return ""
    now = requester_kinds()[file.case.requester_kind].title
    return f"Logged first as “{before}”; {name} confirmed “{now}”"
