"""Corrections made to a case after a letter was written with the earlier details."""

from dpo_console.cases.view.views import CaseView
from dpo_console.store.cases.case_rows import LetterRow

CHANGES = ("correct", "people", "reclassify")
"""Acts that correct what a letter may say: a day, a name, the kind of request.

Undoing one is also a correction.
"""


def since_written(case: CaseView, letter: LetterRow) -> tuple[str, ...]:
    """Return the corrections made since, in words, oldest first. A sent letter has none."""
    if letter.sent_on:
        return ()
    later = (e for e in case.timeline if e.at > letter.written_at)
    return tuple(event.text.rstrip(".") for event in later if event.act in CHANGES)
