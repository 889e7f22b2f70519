"""Finding cases by the words in their names, references and summaries."""

import re

from dpo_console.store.database import Ask
from dpo_console.text import fold

_WORD = re.compile(r"[\w]+")


def words(text: str) -> list[str]:
    """The searchable words of a text: case and accents folded, punctuation gone."""
    return _WORD.findall(fold(text))


def match(text: str) -> str:
    """The full-text question for `text`: every word, each as a beginning; '' where there is none.

    Each word is quoted, so nothing typed is taken for an operator.
    """
    return " ".join(f'"{word}"*' for word in words(text))


def index(ask: Ask, case: int, *texts: str) -> None:
    """Make the case findable by these texts and no others."""
    ask("DELETE FROM case_search WHERE rowid = :case", {"case": case})
    ask(
        "INSERT INTO case_search (rowid, words) VALUES (:case, :words)",
        {"case": case, "words": " ".join(words(" ".join(texts)))},
    )
