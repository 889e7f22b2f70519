"""Protected details never reach the people that they are kept from, in words or as data items."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from dpo_console.approval.data_items import RISKS, ListedItem
from dpo_console.approval.ratings import telling
from dpo_console.cases.leaving.departure import UNSEEN, Departure, words_released
from dpo_console.cases.leaving.reader.added_to_it import (
    added_readers,
    tells_name,
    tells_surname,
)
from dpo_console.cases.leaving.reader.changed_since import identified
from dpo_console.cases.leaving.reader.paper_reader import strangers
from dpo_console.cases.leaving.reader.somebody import is_named_body, parts_of
from dpo_console.cases.leaving.reader.to_whom import OUTSIDE, is_told_at
from dpo_console.cases.people.addressee import (
    Addressee,
    named_in,
    party_addressed,
    recipient_of,
)
from dpo_console.cases.people.kept_from import Access, access, never_in
from dpo_console.cases.people.matching.map_places import map_places
from dpo_console.cases.people.matching.names import may_be, names_in
from dpo_console.cases.people.protected import (
    ProtectedDetails,
    former_kinds,
    protected,
    protected_of_others,
)
from dpo_console.cases.people.same.bodies import same_body
from dpo_console.cases.sharing.scope_items import catalogue
from dpo_console.letters.addressees import TYPED, To
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.store.cases.disclosure_rows import ScopeItemRow

TELLS_UNSEEN = "It tells a detail that a case you may not see protects. Ask the DPO before it goes."


def protected_details(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each protected detail in the words that go, for each of their readers.

    UK GDPR Art 5(1)(f); DPA 2018 Sch 2 para 16; Family Law Act 1996 s.42.
    """
    words = _words(going)
    if not words:
        return
    for reader in _readers(going):
        yield from details_told(going, words, reader)


def details_told(going: Departure, words: str, reader: Addressee) -> Iterator[Gap]:
    """Yield a gap for each protected detail that words tell a reader, of this case or another."""
    secret = going.own_secrets
    yield from protected(words, reader, secret)
    yield from _elsewhere(going, words, reader, secret)


def _elsewhere(
    going: Departure, words: str, reader: Addressee, here: ProtectedDetails
) -> Iterator[Gap]:
    """Yield a gap for each detail that another case protects, about the same pupil or not.

    A case that this officer may not see names nobody.
    """
    for other, secret in going.other_secrets:
        if other.same_pupil:
            gaps = protected(words, reader, secret)
        else:
            gaps = protected_of_others(words, reader, secret, here, clerks=going.clerks)
        for gap in gaps:
            yield gap if other.seen else gap._replace(sentence=TELLS_UNSEEN)


def places_told(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each place on a map, for each reader who may not learn where somebody is.

    UK GDPR Art 5(1)(f). It names no street, so nobody can tell whose place it is.
    """
    shielded = any(party.protected for party in _people(going))
    for place in map_places(_words(going)) if shielded else ():
        for to in dict.fromkeys(_readers(going)):
            for whose in dict.fromkeys(whose for _, whose in _protected(going, to)):
                told = f"“{place}” is a place on a map. It may tell {to.name} where {whose} is"
                yield Gap("", f"{told}, who is protected. Take it out, or say why it may go.")


def _words(going: Departure) -> str:
    """Return all words that go. A release gives what the scope names."""
    released = words_released(going.file) if going.releases else ""
    return "\n".join(filter(None, (going.words, released)))


def _readers(going: Departure) -> Iterator[Addressee]:
    """Yield the reader, and anyone else to whom it went: a person of a case, or one kept from it.

    Words that are neither a letter's nor a release's go to an officer, and a paper to those named.
    A stranger is a private person, unless the words show a profession or a public body.
    """
    if going.published:
        yield Addressee(To.NOBODY, "the public")
    elif going.paper:
        parts = tuple(parts_of(going.told))
        yield from (Addressee(To.CONSULTED, one, parts) for one in strangers(going))
        yield from (Addressee(To.REGULATOR, one) for one in parts if is_named_body(going, one))
    elif to := going.addressee:
        asks = to.role is To.REQUESTER and bool(going.elsewhere)
        yield with_past(going, replace(to, known=asks and identified(going)))
    elif going.releases:
        yield with_past(going, recipient_of(going.file, going.settings))
    elif going.fact:
        yield party_addressed(going.file, going.file.requester, To.REQUESTER)
    else:
        yield Addressee(To.HOLDER)
    told = f"{going.reached}\n{_below_the_name(going)}\n{added_readers(going)}"
    yield from people_named(going, told)
    yield from people_hinted(going)


def with_past(going: Departure, to: Addressee) -> Addressee:
    """Return whoever asks or gets the data with the kinds of requester that they were before."""
    asks = to.party is not None and to.party.role in ("requester", "recipient")
    return replace(to, former=frozenset(former_kinds(going.history))) if asks else to


def people_hinted(going: Departure) -> Iterator[Addressee]:
    """Yield whom the method hints at: somebody kept from, by a part of the name, or their house."""
    how = going.reached.removeprefix(going.told) if going.letter or going.releases else ""
    for asks in (p for p in going.file.parties if p.role in ("requester", "recipient")):
        for line in filter(None, asks.address.splitlines()):
            how = how.replace(line, "")  # their own house, whatever stands in another town
    for file in (going.file, *(o.file for o in going.elsewhere)) if how.strip() else ():
        for party in file.parties:
            names = names_in(party.kept_from)
            hinted = (n for n in names if tells_name(how, n) or tells_surname(how, n))
            yield from (Addressee(To.NOBODY, name) for name in hinted)
            beside = file is not going.file and party.role in OUTSIDE and not party.protected
            if is_told_at(party, how) or (beside and tells_surname(how, party.name)):
                yield party_addressed(file, party)


def people_named(going: Departure, told: str) -> Iterator[Addressee]:
    """Yield the people of this case, and others of the cases that protect somebody, named in words.

    They may read what goes.
    """
    yield from _named_in(going.file, told)
    for other in going.elsewhere if told.strip() else ():
        for reader in _named_in(other.file, told):
            if not any(may_be(reader.name, party.name) for party in going.file.parties):
                yield reader


def _named_in(file: CaseFile, told: str) -> Iterator[Addressee]:
    """Yield the people of a case whom lines name, or for whose firm they are."""
    yield from named_in(file, told)
    lines = [part for line in told.splitlines() for part in parts_of(line)]
    for party in file.parties if told.strip() else ():
        body = party.organisation.strip()
        if body and any(same_body(line, body) for line in lines):
            yield party_addressed(file, party)


def _below_the_name(going: Departure) -> str:
    """Return the lines that an officer typed below an addressee's name: another may get it."""
    role = going.letter.addressee if going.letter else None
    typed = going.said.get(TYPED[role], "") if role in TYPED else ""
    return "\n".join(typed.strip().splitlines()[1:])


FINDS = 1
"""The identification risk of data by which anybody is found."""


class _Tells(NamedTuple):
    """An item by which somebody may be found. `whole`: it tells all of where they live.

    `hints`: it tells nothing alone, and a little to somebody who looks for them.
    """

    title: str
    whole: bool
    hints: bool


def protected_items(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each item, such as Home address, of a pupil with protected people.

    UK GDPR Art 5(1)(f): the item is the detail, though nobody typed it. A case about somebody else
    counts where the recipient never gets its details: a family has one home.
    """
    items = list(_telling(going))
    if not items or not (going.releases or (going.letter and going.letter.waits)):
        return
    named = (*people_named(going, going.reached), *people_hinted(going))
    recipient = with_past(going, recipient_of(going.file, going.settings))
    for to in dict.fromkeys((recipient, *named)):
        for never, whose in _protected(going, to):
            for item in (one for one in items if never or not one.hints):
                told = f"“{item.title}” may tell {to.name} where {whose} is, who is protected."
                remedy = _remedy(to.name, never, item.whole)
                yield Gap("", f"{told} {remedy}", final=never and item.whole)


def _remedy(name: str, never: bool, whole: bool) -> str:
    if never:
        return "Leave the item out." if whole else f"Say why it doesn't tell {name} that."
    return f"Say why {name} needs it."


def _telling(going: Departure) -> Iterator[_Tells]:
    """Yield each item that tells where somebody lives or is.

    A lesser item may tell some of it, as may one on nobody's list by which anybody is found. To
    those who never get the details, so may a school, a picture, or any words of an officer's own.
    """
    items = catalogue(going.settings)
    for item in _listed(going) if any(p.protected for p in _people(going)) else ():
        kind = items.get(item.slug)
        ours = item.instead in kind.less if kind else False
        words = f"{'' if kind else item.title} {'' if ours else item.instead}"
        whole = bool(kind and kind.reaches and not item.instead)
        whole = whole or any(one.reaches for one in telling(words, items))
        part = kind.reaches if kind else item.risk == FINDS
        hints = kind.places if kind and (ours or not item.instead) else True
        if item.given and (whole or part or hints):
            yield _Tells(item.title, whole, not (whole or part))


def _listed(going: Departure) -> Iterator[ScopeItemRow | ListedItem]:
    """Yield the items of the scope. Its words beside a list are one more, on nobody's list."""
    yield from going.file.scope_items
    if going.file.scope and going.file.scope.items.strip():
        yield ListedItem("", going.file.scope.items, "", RISKS)


def _people(going: Departure) -> Iterator[PartyRow]:
    for file in (going.file, *(other.file for other in going.elsewhere)):
        yield from file.parties


def _protected(going: Departure, to: Addressee) -> Iterator[tuple[bool, str]]:
    """Yield the protected people whom an item may tell of: True if the recipient never gets it."""
    secrets = [(going.own_secrets, True, True)]
    secrets += [(ProtectedDetails(o.file), o.seen, o.same_pupil) for o in going.elsewhere]
    for secret, seen, same_pupil in secrets:
        for one in secret.people:
            allowed = access(secret.file, to, one, secret.former)
            if allowed is not Access.OWN and (same_pupil or never_in(secret.file, to, one)):
                yield allowed is Access.NEVER, one.name if seen else UNSEEN
