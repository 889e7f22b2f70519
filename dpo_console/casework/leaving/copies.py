"""What goes may be a copy of a letter on file, such as an internal paper under another name."""

from collections.abc import Iterator
from contextlib import suppress

from dpo_console.cases.letters.kept_file import kept_file
from dpo_console.cases.letters.typed_pupils import added_lines
from dpo_console.cases.office.desk import Desk
from dpo_console.errors import Refused
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.word.reading import words_of
from dpo_console.store.cases.case_file import CaseFile


def letters_on_file(desk: Desk, file: CaseFile) -> Iterator[tuple[LetterKind, str]]:
    """Yield the letters on file whose Word files can be read, with their words."""
    for row in file.letters:
        with suppress(Refused, ValueError):
            yield letter_kind(row.name), words_of(kept_file(desk, row))


def internal_copy(desk: Desk, file: CaseFile, text: str) -> LetterKind | None:
    """Return the internal paper, such as the decision sheet, of which words are a copy, or None.

    Every line of it stands there, so a copy that was edited at its end is one too.
    """
    letters = letters_on_file(desk, file)
    whole = (kind for kind, words in letters if kind.addressee.internal and words.strip()
             and not added_lines(text, words))  # fmt: skip
    return next(whole, None)
