"""One thing that is held on a person, and how to correct it."""

from typing import NamedTuple

from dpo_console.sentences import Remedy

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
