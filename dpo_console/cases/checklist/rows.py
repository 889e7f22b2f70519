"""Checklist answers and case details as shown."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A criterion with its latest answer. `verdict` is '' if there is none.

    A `computed` answer follows from the part of the case that `by` names. `paper` is the number of
    the kept paper that its evidence points to, or ''. `says` are the requester's own words on a
    form, which nobody has judged, and `says_paper` is the number of that paper, or 0. `later` names
    the data listed only after the answer `was` given, which must be given again.
    """

    id: str
    head: str
    question: str
    hint: str
    mandatory: bool
    source: str
    verdict: str
    evidence: str
    by: str
    on: date | None
    computed: bool = False
    paper: str = ""
    says: str = ""
    says_paper: int = 0
    was: str = ""
    later: str = ""

    @property
    def given(self) -> str:
        """The verdict that an officer gave, even if it must be given again."""
        return self.was or self.verdict


def verdict_words(row: ChecklistRow) -> str:
    """Return the answer in a word or two, and the reason if it must be given again."""
    again = f"; answer again, because {row.later}" if row.later else ""
    return f"{row.given.replace('-', ' ')}{again}"


SAYS = "The requester says"
"""The words that mark an answer as the requester's own."""


def said_words(row: ChecklistRow) -> str:
    """Return the requester's own words in one line, marked as theirs, or ''."""
    if not row.says:
        return ""
    return f"{SAYS}: {'; '.join(row.says.splitlines())} (paper {row.says_paper})"


@dataclass(frozen=True, slots=True)
class ParticularRow:
    """A case detail. `value` is '' if none is recorded.

    `by` is the slug of the officer who recorded the advice, '' for other details. `offers` are the
    words that the form begins with while none is recorded.
    """

    name: str
    label: str
    hint: str
    value: str
    choices: tuple[str, ...]
    by: str = ""
    offers: str = ""
