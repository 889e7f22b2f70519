"""When a letter went out follows the fact that its sending recorded, where that is put right."""

from datetime import date

from dpo_console.casework.change import Change
from dpo_console.letters.catalogue import LetterKind, catalogue
from dpo_console.store.cases.case_file import CaseFile, FactRow, LetterRow
from dpo_console.store.tables import Letter


def sending(kind: LetterKind, number: int) -> str:
    """The words that stand with the fact which sending a letter is; they tell which letter."""
    return f"{kind.title}, letter no. {number}"


def follow(this: Change, fact: FactRow, on: date | None) -> None:
    """Let the letter that recorded a fact follow it to another day, or (no day) count as not sent.

    A letter of which it is known that it was handed over later than it was sent keeps the day of
    sending. What was so before stands in the entry, so that it can be taken back.
    """
    letter = _sent_as(this.file(), fact)
    if letter is None:
        return
    row = this.session.get_one(Letter, letter.id)
    this.detail |= {"letter": letter.id, "sent_on": row.sent_on}
    if on is None:
        row.state, row.sent_on = "written", None
    elif row.sent_on == fact.on_day:
        row.sent_on = on.isoformat()


def sent_after_all(this: Change, letter: int, on: str) -> None:
    """Let a letter count as sent on that day again."""
    row = this.session.get_one(Letter, letter)
    row.state, row.sent_on = "sent", on


def _sent_as(file: CaseFile, fact: FactRow) -> LetterRow | None:
    """The letter, sent, whose sending was recorded as that fact or as the one it replaced."""
    facts = {f.id: f for f in file.facts}
    first = fact
    while first.supersedes is not None:
        first = facts[first.supersedes]
    words, kinds = file.note("fact", first.id), catalogue()
    for letter in file.letters:
        kind = kinds.get(letter.name)
        if letter.sent_on and kind and kind.records == fact.name:
            said = sending(kind, letter.number)
            if words == said or words.startswith(f"{said}, "):
                return letter
    return None
