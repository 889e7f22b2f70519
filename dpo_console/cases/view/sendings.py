"""Letters by name and number, and the facts that record their sending."""

from collections.abc import Sequence

from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow, LetterRow


def named(letters: Sequence[LetterRow], name: str, number: int | None = None) -> list[LetterRow]:
    """Return the letters of a name, or only that of a `number`, in the order written."""
    return [x for x in letters if x.name == name and number in (None, x.number)]


def sent_as(file: CaseFile, fact: FactRow) -> LetterRow | None:
    """Return the sent letter whose sending was recorded as this fact, or as one it replaced."""
    facts, first = {f.id: f for f in file.facts}, fact
    while first.supersedes is not None:
        first = facts[first.supersedes]
    return next((x for x in file.letters if x.sent_on and x.id == first.letter_id), None)


def fact_of(file: CaseFile, letter: LetterRow) -> FactRow | None:
    """Return the standing fact that records the sending of a letter, or None."""
    return next((f for f in file.standing_facts() if sent_as(file, f) == letter), None)


def without_fact(file: CaseFile) -> tuple[LetterRow, ...]:
    """Return the sent letters whose sending is no fact, which only their own day tells."""
    return tuple(x for x in file.letters if x.sent_on and fact_of(file, x) is None)
