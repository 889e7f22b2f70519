"""The people of a case, as shown: requester, subjects and recipient.

Protected contact details are hidden.
"""

import json
import re
from collections.abc import Iterator, Sequence

from dpo_console.cases.people.rows import Party
from dpo_console.store.cases.case_file import AuditRow, CaseFile
from dpo_console.store.cases.case_rows import PartyRow

ROLES = ("requester", "subject", "recipient")
"""The roles in the order in which people are listed and numbered."""

WAYS = ("address", "email", "phone")
"""The contact details hidden for a protected person."""

HIDDEN = "[protected]"
"""The text shown in place of a protected detail."""


def in_order(file: CaseFile) -> tuple[PartyRow, ...]:
    """Return the people of a case as they are numbered, from 1: the requester first."""
    return tuple(sorted(file.parties, key=lambda party: ROLES.index(party.role)))


def people_of(file: CaseFile, *, protected_too: bool = False) -> tuple[Party, ...]:
    """Return the people of a case. Protected contact details are included only on request."""
    return tuple(_shown(number, row, protected_too) for number, row in enumerate(in_order(file), 1))


def _shown(number: int, row: PartyRow, protected_too: bool) -> Party:
    hidden = row.protected and not protected_too
    reach = ("", "", "") if hidden else (row.email, row.phone, row.address)
    return Party(row.role, row.name, row.kind, row.organisation, *reach, number, row.protected)


def reach_words(party: Party) -> str:
    """Return a person's contact details in a line, or a note that they are protected."""
    if party.protected and not (party.address or party.email or party.phone):
        return "address protected"
    said = [party.email, party.phone, ", ".join(party.address.splitlines())]
    if party.protected:
        said.append("PROTECTED: for nobody else")
    return ", ".join(part for part in said if part)


POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)

TELLING = 5
"""The fewest letters and digits that identify a place: a house number alone matches too much."""


class ProtectedDetails:
    """A filter that removes protected details from text: addresses, postcodes and numbers."""

    def __init__(self, file: CaseFile, history: Sequence[AuditRow] = ()) -> None:
        """Take the protected people of `file`, and those protected earlier in `history`."""
        now = ((p.address, p.email, p.phone) for p in file.parties if p.protected)
        found = {pattern for ways in (*now, *_before(history)) for pattern in _telling(*ways)}
        longest_first = sorted(found, key=len, reverse=True)
        self._found = re.compile("|".join(longest_first), re.IGNORECASE)
        self.any = bool(found)

    def __call__(self, text: str) -> str:
        """Return the text without protected details."""
        return self._found.sub(HIDDEN, text) if self.any else text

    def tells(self, text: str) -> bool:
        """Return True if a text contains protected details."""
        return self.any and self._found.search(text) is not None


def _before(history: Sequence[AuditRow]) -> Iterator[tuple[str, str, str]]:
    """Yield earlier contact details of protected people, from corrections and removals."""
    for entry in history:
        if entry.action == "people" and entry.detail:
            words = json.loads(entry.detail)
            if words.get("protected"):
                address, email, phone = (words.get(f"before.{way}") or "" for way in WAYS)
                yield address, email, phone


def _telling(address: str, email: str, phone: str) -> Iterator[str]:
    """Yield patterns that identify protected contact details.

    These are the whole of each, the postcode, and each part of an address with a number in it.
    """
    parts = [part for part in re.split(r"[\n,;]", address) if any(c.isdigit() for c in part)]
    words = (address, email, *parts)
    close = (phone, *POSTCODE.findall(address))
    pieces = [re.findall(r"\w+", said) for said in words]
    pieces += [re.findall(r"\w", said) for said in close]
    yield from (_loosely(some) for some in pieces if len("".join(some)) >= TELLING)


def _loosely(pieces: list[str]) -> str:
    """Return a pattern for pieces in a row, with any spaces or line ends between them."""
    return r"(?<!\w)" + r"[\W_]*".join(map(re.escape, pieces)) + r"(?!\w)"
