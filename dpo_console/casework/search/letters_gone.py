"""Letters to the holders of places, which recording on the search plan counts as sent."""

from collections.abc import Sequence
from datetime import date

from dpo_console.cases.letters.kept_file import reader_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.search.search_plan import LETTERS, by_holder
from dpo_console.casework.change import Change
from dpo_console.casework.leaving import door, letters_out
from dpo_console.casework.letter_days import was_written
from dpo_console.letters.catalogue import letter_kind
from dpo_console.sentences import Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.store.session import amend
from dpo_console.text import fold


def letters_waiting(
    desk: Desk, file: CaseFile, act: str, rows: Sequence[PlaceRow], on: date, who: str = ""
) -> list[LetterRow]:
    """Return the unsent letters of an act to the holders of places, the newest to each.

    A letter written after the day `on` did not go then. `who` was asked in place of the holders, or
    was told for them.
    """
    readers = {_key(holder) for holder in by_holder(rows)}
    readers = {_key(who)} if who and act == "ask" else {*readers, _key(who)}
    written = [x for x in file.letters if x.name == LETTERS[act] and was_written(desk, file, x, on)]
    newest = {_key(reader_of(file, letter)): letter for letter in written}
    theirs = (letter for reader, letter in newest.items() if reader and reader in readers)
    return [letter for letter in theirs if letter.sent_on is None]


def count_as_sent(
    this: Change, act: str, rows: Sequence[PlaceRow], on: date, who: str, override: str
) -> None:
    """Record within a change that the letters of an act to these holders went that day.

    Raises GateClosed if the door out would have stopped one, unless `override` says why it went.
    Raises BadInput for an override of nothing.
    """
    letters, passed = letters_waiting(this.desk, this.file(), act, rows, on, who), door.Passed()
    for letter in letters:
        this_one = _pass_door(this, act, rows, letter, on, override)
        amend(this.session, tables.LetterTable, letter.id, state="sent", sent_on=on.isoformat())
        door.keep_on_letter(this, letter.id, this_one)
        passed = this_one if this_one.gaps else passed
    if not passed.gaps:
        door.pass_nothing(this.case.reference, override)
    if letters:
        this.detail["letters"] = ", ".join(str(letter.number) for letter in letters)


def _pass_door(
    this: Change, act: str, rows: Sequence[PlaceRow], letter: LetterRow, on: date, override: str
) -> door.Passed:
    """Return what was overridden: a letter that left already is recorded, with a reason."""
    kind, reference = letter_kind(letter.name), this.case.reference
    numbers = (str(row.number) for row in rows)
    again = Remedy("search", (reference, act, *numbers, '--override "..."'), option="override")
    how = letters_out.how(kind, reference, "recorded as sent", "sent", gone=True)
    going = letters_out.kept_letter(this.desk, this.file(), letter, on)
    return door.pass_door(going, how._replace(again=again), override, spare=True)


def _key(name: str) -> str:
    """Return the first line of a reader's name, as names are compared."""
    return fold(name.partition("\n")[0]).strip()
