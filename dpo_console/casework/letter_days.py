"""Sending days of letters, kept in step when the fact of sending is corrected."""

from datetime import date

from dpo_console.casework.change import Change
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow, LetterRow
from dpo_console.store.session import amend


def follow(this: Change, fact: FactRow, on: date | None) -> None:
    """Move a letter's sending day with its fact, or (no day) count the letter as not sent.

    A letter known to be handed over later than it was sent keeps its sending day. The audit entry
    holds the earlier state, for undoing this.
    """
    letter = _sent_as(this.file(), fact)
    if letter is None:
        return
    row = this.session.get_one(tables.LetterTable, letter.id)
    this.detail |= {"letter": letter.id, "sent_on": row.sent_on}
    if on is None:
        row.state, row.sent_on = "written", None
    elif row.sent_on == fact.on.isoformat():
        row.sent_on = on.isoformat()


def sent_after_all(this: Change, letter: int, on: str) -> None:
    """Count a letter as sent on that day again."""
    amend(this.session, tables.LetterTable, letter, state="sent", sent_on=on)


def _sent_as(file: CaseFile, fact: FactRow) -> LetterRow | None:
    """Return the sent letter whose sending was recorded as this fact, or as one it replaced."""
    facts = {f.id: f for f in file.facts}
    first = fact
    while first.supersedes is not None:
        first = facts[first.supersedes]
    sent = (letter for letter in file.letters if letter.sent_on and letter.id == first.letter_id)
    return next(sent, None)
