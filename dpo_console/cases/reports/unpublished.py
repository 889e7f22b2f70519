"""Names and details that no published word may tell: of every pupil, and of everybody protected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dpo_console.approval.requesters import families
from dpo_console.cases.letters.typed_pupils import (
    COLLEAGUE,
    known_pupils,
    not_ours,
    office_words,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.people.matching.details import (
    ADDRESS,
    CODE,
    EMAIL,
    MAILBOX,
    POSTCODE,
    details,
)
from dpo_console.cases.people.matching.names import bare
from dpo_console.cases.people.matching.names_told import NamesTold
from dpo_console.cases.people.matching.squeezed import Squeezed, words_in
from dpo_console.cases.people.protected import (
    ProtectedDetails,
    ProtectedElsewhere,
    protected_anywhere,
)
from dpo_console.cases.sharing.scope_items import CORRECTION
from dpo_console.store.cases.case_file import AuditRow
from dpo_console.store.reads.people import private_people

SOMEBODY = "somebody by an address"
"""A person of whom words tell where they are reached."""


@dataclass(frozen=True)
class Unpublished:
    """Pupils and protected people of all cases in sight, and the protected details of all cases.

    `private` are the other private people of all cases, of whom a first name alone tells nothing.
    `reached` are their e-mail and postal addresses, and `office` has our own.
    """

    people: Sequence[str]
    details: Sequence[ProtectedDetails]
    private: Sequence[str] = ()
    reached: Sequence[tuple[str, str]] = ()
    office: str = ""

    def named(self, words: str, later: str = "") -> tuple[str, ...]:
        """Return the people whom words name, even by a first name alone, or whose house they tell.

        Nobody approves what is typed `later`, after a release. There a first name in small letters
        counts, and any part of protected details.
        """
        told, small = NamesTold(words), NamesTold(words, any_case=True)
        added, letters = NamesTold(later, any_case=True), Squeezed(later)
        looked = (*words_in(words), *small.pieces)
        may_be = dict.fromkeys(name for one in looked for name in self._by_word.get(one, ()))
        named = [
            name
            for name in may_be
            if name in small
            or (name not in self._private and (_has_part(told, name) or _has_part(added, name)))
        ]
        shielded = (one for kept in self.details for one in kept.people)
        ways = ((one.name, detail) for one in shielded for detail in one.details)
        tell = [name for name, detail in ways if any(True for _ in detail.spans(letters))]
        return tuple(dict.fromkeys((*named, *tell, *self._living_at(words))))

    def _living_at(self, words: str) -> Iterator[str]:
        """Yield SOMEBODY for an e-mail address, a postcode, or a house with its street, not ours.

        Whoever typed it may not see the case that has it.
        """
        text, ours = Squeezed(words), Squeezed(self.office)
        for key in dict.fromkeys((*MAILBOX.findall(words.casefold()), *_places(words))):
            for email, address in self._by_way.get(key, ()):
                ways = (
                    one
                    for one in details(address, email, "", "")
                    if one.sort in (ADDRESS, CODE, EMAIL)
                )
                told = (way for way in ways if any(True for _ in way.spans(text)))
                if any(not any(True for _ in way.spans(ours)) for way in told):
                    yield SOMEBODY

    @cached_property
    def _by_way(self) -> dict[str | tuple[str, str], list[tuple[str, str]]]:
        """The addresses by e-mail address, postcode, and house number with the word behind it."""
        found: dict[str | tuple[str, str], list[tuple[str, str]]] = {}
        for email, address in self.reached:
            for key in (email.casefold(), *_places(address)):
                found.setdefault(key, []).append((email, address))
        return found

    def told(self, words: str) -> tuple[ProtectedElsewhere, ...]:
        """Return the cases whose protected details words tell."""
        return tuple(
            ProtectedElsewhere(one.file, seen=True) for one in self.details if one.tells(words)
        )

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """The people by words of their name, apart and run together, as there are many rows."""
        found: dict[str, list[str]] = {}
        for name in (*self.people, *self.private):
            words = bare(name)
            for word in {*words[:1], *words[-1:], "".join(words)}:
                found.setdefault(word, []).append(name)
        return found

    @cached_property
    def _private(self) -> frozenset[str]:
        return frozenset(self.private) - frozenset(self.people)


def _places(words: str) -> Iterator[str | tuple[str, str]]:
    """Yield each postcode in words, and each house number with the word behind it."""
    yield from ("".join(words_in(code)) for code in POSTCODE.findall(words))
    yield from (one for one in pairwise(words_in(words)) if one[0][:1].isdigit())


def _has_part(told: NamesTold, name: str) -> bool:
    return told.has_first_name(name) or told.has_surname(name)


def unconfirmed(desk: Desk, log: Sequence[AuditRow]) -> bool:
    """Return True if a clerk was the last to correct a release that anybody may read of.

    Nobody approves what is corrected after it, so somebody who may release says it again.
    """
    released = max((entry.seq for entry in log if entry.action == "release"), default=0)
    later = [entry for entry in log if entry.seq > released and _corrects(entry)]
    people = desk.people or (desk.person,)
    may = (person.slug for person in people if not why_may_not(desk, "release", person))
    return bool(later) and later[-1].actor not in may


def _corrects(entry: AuditRow) -> bool:
    said = entry.action == "particulars" and f'"{CORRECTION}"' in (entry.detail or "")
    return said or entry.action == "people"


def unpublished(desk: Desk) -> Unpublished:
    """Return what no published word may tell today."""
    kinds = [kind for kind in families() if kind != COLLEAGUE]
    with desk.database.whole.read() as ask:
        rows = private_people(ask, kinds)
    private = not_ours(desk, dict.fromkeys(name for name, _, _ in rows))
    reached = [(email, address) for _, email, address in rows]
    people, secrets = known_pupils(desk), protected_anywhere(desk)
    return Unpublished(people, secrets, private, reached, office_words(desk))
