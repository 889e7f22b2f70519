"""The people who ask in a case, under every name and address that the record ever had for them.

Somebody who was refused may come back under another name, for another body, or from a colleague.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dpo_console.cases.office.permissions import may_be_the_same
from dpo_console.cases.people.matching.details import telling_words
from dpo_console.cases.people.matching.names import may_be, near
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
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
        """Return True if both share somebody who asks, and a pupil."""
        return self._same_people(other) and self.same_pupil(other.about)

    def same_pupil(self, about: Sequence[str]) -> bool:
        """Return True if a pupil may be the same, misspelt or named in part.

        A case that names no pupil may be about any of them.
        """
        named = self.about and about
        return not named or any(near(one, other) for one in self.about for other in about)

    def reached_by(self, envelope: str) -> bool:
        """Return True if an envelope may lead to one of those who ask.

        It may have their name, however spelt, a word that tells their body, or an address of
        theirs, on any of its lines.
        """
        parts = [part.strip() for part in _PARTS.split(envelope) if part.strip()]
        if any(near(part, name) for part in parts for name in self.names):
            return True
        bodies = {word for body in self.bodies for word in telling_words(body)}
        if not bodies.isdisjoint(words_in(envelope)):
            return True
        emails = [part.casefold() for part in envelope.split() if "@" in part]
        if any(email in self.emails for email in emails) or _domains(emails) & _domains(
            self.emails
        ):
            return True
        letters = Squeezed(envelope).letters
        return any(address in letters for address in self.addresses)

    def _same_people(self, other: "PeopleAsking") -> bool:
        if _same_person(self.names, other.names):
            return True
        if any(same_body(one, two) for one in self.bodies for two in other.bodies):
            return True
        if {*self.emails} & {*other.emails} or {*self.addresses} & {*other.addresses}:
            return True
        return bool(_domains(self.emails) & _domains(other.emails))


_PARTS = re.compile(r"[,;/()\n]|\b(?:of|at|for|from|and|by|via|c/o|care of)\b", re.IGNORECASE)
"""What stands between a name, a body and the parts of an address."""


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
