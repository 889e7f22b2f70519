"""Letters that went under an override: what was open then, and why they went."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from dpo_console.sentences import Gap
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow

LETTER_OVERRIDDEN = "letter.override"
"""The kind of note that lists the gaps open when a letter went under an override."""

WHY_OVERRIDDEN = "letter.why_override"
"""The kind of note that gives the reason."""


class Override(NamedTuple):
    """A letter that went under an override: the gaps then open, a line each, and the reason."""

    letter: LetterRow
    gaps: str
    why: str


def went_under(gap: Gap, overridden: Collection[str]) -> bool:
    """Return True if a gap is among those `overridden`, however its question was worded then."""
    if not (gap.criterion and gap.question):
        return str(gap) in overridden
    before, _, after = str(gap._replace(question="\0")).partition("\0")
    return any(_is_question(line, before, after) for line in overridden)


def _is_question(line: str, before: str, after: str) -> bool:
    """Return True if a line is one question, with these words before and after it."""
    asked = line.removeprefix(before).removesuffix(after)
    return line == f"{before}{asked}{after}" and asked.endswith("?") and "? " not in asked


def overridden(file: CaseFile) -> Iterator[Override]:
    """Yield the letters of a case that went under an override, oldest first."""
    for letter in file.letters:
        if gaps := file.note(LETTER_OVERRIDDEN, letter.id):
            yield Override(letter, gaps, file.note(WHY_OVERRIDDEN, letter.id))
