"""Who a case is about, who asks and who receives, as it is shown: a protected address is not."""

import json
import re
from collections.abc import Iterator, Sequence

from dpo_console.cases.view.views import Party
from dpo_console.store.cases.case_file import AuditRow, CaseFile, PartyRow

ROLES = ("requester", "subject", "recipient")
"""In the order in which the people of a case are listed and numbered."""

WAYS = ("address", "email", "phone")
"""How somebody is reached: what is protected of a protected person."""

HIDDEN = "[protected]"
"""What stands in the place of what must not be told."""


def in_order(file: CaseFile) -> tuple[PartyRow, ...]:
    """The people of a case as they are numbered, from 1: who asks first."""
    return tuple(sorted(file.parties, key=lambda party: ROLES.index(party.role)))


def people_of(file: CaseFile, *, protected_too: bool = False) -> tuple[Party, ...]:
    """The people of a case; how to reach a protected one only where that is asked for."""
    return tuple(_shown(number, row, protected_too) for number, row in enumerate(in_order(file), 1))


def _shown(number: int, row: PartyRow, protected_too: bool) -> Party:
    hidden = row.protected and not protected_too
    reach = ("", "", "") if hidden else (row.email, row.phone, row.address)
    return Party(row.role, row.name, row.kind, row.organisation, *reach, number, row.protected)


def reach_words(party: Party) -> str:
    """How somebody is reached, in a line; or that this is protected."""
    if party.protected and not (party.address or party.email or party.phone):
        return "address protected"
    said = [party.email, party.phone, ", ".join(party.address.splitlines())]
    if party.protected:
        said.append("PROTECTED: for nobody else")
    return ", ".join(part for part in said if part)


POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)

TELLING = 5
"""The letters and digits that tell something: a house's mere number is any number."""


class Hiding:
    """Takes what is protected out of any text: addresses, a house or postcode of them, numbers."""

    def __init__(self, file: CaseFile, history: Sequence[AuditRow] = ()) -> None:
        """`file`: whose protected people are meant; `history`: who was protected before as well."""
        now = ((p.address, p.email, p.phone) for p in file.parties if p.protected)
        found = {pattern for ways in (*now, *_before(history)) for pattern in _telling(*ways)}
        longest_first = sorted(found, key=len, reverse=True)
        self._found = re.compile("|".join(longest_first), re.IGNORECASE)
        self.any = bool(found)

    def __call__(self, text: str) -> str:
        """The text with what is protected taken out of it."""
        return self._found.sub(HIDDEN, text) if self.any else text

    def tells(self, text: str) -> bool:
        """Whether a text tells what is protected."""
        return self.any and self._found.search(text) is not None


def _before(history: Sequence[AuditRow]) -> Iterator[tuple[str, str, str]]:
    """How people were reached that were protected then, from what was put right or taken off."""
    for entry in history:
        if entry.action == "people" and entry.detail:
            words = json.loads(entry.detail)
            if words.get("protected"):
                address, email, phone = (words.get(f"before.{way}") or "" for way in WAYS)
                yield address, email, phone


def _telling(address: str, email: str, phone: str) -> Iterator[str]:
    """Patterns of what tells how to reach somebody: the whole of it, the postcode, and each part
    of an address with a number in it."""
    parts = [part for part in re.split(r"[\n,;]", address) if any(c.isdigit() for c in part)]
    words = (address, email, *parts)
    close = (phone, *POSTCODE.findall(address))
    pieces = [re.findall(r"\w+", said) for said in words]
    pieces += [re.findall(r"\w", said) for said in close]
    yield from (_loosely(some) for some in pieces if len("".join(some)) >= TELLING)


def _loosely(pieces: list[str]) -> str:
    """A pattern for pieces in a row, whatever stands between them: spaces, the end of a line."""
    return r"(?<!\w)" + r"[\W_]*".join(map(re.escape, pieces)) + r"(?!\w)"
