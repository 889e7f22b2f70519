"""Who signs a letter: nobody whom the case is about, or who is complained of in it."""

from dpo_console.cases.office.permissions import ROLES, is_concerned, may_be_the_same
from dpo_console.config import Person, Role, Settings
from dpo_console.letters.letter import Unstated
from dpo_console.store.cases.case_file import CaseFile

_CONCERNED = ("subject", "other")


def sender_fields(file: CaseFile, person: Person, settings: Settings) -> dict[str, str]:
    """Return who signs the letters of a case, and in which office.

    A person concerned in the case signs none of them, and neither does a clerk for the Data
    Protection Officer who is. The head does (UK GDPR Art 38(6)).
    """
    dpo = dpo_concerned(file, settings)
    if dpo or is_concerned(person, _names(file)):
        who = "The Data Protection Officer" if dpo else person.name
        head = _head(file, settings, who)
        return {"sender.name": head, "sender.role": ROLES[Role.APPROVER].signs}
    signs = settings.dpo.name if person.role is Role.SOLE and settings.dpo.name else person.name
    return {"sender.name": signs, "sender.role": ROLES[person.role].signs}


def dpo_concerned(file: CaseFile, settings: Settings) -> bool:
    """Return True if the Data Protection Officer is a person of the case."""
    name = settings.dpo.name
    return bool(name) and any(may_be_the_same(one, name) for one in _names(file))


def _names(file: CaseFile) -> list[str]:
    """Return whom a case is about, or who is complained of. Anybody may report a breach."""
    return [party.name for party in file.parties if party.role in _CONCERNED]


def _head(file: CaseFile, settings: Settings, who: str) -> str:
    """Return the head who signs for somebody, unless the case is about the head too."""
    head = settings.school(file.case.school).head
    if head and not any(may_be_the_same(one, head) for one in _names(file)):
        return head
    return Unstated(
        f"{who} is a person of this case and can't sign. Write head under "
        "[[school]] in data/dpo.toml, or have somebody else write the letter."
    )
