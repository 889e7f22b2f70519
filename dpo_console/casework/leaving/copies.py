"""What goes may repeat a paper of the office, such as a decision sheet pasted into a letter."""

from collections.abc import Iterator
from contextlib import suppress

from dpo_console.cases.letters.kept_file import kept_file
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.matching.runs import RUN, repeated, runs_in
from dpo_console.errors import Refused
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.word.reading import words_of
from dpo_console.store.cases.case_file import CaseFile

MUCH = 25
"""The words that make it a copy of a paper for colleagues, which says what is asked for too."""


def letters_on_file(desk: Desk, file: CaseFile) -> Iterator[tuple[LetterKind, str]]:
    """Yield the letters on file whose Word files can be read, with their words."""
    for row in file.letters:
        with suppress(Refused, ValueError):
            yield letter_kind(row.name), words_of(kept_file(desk, row))


def internal_copy(desk: Desk, file: CaseFile, text: str) -> LetterKind | None:
    """Return the internal paper of a case of which words are a copy, or None.

    What the requester said, what is shared, and what other letters say is no secret of them. Advice
    is a copy at once. Of a search plan only much of it is, because it says what they asked for.
    """
    if len(text.split()) < RUN or not any(_is_internal(row.name) for row in file.letters):
        return None
    letters = [*letters_on_file(desk, file)]
    open_to_them = [words for kind, words in letters if not kind.addressee.internal]
    if file.scope:
        open_to_them += [file.scope.purpose, file.scope.cohort, file.scope.power, file.scope.items]
    known = runs_in("\n".join((file.case.summary, *open_to_them)))
    for kind, words in letters:
        if kind.addressee.internal:
            least = RUN if kind.addressee is To.HEAD else MUCH
            if len(repeated(text, runs_in(words) - known)) >= least:
                return kind
    return None


def _is_internal(name: str) -> bool:
    return letter_kind(name).addressee.internal
