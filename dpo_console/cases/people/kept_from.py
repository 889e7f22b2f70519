"""Who protected details are kept from: every private person, and the people named.

A private person is also their agent or solicitor. UK GDPR Art 5(1)(f); DPA 2018 Sch 2 para 16;
Family Law Act 1996 s.42.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.people.addressee import Addressee, agent_for, party_addressed
from dpo_console.cases.people.matching.details import ADDRESS, EMAIL, PHONE, UNITS, Detail, details
from dpo_console.cases.people.matching.names import PRIVATE, may_be, names_in, near, same_name, says
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.cases.people.same.bodies import domain_of, is_domain_of, same_body
from dpo_console.cases.people.same.shown import shows
from dpo_console.letters.addressees import To
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PartyRow

OFFICIAL = (To.HEAD, To.HOLDER, To.CONSULTED, To.REGULATOR)
"""Addressees who act for the school, or by an office of their own."""

PROFESSIONAL = frozenset(("dr", "prof", "professor"))
"""Titles of people whose opinion the law asks for."""

_UNIT = re.compile(rf"\b(?:{'|'.join(UNITS)})\s*\d+[a-z]?\b", re.IGNORECASE)
"""A part of a house, which reaches nobody alone."""

REACHING = (ADDRESS, EMAIL, PHONE)
"""The sorts of details by which one person is reached."""


_HOUSE_LETTER = re.compile(r"\b(\d+)\s?[a-z]\b", re.IGNORECASE)


def house_of(address: str) -> str:
    """Return an address without the letters of flats: who lives at 9A is in the house of 9."""
    return _HOUSE_LETTER.sub(r"\1", address)


class Access(Enum):
    """The answer to one addressee: their own details, details with a reason, or never."""

    OWN = auto()
    WITH_REASON = auto()
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Shielded:
    """Details of one protected person, current or `earlier`.

    `party` is the number of the person, or 0 for one who was removed. `kept_from` names people that
    the details are kept from besides every private person.
    """

    name: str
    kept_from: str
    details: tuple[Detail, ...]
    earlier: bool = False
    party: int = 0


def access(file: CaseFile, to: Addressee, owner: Shielded, former: Collection[str] = ()) -> Access:
    """Return the access of an addressee to the protected details of `owner`, in a case.

    Words for nobody in particular may be read by anybody. `former` are requester kinds that the
    requester had before a correction: another kind doesn't make a private person a public body. A
    person of the case who is written to as an official stays the person they are.
    """
    says_so, here = _may_be_owner(file, to, owner), to.party if _is_in(file, to) else None
    if says_so and here and to.lines == party_addressed(file, here).lines:
        return Access.OWN
    if is_kept_from(file, to, owner) or (to.role is To.NOBODY and to.party is None):
        return Access.NEVER
    if says_so:
        ways = _own(to) if here else owner.details
        return Access.OWN if to.known or _goes_to(to, ways) else Access.WITH_REASON
    if any(same_name(name, owner.name) for name in to.acts_for):
        return Access.WITH_REASON if _is_other_side(file, to, owner) else Access.OWN
    kinds = {to.kind, *to.former, *(former if to.party and to.party.role == "requester" else ())}
    kinds |= set(_kinds_before(file, to))
    return Access.NEVER if _is_private(file, to, kinds) else Access.WITH_REASON


def _is_other_side(file: CaseFile, to: Addressee, owner: Shielded) -> bool:
    """Return True for somebody of a firm that acts for another person in a case about the owner."""
    firm = to.party.organisation if to.party else ""
    theirs = (p for p in file.parties if p.role in ("requester", "recipient") and p.organisation)
    same = [p for p in theirs if firm and same_body(firm, p.organisation)]
    return any(owner.name not in party_addressed(file, p).acts_for for p in same if p != to.party)


def _kinds_before(file: CaseFile, to: Addressee) -> Iterator[str]:
    """Yield the kinds as which somebody of another case asked or received in this one.

    A solicitor who is logged as a court there stays a solicitor.
    """
    for party in () if _is_in(file, to) or to.party is None else file.parties:
        asked = party.role in ("requester", "recipient")
        if asked and may_be_of(to.name, to.party, party.name, party.organisation):
            yield party_addressed(file, party).kind


def is_kept_from(file: CaseFile, to: Addressee, owner: Shielded) -> bool:
    """Return True if the addressee is a person or body that the details are kept from by name.

    A private person may have the name misspelt or in part, and so may a typed colleague.
    """
    names = names_in(owner.kept_from)
    typed = to.role is To.HOLDER and to.party is None
    return any(_names(file, to, name) for name in names) or (
        (typed or _is_private(file, to, (to.kind, *to.former)))
        and not may_be(to.name, owner.name)
        and any(near(to.name, name) for name in names)
    )


def never_in(file: CaseFile, to: Addressee, owner: Shielded) -> bool:
    """Return True if somebody of another case may be one of this, who never gets the details."""
    if not _is_private(file, to, (to.kind, *to.former)) or may_be(to.name, owner.name):
        return False
    others = (p for p in file.parties if not p.protected and p.role != "subject")
    alike = (p for p in others if may_be_of(to.name, to.party, p.name, p.organisation))
    return any(access(file, party_addressed(file, p), owner) is Access.NEVER for p in alike)


def may_be_of(own: str, party: PartyRow | None, name: str, organisation: str) -> bool:
    """Return True if one person may be another, or be of the same firm, however it is written."""
    if near(own, name):
        return True
    bodies = (own, party.organisation if party else "")
    return bool(organisation) and any(same_body(one, organisation) for one in bodies)


def _may_be_owner(file: CaseFile, to: Addressee, owner: Shielded) -> bool:
    """Return True if the addressee may be the protected person, and not another of the same name.

    A protection follows the person, not the name. In another case the person has the same name and
    is reached in the same way.
    """
    if to.party is not None and _is_in(file, to):
        return to.party.id == owner.party
    return may_be(to.name, owner.name) and _is_reached_as(to, owner)


def _is_in(file: CaseFile, to: Addressee) -> bool:
    return to.party is not None and to.party in file.parties


def _is_reached_as(to: Addressee, owner: Shielded) -> bool:
    own = Squeezed(own_details(to)).letters
    return any(detail.key in own for detail in owner.details if detail.sort in REACHING)


def _own(to: Addressee) -> tuple[Detail, ...]:
    """Return the recorded details of an addressee, with their organisation."""
    one = to.party
    return details(one.address, one.email, one.phone, one.organisation) if one else ()


def _goes_to(to: Addressee, ways: Collection[Detail]) -> bool:
    """Return True if whatever reaches the addressee is among these details.

    Whoever knows one detail of another person may ask in that person's name, but not from there. A
    farm or a solicitor has no number, so every word counts.
    """
    reach = Squeezed(_UNIT.sub("", own_details(to)))
    spans = [reach.span(*found) for way in ways for found in way.spans(reach)]
    told = {place for start, end in spans for place in range(start, end)}
    left = "".join(" " if place in told else c for place, c in enumerate(reach.text))
    return not {*words_in(left)} - {"the"}


def gave(file: CaseFile, to: Addressee) -> Squeezed:
    """Return the details that somebody gave us in another case than this, where they are reached.

    They are no secret to them.
    """
    told = to.party if not _is_in(file, to) and _goes_to(to, _own(to)) else None
    return Squeezed("\n".join((told.address, told.email, told.phone)) if told else "")


def _is_official(to: Addressee) -> bool:
    """Return True for somebody of the school or a public body. Whoever is consulted shows it."""
    if to.role not in OFFICIAL or to.party is not None or {*words_in(to.name)} & PRIVATE:
        return False
    shown = {*words_in(to.name)} & PROFESSIONAL or shows("", to.envelope)
    return to.role is not To.CONSULTED or not to.name or bool(shown)


def may_live_with(file: CaseFile, to: Addressee, owner: Shielded) -> bool:
    """Return True if somebody protected in another case is reached as the owner is in this one.

    What they gave us themselves is no secret to them. Somebody of this name who asks here, and
    isn't protected, is another person.
    """
    if to.party is None or _is_in(file, to) or not to.party.protected:
        return False
    others = (p for p in file.parties if not p.protected and p.role != "subject")
    known = any(may_be(p.name, to.name) for p in others)
    return not known and _is_reached_as(to, owner)


def own_details(to: Addressee) -> str:
    """Return an addressee's own details."""
    reach = (to.party.address, to.party.email, to.party.phone) if to.party else ()
    return "\n".join((*to.lines, *reach))


def _names(file: CaseFile, to: Addressee, name: str) -> bool:
    """Return True if the addressee is the person named, acts for them, or is reached as they are.

    An organisation may be named, or an address. Everybody who writes for that organisation counts.
    """
    if may_be(to.name, name) or says(to.envelope, words_in(name)):
        return True
    if any(may_be(one, name) for one in to.acts_for) or _writes_for(file, to, name):
        return True
    others = [p for p in file.parties if to.party is None or p.id != to.party.id]
    agents = [p for p in others if any(may_be(n, name) for n in agent_for(file, p))]
    if any(may_be_of(to.name, to.party, agent.name, agent.organisation) for agent in agents):
        return True
    reach = "\n".join((own_details(to), to.party.organisation if to.party else ""))
    own = Squeezed(f"{reach}\n{house_of(reach)}")
    them = (p for p in others if may_be(p.name, name) or p in agents)
    known = (detail for p in them for detail in _ways(p))
    return any(detail.sort in REACHING and any(True for _ in detail.spans(own)) for detail in known)


def _writes_for(file: CaseFile, to: Addressee, name: str) -> bool:
    """Return True if the addressee writes for the organisation named: by its name or e-mail domain.

    Others who write for it in this case show its domain and its address.
    """
    own = [to.party.organisation, to.party.email] if to.party else []
    lines = [line for line in (to.name, *own, *to.lines) if line]
    domains = {domain_of(line) for line in lines} - {""}
    if any(same_body(line, name) for line in lines if "@" not in line):
        return True
    theirs = [p for p in file.parties if p is not to.party and same_body(p.organisation, name)]
    if any(is_domain_of(one, name) for one in domains):
        return True
    if domains & {domain_of(p.email) for p in theirs}:
        return True
    reach = Squeezed(own_details(to))
    return any(is_reached_in(reach, party) for party in theirs)


def _ways(party: PartyRow) -> tuple[Detail, ...]:
    return details(party.address, party.email, party.phone, "")


def _is_private(file: CaseFile, to: Addressee, kinds: Collection[str]) -> bool:
    """Return True for an addressee of a private kind among these, who is no official."""
    return not _is_official(to) and any(_is_private_kind(file, kind) for kind in kinds)


def _is_private_kind(file: CaseFile, kind: str) -> bool:
    """Return True for a private person, or an unknown one. An order or duty may make it another."""
    if not kind:
        return True
    known = requester_kind(kind)
    compelled = file.scope is not None and file.scope.path == Path.COMPELLED
    return known.private and not (known.compelled_possible and compelled)


def share_details(file: CaseFile, to: Addressee, owner: Shielded, own: Squeezed, key: str) -> bool:
    """Return True if an addressee who is protected too has the same details: they live together.

    Both are people of one case, where only the DPO or the DSL may record that they share details.
    """
    protected = to.party is not None and to.party.protected and _is_in(file, to)
    other = to.party is not None and to.party.id != owner.party
    return protected and other and key in own.letters


def is_reached_in(words: Squeezed, party: PartyRow) -> bool:
    """Return True if words tell a person's address, number or e-mail address."""
    return any(True for d in _ways(party) if d.sort in REACHING for _ in d.spans(words))


def shared_with(file: CaseFile, one: PartyRow) -> Iterator[PartyRow]:
    """Yield the other protected people of a case who are reached as a protected person is."""
    own = Squeezed("\n".join((one.address, one.email, one.phone)))
    for other in file.parties:
        if one.protected and other.protected and other.id != one.id:
            ways = (d for d in _ways(other) if d.sort in REACHING)
            if any(d.key in own.letters for d in ways):
                yield other
