"""Letters and releases that went to the same person or address, in this case and in others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.addressee import addressee_of
from dpo_console.cases.people.matching.names import same_name
from dpo_console.config import Settings
from dpo_console.letters.catalogue import letter_kind
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import pages
from dpo_console.store.cases.case_rows import LetterRow, PartyRow
from dpo_console.store.reads.people import everybody

RELEASE = "release"
"""Stands for the data of a third-party request, where a letter's name would stand."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A person and the ways in which something reached them. Each is '' if unknown."""

    name: str = ""
    email: str = ""
    address: str = ""

    def same(self, name: str, email: str, address: str) -> str:
        """Return what is the same about another person: an address, an e-mail, a name, or ''."""
        if self.address and _bare(self.address) == _bare(address):
            return "same address"
        if self.email and self.email.strip().casefold() == email.strip().casefold():
            return "same e-mail"
        return "same name" if same_name(self.name, name) else ""


@dataclass(frozen=True, slots=True)
class AlsoWent:
    """A letter or a release that went to the same person or address. `why` says what is the same.

    `name` is the letter's, or RELEASE.
    """

    reference: str
    name: str
    title: str
    on: date
    to: str
    why: str


def also_went(desk: Desk, reached: Sequence[Reached]) -> tuple[AlsoWent, ...]:
    """Return everything that went there, in the cases that this officer may see, latest first."""
    with desk.database.read() as ask:
        alike: dict[int, dict[int, str]] = {}
        for case, party, *told in everybody(ask):
            name, email, address = (str(one or "") for one in told)
            if why := next(filter(None, (one.same(name, email, address) for one in reached)), ""):
                alike.setdefault(int(case or 0), {})[int(party or 0)] = why
        found = [
            one
            for page in pages(ask, list(alike))
            for file in files(page)
            for one in _went(file, alike[file.case.id], desk.settings)
        ]
    return tuple(sorted(found, key=lambda one: (one.on, one.reference), reverse=True))


def _went(file: CaseFile, alike: Mapping[int, str], settings: Settings) -> Iterator[AlsoWent]:
    """Yield what went to these people of a case, each with what is the same about them."""
    for letter in file.letters:
        party = addressed(file, letter, settings)
        if letter.sent_on and party and party.id in alike:
            title = letter_kind(letter.name).title
            why = alike[party.id]
            yield AlsoWent(file.case.reference, letter.name, title, letter.sent_on, party.name, why)
    to = file.recipient
    for fact in file.standing_facts():
        if fact.name == "released" and to.id in alike:
            why = alike[to.id]
            yield AlsoWent(file.case.reference, RELEASE, "Release", fact.on, to.name, why)


def addressed(file: CaseFile, letter: LetterRow, settings: Settings) -> PartyRow | None:
    """Return the person of the case to whom a letter is addressed, or None."""
    found = addressee_of(file, settings, letter_kind(letter.name)).party
    named = [p for p in file.parties if letter.to and same_name(p.name, letter.to)]
    return named[0] if named else found


def reached_by(party: PartyRow | None, to: str) -> tuple[Reached, ...]:
    """Return a person as recorded, and where something really went, as typed."""
    there = Reached(email=to) if "@" in to else Reached(address=to)
    known = (Reached(party.name, party.email, party.address),) if party else ()
    return (*known, *((there,) if to else ()))


def without(found: Collection[AlsoWent], reference: str, name: str) -> tuple[AlsoWent, ...]:
    """Return everything else that went there: all but the one that is recalled."""
    return tuple(one for one in found if (one.reference, one.name) != (reference, name))


def _bare(address: str) -> str:
    return "".join(filter(str.isalnum, address.casefold()))
