"""What goes may repeat a paper of the office, such as a decision sheet pasted into a letter."""

from collections.abc import Iterator, Sequence, Set
from contextlib import suppress

from dpo_console.cases.letters.kept_file import kept_file
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.errors import Refused
from dpo_console.letters.addressees import To
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.word.reading import words_of
from dpo_console.store.cases.case_file import CaseFile

RUN = 8
"""The words in a row that nobody writes twice by chance."""

Run = tuple[str, ...]


def runs_in(paper: str) -> set[Run]:
    """Return every run of RUN words within a line of a text."""
    return {run for line in paper.splitlines() for run in _runs(words_in(line))}


def repeated(text: str, runs: Set[Run]) -> list[str]:
    """Return the words of a text that stand in any of these runs, however its lines break."""
    words = words_in(text)
    starts = [at for at, run in enumerate(_runs(words)) if run in runs]
    places = sorted({at + step for at in starts for step in range(RUN)})
    return [words[place] for place in places]


def _runs(words: Sequence[str]) -> Iterator[Run]:
    for at in range(len(words) - RUN + 1):
        yield tuple(words[at : at + RUN])


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
