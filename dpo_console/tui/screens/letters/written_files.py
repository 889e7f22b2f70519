"""The files of a written letter, as its screen shows them above its words."""

from collections.abc import Sequence

from rich.console import Group
from rich.text import Text

from dpo_console.cases.search.search_plan import LETTERS
from dpo_console.london import london_day
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.tui import draw


def file_words(rows: Sequence[LetterRow], copy: str, outdated: Sequence[Text] = ()) -> Group:
    """Draw the places of a letter's files, the key to fetch them, and why they are `outdated`.

    There are several where each reader has their own. The words of the last one follow.
    """
    row = rows[-1]
    each = (f"{one.to}: exports/{one.path}" if one.to else f"exports/{one.path}" for one in rows)
    return Group(
        draw.line(f"Written {draw.day(london_day(row.written_at))}{_sent(row)}", draw.STRONG),
        *map(draw.words, each),
        draw.line(f"To print or fetch {'them' if len(rows) > 1 else 'it'}: {copy}", draw.QUIET),
        *outdated,
    )


def _sent(row: LetterRow) -> str:
    if row.sent_on:
        return f", sent {draw.day(row.sent_on)}."
    if row.name in LETTERS.values():
        return ". The search plan records when it was sent."
    return ", not sent yet."
