"""Search for cases by the words in their names, references and summaries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dpo_console.store.reads.words.kept_words import KEPT, of_no_case, put, question
from dpo_console.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dpo_console.store.cases.case_file import CaseFile
    from dpo_console.store.cases.case_parts import Page

__all__ = ["findable_by", "in_step", "index", "match", "of_no_case", "words"]

_WORD = re.compile(r"[\w]+")


def words(text: str) -> list[str]:
    """Return the searchable words of a text: case and accents folded, punctuation gone."""
    return _WORD.findall(fold(text))


def match(text: str) -> str:
    """Return the full-text question for `text`, or '' if it has no words.

    A case must have every word, as the beginning of one of its own.
    """
    return question(words(text))


def index(page: Page, file: CaseFile) -> None:
    """Make the page's one case findable by its present words and no others."""
    put(page, file.case.id, _findable_by(file))


def in_step(page: Page) -> Iterator[tuple[int, bool]]:
    """Yield each case of a page, and True if its present words and no others find it."""
    from dpo_console.store.cases.case_file import files

    rows = page.by_case(KEPT)
    for file in files(page):
        yield file.case.id, rows.get(file.case.id) == [(_findable_by(file),)]


def _findable_by(file: CaseFile) -> str:
    names = [text for p in file.parties for text in (p.name, p.organisation)]
    return findable_by(file.case.reference, file.case.summary, names)


def findable_by(reference: str, summary: str, names: Sequence[str]) -> str:
    """Return the words that find a case. `names` are its people and their organisations."""
    return " ".join(words(" ".join([reference, summary, *names])))
