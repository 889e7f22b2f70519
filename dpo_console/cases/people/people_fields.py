"""The people of a case as the fields of its letters: who is addressed, who signs, and names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.office.permissions import ROLES, is_concerned, may_be_the_same
from dpo_console.cases.people.addressee import (
    PUPIL,
    addressee_of,
    closing,
    greeting,
    party_addressed,
)
from dpo_console.config import Person, Role, Settings
from dpo_console.law.statutes import statute
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.letter import Unstated
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.text import names_body

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


_PROOF = {"id_requested": "id_received", "authority_requested": "authority_received"}
"""What we ask of a requester who may be a stranger to the pupil, with its answer."""


def people_fields(file: CaseFile, letter: str) -> dict[str, str]:
    """Return the people of a case. A protected address appears only in letters to that person."""
    requester, recipient = file.requester, file.recipient
    to = letter_kind(letter).addressee if letter else To.NOBODY
    return {
        "requester.name": requester.name,
        "requester.address": _address(file, requester, told=to is To.REQUESTER),
        "requester.salutation": greeting(party_addressed(file, requester, To.REQUESTER)),
        "subject.names": _listed(file.subjects or [requester.name]),
        "subject.whom": whom(file),
        "recipient.name": recipient.name,
        "recipient.organisation": recipient.organisation,
        "recipient.address": _address(file, recipient, told=to is To.RECIPIENT),
        "recipient.salutation": greeting(party_addressed(file, recipient, To.RECIPIENT)),
    }


def addressee_fields(
    file: CaseFile, settings: Settings, letter: str, said: Mapping[str, str], on: date
) -> dict[str, str]:
    """Return what a letter says to its addressee: greeting, closing, their reference, about whom.

    `said` holds the fields that the officer typed: some letters go to a person named there alone.
    """
    if not letter:
        return {}
    to = addressee_of(file, settings, letter_kind(letter), said, on)
    return {
        "greeting": greeting(replace(to, kind=PUPIL) if letter_kind(letter).to_pupil else to),
        "closing": closing(to),
        "your_ref": to.party.their_ref if to.party else "",
        "about": _about_whom(file, letter_kind(letter), to.role),
    }


def asker(file: CaseFile, *, told: bool) -> str:
    """Return who makes a request for a pupil, or, if the pupil isn't told, that a person does."""
    if not told:
        return "A person"
    who = file.requester
    own = "" if names_body(who.name, who.organisation) else who.organisation
    return f"{who.name} of {own}" if own else who.name


def whom(file: CaseFile) -> str:
    """Return whose information it is, from the reader's view: you, Tom Doe, you and Tom Doe."""
    requester, subjects = file.requester.name, file.subjects
    own = not subjects or requester in subjects
    return _listed([*(["you"] if own else []), *_others(file)])


def _about(file: CaseFile) -> str:
    """Return the others whose information the requester asks for, or '' where that may tell.

    An answer under FOIA or the EIR names nobody. Nor does a letter to a third party, or to somebody
    who was asked to prove identity or authority.
    """
    work, kind = statute(file.case.kind).work, requester_kind(file.case.requester_kind)
    facts = [fact.name for fact in file.standing_facts()]
    waits = any(facts.count(asked) > facts.count(came) for asked, came in _PROOF.items())
    hidden = work.blind or work.gated or kind.third_party or waits
    return "" if hidden else _listed(_others(file))


def _about_whom(file: CaseFile, letter: LetterKind, role: To) -> str:
    """Return whose information a letter is about, where its reader may be told, or ''.

    A letter about more pupils than the case names would single out those.
    """
    if letter.names_subject:
        named = file.subjects
        return "" if file.scope and (file.scope.pupils or 0) > len(named) else _listed(named)
    return _about(file) if role is To.REQUESTER else ""


def _others(file: CaseFile) -> list[str]:
    return [name for name in file.subjects if name != file.requester.name]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _address(file: CaseFile, party: PartyRow, *, told: bool) -> str:
    """Return a party's name, organisation and address.

    A protected party's name stands alone, unless the letter goes to them.
    """
    hidden = party.protected and not told
    return party.name if hidden else party_addressed(file, party).envelope
