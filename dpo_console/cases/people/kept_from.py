"""Who protected details are kept from: every private person, or the people named.

A private person is also their agent or solicitor. UK GDPR Art 5(1)(f); DPA 2018 Sch 2 para 16;
Family Law Act 1996 s.42.
"""

from collections.abc import Collection
from enum import Enum, auto

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.people.addressee import Addressee, may_be, same_name, says
from dpo_console.cases.people.squeezed import Squeezed, words_in
from dpo_console.letters.addressees import To
from dpo_console.store.cases.case_file import CaseFile

OFFICIAL = (To.HEAD, To.HOLDER, To.CONSULTED, To.REGULATOR)
"""Addressees who act for the school, or by an office of their own."""


class Access(Enum):
    """The answer to one addressee: their own details, details with a reason, or never."""

    OWN = auto()
    WITH_REASON = auto()
    NEVER = auto()


def names_in(kept_from: str) -> list[str]:
    """Return the names that protected details are kept from."""
    return [name.strip() for name in kept_from.split(";") if name.strip()]


def access(
    file: CaseFile, to: Addressee, owner: str, kept_from: str, former: Collection[str] = ()
) -> Access:
    """Return the access of an addressee to the protected details of `owner`.

    Words for nobody in particular may be read by anybody. `former` are requester kinds that the
    requester had before a correction: another kind doesn't make a private person a public body. A
    person of the case who is written to as an official stays the person they are.
    """
    if _is_owner(file, to, owner):
        return Access.OWN
    if to.role is To.NOBODY and to.party is None:
        return Access.NEVER
    if kept_from:
        named = any(_names(to, name) for name in names_in(kept_from))
        return Access.NEVER if named else Access.WITH_REASON
    kinds = {to.kind, *(former if to.party and to.party.role == "requester" else ())}
    official = to.role in OFFICIAL and to.party is None
    private = not official and any(_is_private(file, kind) for kind in kinds)
    return Access.NEVER if private else Access.WITH_REASON


def _is_owner(file: CaseFile, to: Addressee, owner: str) -> bool:
    """Return True if the addressee is the protected person, and not another of the same name."""
    if not same_name(to.name, owner):
        return False
    namesakes = [p for p in file.parties if p.protected and same_name(p.name, owner)]
    return to.party is None or to.party.protected or not namesakes


def _names(to: Addressee, name: str) -> bool:
    """Return True if the addressee is the person named, or writes for them."""
    return may_be(to.name, name) or says(to.envelope, words_in(name))


def _is_private(file: CaseFile, kind: str) -> bool:
    """Return True for a private person, or an unknown one. An order or duty may make it another."""
    if not kind:
        return True
    known = requester_kind(kind)
    compelled = file.scope is not None and file.scope.path == Path.COMPELLED
    return known.private and not (known.compelled_possible and compelled)


def share_details(to: Addressee, own: Squeezed, key: str) -> bool:
    """Return True if an addressee who is protected too has the same details: they live together."""
    return to.party is not None and to.party.protected and key in own.letters
