"""Search for cases by the words in their names, references and summaries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dpo_console.store.asking import FOUND, Ask, answers, has_word, tell
from dpo_console.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dpo_console.store.cases.case_file import CaseFile
    from dpo_console.store.cases.case_parts import Page

KEPT = f"SELECT {FOUND}, words FROM case_search WHERE {FOUND} IN ({{cases}})"
"""The question for the words kept of each of the cases {cases}."""

__all__ = ["findable_by", "in_step", "index", "match", "of_no_case", "words"]

_WORD = re.compile(r"[\w]+")


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


def question(words: Sequence[str]) -> str:
    """Return the value that asks for cases with every word, as the beginning of one of theirs.

    Each word is quoted, so nothing typed can act as an operator.
    """
    return " ".join(f'"{word}"*' for word in words)


def answering(name: str) -> str:
    """Return the SQL for the cases that answer the question of this name, from the index."""
    return f"SELECT {FOUND} FROM case_search WHERE {answers(name)}"


def holding(case: str, names: Sequence[str]) -> str:
    """Return the condition that a case's own words hold these, each of which begins with a space.

    `names` are the names of their values.
    """
    each = " AND ".join(has_word(name) for name in names)
    return f"EXISTS (SELECT 1 FROM case_search WHERE {FOUND} = {case} AND {each})"


def put(page: Page, case: int, words: str) -> None:
    """Keep these words of a case, and no others."""
    ask, kept = page.ask, page.by_case(KEPT)
    if kept == {case: [(words,)]}:
        return  # most changes name nobody anew, and a rewrite touches every part of the index
    if kept:
        ask(f"DELETE FROM case_search WHERE {FOUND} = :case", {"case": case})
    into = f"INSERT INTO case_search ({FOUND}, words) VALUES (:case, :words)"
    tell(ask, into, {"case": case, "words": words})


def of_no_case(ask: Ask) -> int:
    """Return the number of entries that belong to no case."""
    orphans = f"FROM case_search WHERE {FOUND} NOT IN (SELECT id FROM cases)"
    return int(ask(f"SELECT count(*) {orphans}", {})[0][0] or 0)


def words(text: str) -> list[str]:
    """Return the searchable words of a text: case and accents folded, punctuation gone."""
    return _WORD.findall(fold(text))
