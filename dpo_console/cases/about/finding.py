"""One thing that is held on a person, and how to correct it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dpo_console.cases.people.details import Detail, Squeezed, details, tells
from dpo_console.cases.people.names import NamesTold, bare, folded, same_name
from dpo_console.sentences import Remedy

NAME, PART = "name", "part of the name"
"""Found by the whole name, or by one word of it in a case about the person."""

SHORTEST_PART = 3
"""The fewest letters of a word that counts alone."""

WAYS = ("e-mail", "phone", "address")


@dataclass(frozen=True)
class Sought:
    """A person by name, and by `reached`: the ways to reach them, each with its kind."""

    name: str
    reached: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _words(self) -> list[str]:
        return bare(self.name)

    @cached_property
    def _details(self) -> tuple[tuple[str, tuple[Detail, ...]], ...]:
        return tuple((kind, details_of(how, kind)) for how, kind in self.reached.items())

    def found_in(self, text: str, *, here: bool = False) -> str:
        """Return how a text tells of the person, or ''.

        `here`: it stands among records about them, so one word of the name is enough.
        """
        plain = folded(text)
        stand = [word for word in self._words if word in plain]
        if stand and stand[-1] == self._words[-1]:
            told = NamesTold(text)
            if self.name in told or (len(self._words) == 1 and stand[0] in told.words):
                return NAME
        squeezed = Squeezed(text)
        for kind, found in self._details:
            if tells(squeezed, *found):
                return kind
        parts = {word for word in stand if len(word) >= SHORTEST_PART} if here else set()
        return PART if parts and not parts.isdisjoint(NamesTold(text).words) else ""

    def is_called(self, name: str) -> bool:
        """Return True if a name is this person's."""
        return same_name(name, self.name)


def details_of(reached: str, kind: str) -> tuple[Detail, ...]:
    """Return the forms by which an address or number is found in any layout."""
    email, phone, address = (reached if kind == way else "" for way in WAYS)
    return details(address, email, phone)


LONGEST = 1_000
"""The letters of a text that is shown whole. Of a longer one, the part around the place."""


class Mention(NamedTuple):
    """A text that tells of a person.

    `case` is its reference, or ''. `place` names where it stands, `by` how it was found, and
    `correct` the command or the way to put it right.
    """

    case: str
    place: str
    text: str
    by: str
    correct: str


def excerpt(text: str) -> str:
    """Return a text as it is told: whole, or its beginning if it is very long."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def kept_in_history(reference: str) -> str:
    """Return the way to put right what the history of a case keeps as it was."""
    note = Remedy("note", (reference, '"..."'))
    return f"Its history keeps it. Add what is right: {note}"


def erased_later(reference: str) -> str:
    """Return the way in which words of the audit log end: with their case."""
    return f"It is erased with the case: {Remedy('erase', (reference,))}"
