"""Correcting the sending of a letter that recorded no fact: its day, or that it was not sent."""

from datetime import date

from dpo_console.cases.office.acts import Way, Words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_own, require
from dpo_console.cases.view.sendings import fact_of, named
from dpo_console.casework.change import Change, change_meant
from dpo_console.casework.letter_days import OF_A_SENDING, forget, sent_after_all
from dpo_console.casework.letters.letters_sent import check_days, letter_meant, number_option
from dpo_console.errors import BadInput, Refused
from dpo_console.law.facts import words as fact_words
from dpo_console.letters.titles import letter_title
from dpo_console.sentences import LetterName, Phrase, Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.store.session import amend
from dpo_console.text import clean, day_words, required_words


def correct_sending(
    desk: Desk,
    reference: str,
    name: str,
    *,
    number: int | None = None,
    on: date | None = None,
    why: str,
    version: int | None = None,
) -> str:
    """Correct the day on which a letter was sent, or record that it was not sent (no day).

    The log keeps the former day. `number` is that of another than the last one sent. Raises
    BadInput if none was sent, a day is out of order or no reason is given. Raises Refused if its
    sending is a fact, which is corrected itself, or nothing would change, StaleSave.
    """
    require(desk, "correct_sent")
    reason = required_words(clean(why, "why"), "why")
    with change_meant(desk, reference, "correct sent", version=version) as this:
        file = this.file()
        refuse_own(desk, file.parties, anybody=True)
        letter, before = _sent_letter(file, name, number)
        _refuse_fact(file, letter)
        if on == before:
            raise Refused(
                LetterName(name),
                f" no. {letter.number}: sent {day_words(on)} is recorded already. Give another "
                "day, or say that it was not sent.",
            )
        if on:
            check_days(this, letter, on, None)
            amend(this.session, tables.LetterTable, letter.id, sent_on=on.isoformat())
        else:
            amend(this.session, tables.LetterTable, letter.id, state="written", sent_on=None)
            this.detail |= {about: file.note(about, letter.id) for about in OF_A_SENDING}
            forget(this, letter.id, OF_A_SENDING)
        this.detail |= {"name": name, "number": letter.number, "letter": letter.id, "note": reason}
        this.detail |= {"before": before.isoformat(), "on": on.isoformat() if on else None}
    return this.case.reference


def _sent_letter(file: CaseFile, name: str, number: int | None) -> tuple[LetterRow, date]:
    """Return a sent letter with its day: the last one of that name, or that of a number."""
    sent = next((x for x in reversed(named(file.letters, name, number)) if x.sent_on), None)
    if sent and sent.sent_on:
        return sent, sent.sent_on
    last, reference = letter_meant(file, name, number), file.case.reference
    raise BadInput(
        Phrase(
            f"{reference}: letter {name} no. {last.number} was not sent yet: ",
            Remedy("letter", ("sent", reference, name, *number_option(last.number))),
        )
    )


def _refuse_fact(file: CaseFile, letter: LetterRow) -> None:
    """Raise Refused if a fact records the sending: the letter follows that."""
    if fact := fact_of(file, letter):
        raise Refused(
            f"Sending it is recorded as “{fact_words(fact.name)}”. Correct that, and the letter "
            "follows: ",
            Remedy("correct", (file.case.reference, str(fact.id), "--why ...")),
        )


def _send_after_all(this: Change, words: Words) -> None:
    letter = int(words["letter"] or 0)
    sent_after_all(this, letter, words["before"] or "")
    for about in OF_A_SENDING:
        this.note(about, letter, words.get(about) or "")


def _says(_desk: Desk, words: Words) -> str:
    day = day_words(date.fromisoformat(words["before"] or ""))
    return f"Lets “{letter_title(words['name'] or '')}” stand as sent {day}."


SENT_AFTER_ALL = Way(_send_after_all, _says)
"""The way to undo a correction of a sending."""
