"""The people of a case, as shown: requester, subjects, recipient and others.

Protected contact details are hidden.
"""

from dataclasses import replace

from dpo_console.cases.people.addressee import ACTS_FOR
from dpo_console.cases.people.rows import Party
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PartyRow

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
