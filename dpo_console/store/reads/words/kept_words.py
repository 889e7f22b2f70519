"""The words that find a case, in the full-text index."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dpo_console.store.asking import FOUND, Ask, answers, has_word, tell

if TYPE_CHECKING:
    from dpo_console.store.cases.case_parts import Page

KEPT = f"SELECT {FOUND}, words FROM case_search WHERE {FOUND} IN ({{cases}})"
"""The question for the words kept of each of the cases {cases}."""


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


def put(page: "Page", case: int, words: str) -> None:
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
