"""A letter goes to the person that it was written for, and internal papers stay in the office."""

import re
from collections.abc import Iterator, Sequence

from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.reader.somebody import (
    each_of,
    is_a_body,
    is_outside_school,
    parts_of,
    unknown_reader,
)
from dpo_console.cases.people.addressee import (
    Addressee,
    agent_for,
    named_in,
    party_addressed,
)
from dpo_console.cases.people.kept_from import may_be_of
from dpo_console.cases.people.matching.details import ADDRESS, CODE, TELLING, details, telling_words
from dpo_console.cases.people.matching.names import (
    PRIVATE,
    TITLES,
    bare,
    may_be,
    names_in,
    near,
    says,
)
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.cases.people.same.bodies import domain_of, same_body
from dpo_console.cases.search import places_of
from dpo_console.letters.addressees import TYPED, To
from dpo_console.letters.catalogue import LetterKind
from dpo_console.sentences import Gap
from dpo_console.store.cases.case_rows import PartyRow

ADVISERS = frozenset(
    ("solicitor", "solicitors", "lawyer", "lawyers", "barrister", "counsel", "auditor", "auditors")
)
"""Words for those who act for the office itself, and may need a whole case."""

OF_US = frozenset(("our", "trust", "school", "academy"))
"""Words that say whose they are."""

AROUND_A_NAME = frozenset(("the", "family", "household", "mum", "dad", "s"))
"""Words beside a name that make another person of the same house of it."""

_TITLED = re.compile(rf"\b(?:{'|'.join(TITLES)})\.? ([^\W\d_]+)", re.IGNORECASE)
"""A title, and the surname behind it."""

OUTSIDE = ("requester", "recipient", "other")
"""The people of a case who are never sent an internal paper."""


def to_whom(going: Departure) -> Iterator[Gap]:
    """Yield a gap for an internal paper that goes out, or a letter that names another reader.

    UK GDPR Art 5(1)(f); DPA 2018 Sch 2 para 19: advice and search notes are for the office alone.
    """
    letter = going.letter
    if going.packs:
        yield from _whole_case(going)
    to = going.addressee
    if letter is None or to is None:
        return
    named = "Name the person or body that it went to."
    parts = unknown_reader(going, to)
    strangers = [Gap("", f"Nobody knows who “{part}” is. {named}") for part in parts]
    if not letter.addressee.internal:
        yield from strangers
        yield from going.unsettled(_greets_another(going, to))
        yield from _written_for_another(going, to)
        if going.copied and to.party:
            yield _internal(going.copied, to.party)
        return
    reached = "\n".join((going.reached, *to.lines))
    told = [reader.party for reader in named_in(going.file, reached)]
    told += [p for p in going.file.parties if is_told_at(p, f"{to.name}\n{reached}")]
    outside = [p for p in (to.party, *told) if p and p.role in OUTSIDE]
    yield from strangers if not outside else ()
    yield from going.unsettled(_perhaps_outside(going, letter, to)) if not outside else ()
    for name in going.strangers:
        yield Gap("", f"{name} stands in another case, and “{letter.title}” is an internal paper. "
                  f"Say why {name} gets it.")  # fmt: skip
    for party in dict.fromkeys(outside):
        yield _internal(letter, party)


def _greets_another(going: Departure, to: Addressee) -> Iterator[Gap]:
    """Yield a gap for a greeting with a title and the surname of somebody else than the reader."""
    greeting = to.party.salutation if to.party else ""
    for name in _TITLED.findall(greeting):
        if not {*words_in(name)} & {*bare(to.name)}:
            yield Gap("", f"The greeting “{greeting}” isn't {to.name}'s. Say why, or correct it.")


def named_in_method(going: Departure) -> Iterator[Gap]:
    """Yield a gap for each other person to whom the method of a release or a letter gives it.

    Where somebody is protected, “her ex” may be the one whom their details are kept from.
    """
    for name in going.strangers if going.releases else ():
        known = f"The method names {name}, who stands in another case."
        yield Gap("", f"{known} Say why {name} gets it.")
    protected = bool(going.elsewhere) or any(party.protected for party in going.file.parties)
    words = going.reached.removeprefix(going.told) if protected else ""
    for part in parts_of(words) if words.strip() else ():
        if {*words_in(part)} & PRIVATE:
            who = "Say by name who takes it." if going.releases else "Say in a sentence who got it."
            yield Gap("", f"Nobody knows who “{part}” is. {who}", final=going.releases)


def _perhaps_outside(going: Departure, letter: LetterKind, to: Addressee) -> Iterator[Gap]:
    """Yield a gap for each part of an internal paper's addressee who may be nobody of the office.

    A first name, a surname or “the mother” may be somebody of the case, or close to them.
    """
    ours = {place.holder for place in places_of(going.settings)}
    typed = to.name if to.role in TYPED and to.name not in ours else ""
    files = (going.file, *(other.file for other in going.elsewhere if other.same_pupil))
    people = [party for file in files for party in file.parties]
    for part in dict.fromkeys((*(parts_of(typed) if typed else ()), *parts_of(going.told))):
        words = [word for word in words_in(part) if word not in AROUND_A_NAME]
        alike = next((n for p in people if words and (n := _like(words, p))), "")
        alike = alike or next((p.name for p in people if is_told_at(p, part)), "")
        if alike and not any(may_be(part, one.name) for one in going.settings.people):
            yield Gap("", f"“{part}” may be {alike}, and “{letter.title}” is an internal paper. "
                      "Name the colleague in full, or say who it is.")  # fmt: skip
        elif part in typed and is_outside_school(going, part):
            yield Gap("", f"Nobody knows who “{part}” is. Name the colleague that it is for.")


def _like(words: Sequence[str], party: PartyRow) -> str:
    """Return the person whom words may name, or '': of the case, or kept from somebody's details.

    The words of their organisation count too.
    """
    body = {*telling_words(party.organisation)} - {""}
    names = (party.name, *names_in(party.kept_from))
    alike = (n for n in names if len(words) <= len(bare(n)) and near(" ".join(words), n))
    return next(alike, party.name if body.issuperset(words) else "")


def _internal(letter: LetterKind, party: PartyRow) -> Gap:
    paper = f"“{letter.title}” is an internal paper."
    return Gap("", f"{paper} It never goes to {party.name}, the {party.role}.", final=True)


def is_told_at(party: PartyRow, told: str) -> bool:
    """Return True if what was typed has a person's organisation, or is a part of their address."""
    body = party.organisation.strip()
    parts = [Squeezed(part).letters for part in parts_of(told) if any(c.isdigit() for c in part)]
    home = Squeezed(party.address).letters
    at_home = any(len(part) >= TELLING and part in home for part in parts)
    at_home = at_home or _tells_house(party, told)
    return at_home or (bool(body) and any(same_body(body, part) for part in parts_of(told)))


def _tells_house(party: PartyRow, told: str) -> bool:
    """Return True if words have the house and street, or the postcode, where a person lives."""
    words, whole = Squeezed(told), details(party.address, "", "", "")
    return any(any(one.spans(words)) for one in whole if one.sort in (ADDRESS, CODE))


def _written_for_another(going: Departure, to: Addressee) -> Iterator[Gap]:
    """Yield a gap for a letter that went to another person of the case than its reader, or to both.

    A parent may get it for the pupil, and an agent for whom they act. And for one that doesn't name
    its reader: the name was corrected since.
    """
    name = words_in(to.name)
    reads = to.role in (To.REQUESTER, To.RECIPIENT)
    told = [reader.party for reader in named_in(going.file, going.reached) if reader.party]
    too = to.party in told
    own = to.party.organisation if to.party else ""
    told += [p for p in going.file.parties if _is_body_of(p, going.told, own)]
    for party in dict.fromkeys(told) if reads and to.party else ():
        theirs = to.name in agent_for(going.file, party) or (too and party.role == "subject")
        if party != to.party and not theirs:
            yield Gap("", f"It is {to.name}'s, not {party.name}'s. Say why it went there.")
    if reads and name and going.words and not says(going.words, name):
        yield Gap("", f"It doesn't name {to.name}, to whom it would go. Write it again.")


def _is_body_of(party: PartyRow, told: str, own: str) -> bool:
    """Return True if what was typed has a person's organisation, which isn't the reader's own."""
    body = party.organisation.strip()
    another = bool(body) and not (own and same_body(body, own))
    return another and any(same_body(body, part) for part in parts_of(told))


def _whole_case(going: Departure) -> Iterator[Gap]:
    """Yield a gap for a pack that is made for a private person of the case.

    It holds all notes, advice and rulings. A private person has a right to their own data alone.
    """
    regulator, named = going.settings.regulator.name, list(named_in(going.file, going.told))
    unknown = [going.told] if not named and not is_a_body(going, going.told) else []
    unknown += [
        part for part in parts_of(going.told) if "@" in part and not _is_public(going, part)
    ]
    for told in unknown or unknown_reader(going):
        choose = f"Name {regulator}, a court, tribunal or ombudsman, or the governors"
        paper = f"Nobody knows who “{told}” is, and a pack holds the whole case. {choose}"
        ours = _may_advise_us(going)
        paper += ", or say why your own adviser needs it." if ours else "."
        yield Gap("", paper, final=not ours)
    for reader in dict.fromkeys((*named, *_sides(going))):
        private = not reader.kind or requester_kind(reader.kind).of_business
        if private and not says(regulator, words_in(reader.name)):
            paper = f"An evidence pack is an internal paper. It never goes to {reader.name}."
            yield Gap("", paper, final=True)


def _is_public(going: Departure, email: str) -> bool:
    """Return True for an e-mail address of the regulator, of government, or of the case."""
    theirs = domain_of(going.settings.regulator.email)
    domain = domain_of(email)
    known = email.casefold() in {party.email.casefold() for party in going.file.parties}
    return known or domain == theirs != "" or domain.endswith(".gov.uk")


def _sides(going: Departure) -> Iterator[Addressee]:
    """Yield the people of the case whose firm, house or mailbox stands beside a body's name."""
    parts = [one for part in parts_of(going.told) for one in (part, *each_of(part))]
    for party in going.file.parties:
        own = {word for word in telling_words(party.organisation) if word}
        firm = any(own & {*words_in(part)} for part in parts)
        if firm or is_told_at(party, "\n".join(parts)):
            yield party_addressed(going.file, party)


def _may_advise_us(going: Departure) -> bool:
    """Return True for words such as “our solicitors”, unless they name somebody of these cases."""
    words = {*words_in(going.told)}
    files = (going.file, *(other.file for other in going.elsewhere))
    known = any(
        may_be_of(part, None, p.name, p.organisation)
        for file in files
        for p in file.parties
        for part in (*parts_of(going.told), going.told)
    )
    return bool(words & ADVISERS and words & OF_US) and not known
