"""The people of a case, as shown: requester, subjects, recipient and others.

Protected contact details are hidden.
"""

import re
from dataclasses import dataclass, replace

from dpo_console.cases.people.addressee import ACTS_FOR
from dpo_console.errors import BadInput
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PartyRow
from dpo_console.text import clean_line


@dataclass(frozen=True, slots=True)
class Party:
    """A person of one case, with their `number` in the list.

    The contact details of a `protected` person are left out unless requested. They are kept from
    every private person, and from the names in `kept_from` whoever they are. `relation` says what
    someone who is neither requester, subject nor recipient is to the pupil. `salutation` is how
    letters greet them, where it was set. `their_ref` is their own reference. `acts_for` names the
    people whose agent or solicitor this person is known to be. `supposed`: nobody has said the
    `kind`, which the program supposed.
    """

    role: str
    name: str
    kind: str
    organisation: str
    email: str
    phone: str
    address: str
    number: int = 0
    protected: bool = False
    relation: str = ""
    kept_from: str = ""
    salutation: str = ""
    their_ref: str = ""
    acts_for: str = ""
    supposed: bool = False

    @property
    def known_as(self) -> str:
        """The role, or what someone else is to the pupil, in words."""
        return (self.relation or "other person") if self.role == "other" else self.role


_NUMBER = re.compile(r"\+?[0-9()\s.-]{6,}")


@dataclass(frozen=True, slots=True)
class Reach:
    """Contact details, each '' if unknown. The address has a line for each part."""

    email: str = ""
    phone: str = ""
    address: str = ""

    @property
    def words(self) -> str:
        """The ways known, such as `e-mail, telephone`."""
        ways = (("e-mail", self.email), ("telephone", self.phone), ("address", self.address))
        return ", ".join(name for name, known in ways if known)


def read_reach(typed: str) -> Reach:
    """Return the contact details in a line, separated by `;`.

    Raises BadInput for two of one sort.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in clean_line(typed, "reply to").split(";"))):
        way, value = _way(part)
        if way in found:
            raise BadInput(f"reply to: {part!r} is a second {way}. Give one of each.")
        found[way] = value
    return Reach(**found)


def _way(part: str) -> tuple[str, str]:
    if "@" in part and not re.search(r"[\s,]", part):
        return "email", part
    if _NUMBER.fullmatch(part):
        return "phone", part
    lines = (line.strip() for line in part.split(","))
    return "address", "\n".join(line for line in lines if line)


SUPPOSED = "party.kind-supposed"
"""The kind of note that keeps a supposed requester kind. It is about the requester's number."""

ROLES = ("requester", "subject", "recipient", "other")
"""The roles in the order in which people are listed and numbered."""


def in_order(file: CaseFile) -> tuple[PartyRow, ...]:
    """Return the people of a case as they are numbered, from 1: the requester first."""
    return tuple(sorted(file.parties, key=lambda party: ROLES.index(party.role)))


def people_of(file: CaseFile, *, protected_too: bool = False) -> tuple[Party, ...]:
    """Return the people of a case. Protected contact details are included only on request."""
    return tuple(
        replace(
            _shown(number, row, protected_too, file.note(ACTS_FOR, row.id)),
            supposed=bool(file.note(SUPPOSED, row.id)),
        )
        for number, row in enumerate(in_order(file), 1)
    )


def _shown(number: int, row: PartyRow, protected_too: bool, acts_for: str) -> Party:
    hidden = row.protected and not protected_too
    reach = ("", "", "") if hidden else (row.email, row.phone, row.address)
    return Party(
        row.role, row.name, row.kind, row.organisation, *reach, number, row.protected,
        row.relation, row.kept_from, row.salutation, row.their_ref, acts_for,
    )  # fmt: skip


def reach_words(party: Party) -> str:
    """Return a person's contact details in a line, or a note that they are protected."""
    acts_for = f"acts for {party.acts_for}" if party.acts_for else ""
    kept = f"kept from {party.kept_from} too" if party.kept_from else ""
    if party.protected and not (party.address or party.email or party.phone):
        return ", ".join(part for part in ("address protected", kept, acts_for) if part)
    said = [party.email, party.phone, ", ".join(party.address.splitlines()), acts_for]
    if party.protected:
        also = f", and not for {party.kept_from}" if party.kept_from else ""
        said.append(f"PROTECTED: for no private person{also}")
    return ", ".join(part for part in said if part)
