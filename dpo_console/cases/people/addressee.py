"""The addressee of a letter: the one party or office that it goes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.permissions import is_concerned
from dpo_console.cases.people.matching.names import TITLES, bare, may_be, names_in, same_name, says
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.config import Contact, Role, Settings
from dpo_console.letters.addressees import TYPED, To
from dpo_console.text import names_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dpo_console.letters.catalogue import LetterKind
    from dpo_console.store.cases.case_file import CaseFile
    from dpo_console.store.cases.case_rows import PartyRow


ACTS_FOR = "party.acts_for"
"""The kind of note that names the people for whom somebody acts, with `; ` between them."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who a letter goes to, with the lines of the envelope after the name.

    `party` is the person of the case, or None. `kind` is their requester kind, or '' if unknown.
    `email` is the only address that a draft may have, or '' if it has none. `acts_for` are the
    people for whom they act, as an agent or solicitor, by name. `known`: their identity was checked
    in this case. `former` are the requester kinds that they had before a correction.
    """

    role: To
    name: str = ""
    lines: tuple[str, ...] = ()
    email: str = ""
    party: PartyRow | None = None
    kind: str = ""
    acts_for: tuple[str, ...] = ()
    known: bool = False
    former: frozenset[str] = frozenset()

    @property
    def envelope(self) -> str:
        """Name and address, a line each."""
        return "\n".join((self.name, *self.lines))


def addressee_of(
    file: CaseFile,
    settings: Settings,
    kind: LetterKind,
    said: Mapping[str, str] | None = None,
    on: date | None = None,
) -> Addressee:
    """Return the addressee of a letter of this kind in this case.

    `said` holds the letter's fields as typed: some letters go to a person whom only the officer can
    name. `on` is the day on which it goes, or None where that makes no difference.
    """
    role = kind.addressee
    if role in TYPED:
        return _typed(file, role, (said or {}).get(TYPED[role], ""))
    if role is To.HEAD:
        return _head(file, settings, on)
    found = _KNOWN.get(role)
    return found(file, settings) if found else Addressee(role)


def party_addressed(file: CaseFile, party: PartyRow, role: To = To.NOBODY) -> Addressee:
    """Return a person of the case as an addressee. A recipient acts for the requester's body."""
    own = "" if names_body(party.name, party.organisation) else party.organisation
    lines = [own, *(party.address or party.email).splitlines()]
    return Addressee(
        role,
        party.name,
        tuple(line for line in lines if line),
        party.email,
        party,
        _kind(file, party),
        agent_for(file, party),
    )


def agent_for(file: CaseFile, party: PartyRow) -> tuple[str, ...]:
    """Return the names of those for whom a person of the case acts."""
    return tuple(names_in(file.note(ACTS_FOR, party.id)))


def _kind(file: CaseFile, party: PartyRow) -> str:
    """Return the requester kind of a person.

    A recipient with an organisation has the kind approved for the case. Without one, the recipient
    is a private person like any other.
    """
    if party.role == "requester":
        return file.case.requester_kind
    if party.role == "recipient" and party.organisation:
        return file.case.requester_kind
    return ""


def _requester(file: CaseFile, _settings: Settings) -> Addressee:
    return party_addressed(file, file.requester, To.REQUESTER)


def recipient_of(file: CaseFile, settings: Settings) -> Addressee:
    """Return the recipient, or the requester if the data go to nobody else."""
    to = file.recipient
    return party_addressed(file, to, To(to.role))


def _head(file: CaseFile, settings: Settings, on: date | None) -> Addressee:
    """Return the approver, who rules on the decision sheet.

    A person concerned in the case gets none, and somebody who stands in gets it on that day.
    """
    names = [party.name for party in file.parties]
    held = settings.in_role(Role.APPROVER, on or date.min)
    away = {person.deputy_for for person in held if on and person.is_deputy(on)}
    unconcerned = [person for person in held if not is_concerned(person, names)]
    approvers = [p for p in unconcerned if p.slug not in away] or unconcerned
    school = settings.school(file.case.school)
    if not approvers:
        head = "" if held else school.head
        return Addressee(To.HEAD, head, (school.name,) if school.name else ())
    named = [p for p in approvers if p.name == school.head] or approvers
    return Addressee(To.HEAD, named[0].name, (school.name,), named[0].email)


def _regulator(_file: CaseFile, settings: Settings) -> Addressee:
    contact = settings.regulator
    name, *lines = on_an_envelope(contact)
    return Addressee(To.REGULATOR, name, tuple(lines), contact.email)


def on_an_envelope(contact: Contact) -> list[str]:
    """Return name and address, a line each. The settings may hold the address on one line."""
    lines = [contact.name, *contact.address.replace("\n", ",").split(",")]
    return [line.strip() for line in lines if line.strip()] or [""]


_KNOWN: Mapping[To, Callable[[CaseFile, Settings], Addressee]] = {
    To.REQUESTER: _requester,
    To.RECIPIENT: recipient_of,
    To.REGULATOR: _regulator,
}


def _typed(file: CaseFile, role: To, typed: str) -> Addressee:
    """Return the addressee that the officer typed. It may be a person of the case."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        return Addressee(role)
    by_email = (p for p in file.parties if p.email and p.email == lines[0])
    by_name = (p for p in file.parties if same_name(p.name, lines[0]))
    party = next(chain(by_name, by_email), None)
    if party is None:
        return Addressee(role, lines[0], tuple(lines[1:]))
    kind, acts_for = _kind(file, party), agent_for(file, party)
    return Addressee(role, lines[0], tuple(lines[1:]), "", party, kind, acts_for)


def named_in(file: CaseFile, words: str) -> Iterator[Addressee]:
    """Yield the people of the case whom words name, by name or e-mail address.

    People that details are kept from count too, though they may be no parties of this case. A name
    may have an initial, or its words in another order.
    """
    single = [part for part in _BETWEEN.split(words) if part.strip()]
    parts = [*single, *(f"{one} {other}" for one, other in pairwise(single))]
    for party in file.parties:
        if _told(words, parts, party.name) or says(words, words_in(party.email)):
            yield party_addressed(file, party)
        for name in names_in(party.kept_from):
            if _told(words, parts, name):
                yield Addressee(To.NOBODY, name)


_BETWEEN = re.compile(r"[,;/()\n]|\b(?:for|and|or|by)\b", re.IGNORECASE)
"""What stands between two people in one line."""


def _told(words: str, parts: Sequence[str], name: str) -> bool:
    return says(words, bare(name)) or any(may_be(part, name) for part in parts)


BODY = "Dear Sir or Madam"
"""The greeting of a body, and of an office whose holder isn't named."""

COLLEAGUE = "Dear colleague"
"""The greeting of a member of staff."""

THANKS = "With thanks"
"""The closing of a letter to a member of staff, who is asked for help."""

PUPIL = "pupil"

_OF_BODIES = frozenset(
    ("ltd", "limited", "llp", "plc", "cic", "council", "trust", "school", "academy", "college",
     "university", "constabulary", "department", "service", "services", "team", "unit", "desk",
     "office")
)  # fmt: skip
"""Words in the name of a body that an officer types, and in no person's."""

_TEAMS = frozenset(("team", "unit", "desk", "office", "department"))
"""Last words of an office that has no holder's name: School data team."""

_ROLES = frozenset(("worker", "officer", "manager", "adviser", "coordinator"))
"""Words of a role, which an officer types in place of a name, or before it: social worker."""

_AFTER_NAMES = (" MP", " KC", " JP")
"""Letters after a name, which no greeting has."""

THE = "The "
"""The beginning of an office or a group that an officer types: The school nurse."""


def greeting(to: Addressee) -> str:
    """Return how a letter greets its addressee, or '' while nobody knows who that is.

    A salutation set for the person comes first.
    """
    if to.party and to.party.salutation:
        said = to.party.salutation.strip().rstrip(",")
        return said if said.casefold().split()[:1] == ["dear"] else f"Dear {said}"
    if to.role is To.HOLDER:
        return COLLEAGUE
    if not to.name:
        return ""
    if to.kind == PUPIL:
        return f"Dear {_given_name(to.name)}"
    return BODY if _is_body(to) else f"Dear {_with_title(to.name.removeprefix(THE))}"


def closing(to: Addressee) -> str:
    """Return the closing that follows the greeting: faithfully for a reader who isn't named."""
    if to.role is To.HOLDER:
        return THANKS
    greeted = greeting(to)
    words = greeted.casefold().replace(",", " ").split()
    return "Yours faithfully" if {"sir", "madam", "sirs"} & {*words[:3]} else "Yours sincerely"


def _is_body(to: Addressee) -> bool:
    """Return True for a body, which has no name of a person beside its own.

    A public body's request without an organisation may be by its name alone, and one with it may
    name an office there: Admissions, Oak School. Sir or Madam offends nobody.
    """
    holds_office = to.role is To.CONSULTED or to.party is not None
    if to.role is To.REGULATOR or (holds_office and to.name.startswith(THE)):
        return True
    if _title_of(to.name):
        return False
    words = to.name.casefold().split()
    if not _ROLES.isdisjoint(words):
        return True
    if to.party is None or words[-1] in _TEAMS:
        return not _OF_BODIES.isdisjoint(words)
    if to.party.organisation:
        named, body = to.name.casefold(), to.party.organisation.casefold()
        return same_name(named, body) or body in named
    kind = requester_kinds().get(to.kind)
    return kind is not None and not kind.private


def _title_of(name: str) -> str:
    first = name.split()[0]
    return first if first.strip(".").casefold() in TITLES and len(name.split()) > 1 else ""


def _with_title(name: str) -> str:
    """Return a title and surname. Several people, or one without a title, keep the full name."""
    for letters in _AFTER_NAMES:
        name = name.removesuffix(letters)
    title = _title_of(name)
    alone = not {"and", "&"}.intersection(name.split())
    return f"{title} {name.split()[-1]}" if title and alone else name


def _given_name(name: str) -> str:
    """Return the first name of a pupil, who isn't addressed by title or surname."""
    names = name.split()
    return names[1] if _title_of(name) and len(names) > 2 else names[0]
