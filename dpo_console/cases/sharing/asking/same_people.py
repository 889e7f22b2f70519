"""The people who ask in a case, under every name and address that the record ever had for them.

Somebody who was refused may come back under another name, for another body, or from a colleague.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dpo_console.cases.office.permissions import may_be_the_same
from dpo_console.cases.people.matching.names import may_be
from dpo_console.cases.people.matching.squeezed import Squeezed
from dpo_console.cases.people.same.bodies import domain_of, same_body
from dpo_console.cases.people.same.earlier import Former, formers
from dpo_console.law.statutes import statute
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.cases.case_rows import PartyRow

ASKING = ("requester", "recipient")
"""The roles of those who ask, or would receive."""

WHOLE = 8
"""The fewest letters and digits of a whole postal address."""


@dataclass(frozen=True, slots=True)
class PeopleAsking:
    """Those who ask in a case, and the pupils whom it is about, present and former."""

    names: tuple[str, ...]
    bodies: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[str, ...]
    about: tuple[str, ...]

    def same_as(self, other: "PeopleAsking") -> bool:
        """Return True if both share somebody who asks, and a pupil.

        A case that names no pupil may be about any of them.
        """
        return self._same_people(other) and (
            not (self.about and other.about) or _same_person(self.about, other.about)
        )

    def _same_people(self, other: "PeopleAsking") -> bool:
        if _same_person(self.names, other.names):
            return True
        if any(same_body(one, two) for one in self.bodies for two in other.bodies):
            return True
        if {*self.emails} & {*other.emails} or {*self.addresses} & {*other.addresses}:
            return True
        return bool(_domains(self.emails) & _domains(other.emails))


def asking(file: CaseFile, history: Sequence[AuditRow]) -> PeopleAsking:
    """Return who asks in a case now and did before each correction."""
    before = list(formers(history))
    people: list[PartyRow | Former] = [*file.parties, *before]
    asks = [p for p in people if p.role in ASKING]
    subjects = tuple(p.name for p in people if p.role == "subject")
    own = tuple(p.name for p in asks)
    gated = statute(file.case.kind).work.gated
    return PeopleAsking(
        names=own,
        bodies=tuple(p.organisation for p in asks if p.organisation.strip()),
        emails=tuple(p.email.strip().casefold() for p in asks if p.email.strip()),
        addresses=tuple(found for p in asks if len(found := Squeezed(p.address).letters) >= WHOLE),
        about=subjects or (() if gated else own),
    )


def _same_person(some: Sequence[str], others: Sequence[str]) -> bool:
    return any(
        may_be_the_same(one, other) or may_be(one, other) for one in some for other in others
    )


def _domains(emails: Sequence[str]) -> set[str]:
    return {domain for email in emails if (domain := domain_of(email))}
