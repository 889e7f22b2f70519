"""Sending days of letters, kept in step when the fact of sending is corrected."""

from collections.abc import Sequence
from datetime import date

from dpo_console.cases.leaving.overrides import LETTER_OVERRIDDEN, WHY_OVERRIDDEN
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.timeline import sent_as
from dpo_console.casework.change import Change
from dpo_console.errors import BadInput
from dpo_console.london import london_day
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow, LetterRow
from dpo_console.store.session import amend
from dpo_console.text import day_words

WAY = ("letter.method", "letter.to")
"""Notes on how a letter went, and to whom."""

OF_A_SENDING = (*WAY, LETTER_OVERRIDDEN, WHY_OVERRIDDEN)
"""Notes that belong to one sending of a letter."""


def refuse_unwritten(
    desk: Desk, file: CaseFile, letter: LetterRow, on: date, fact: str = ""
) -> None:
    """Raise BadInput if a letter would have been sent before it was written.

    Its day may stop a clock. What went before by another way is the `fact` alone, or a note. In
    records to practise on, a letter is written on the day that the officer works as if it were.
    """
    if was_written(desk, file, letter, on):
        return
    written, case = _written_on(desk, file, letter), file.case.reference
    instead = (
        Remedy("fact", (case, fact, f"--on {on}")) if fact else Remedy("note", (case, '"..."'))
    )
    raise BadInput(
        Phrase(
            f"Sent {day_words(on)} is before the letter was written, {day_words(written)}. Give "
            "that day or a later one. If something else went before, record that without the "
            "letter: ",
            instead,
        )
    )


def was_written(desk: Desk, file: CaseFile, letter: LetterRow, on: date) -> bool:
    """Return True if a letter was written by a day, and may have gone on it."""
    return on >= _written_on(desk, file, letter)


def _written_on(desk: Desk, file: CaseFile, letter: LetterRow) -> date:
    """Return the day on which a letter was written: its first version, if it was edited in Word.

    The edited file may have gone before it was taken in.
    """
    earlier = [x for x in file.letters if x.name == letter.name and x.number <= letter.number]
    first = next((x for x in reversed(earlier) if not x.edited), letter)
    written = london_day(first.written_at)
    return written if desk.as_if else min(written, desk.today)


def check_moves(desk: Desk, file: CaseFile, fact: FactRow, on: date) -> None:
    """Raise BadInput if a corrected day is before the letter whose sending the fact records."""
    letter = sent_as(file, fact)
    if letter and on != fact.on:
        refuse_unwritten(desk, file, letter, on, fact.name)


def follow(this: Change, fact: FactRow, on: date | None) -> None:
    """Move a letter's sending day with its fact, or (no day) count the letter as not sent.

    A letter known to be handed over later than it was sent keeps its sending day. The audit entry
    holds the earlier state, for undoing this.
    """
    letter = sent_as(this.file(), fact)
    if letter is None:
        return
    row = this.session.get_one(tables.LetterTable, letter.id)
    this.detail |= {"letter": letter.id, "sent_on": row.sent_on}
    if on is None:
        row.state, row.sent_on = "written", None
    elif row.sent_on == fact.on.isoformat():
        row.sent_on = on.isoformat()


def forget(this: Change, letter: int, notes: Sequence[str]) -> None:
    """Clear these notes on a letter, because they are not true of another sending."""
    file = this.file()
    for about in notes:
        if file.note(about, letter):
            this.note(about, letter, "", even_empty=True)


def sent_after_all(this: Change, letter: int, on: str) -> None:
    """Count a letter as sent on that day again."""
    amend(this.session, tables.LetterTable, letter, state="sent", sent_on=on)
