"""Letters to the holders of places, which recording on the search plan counts as sent."""

from collections.abc import Callable, Sequence
from datetime import date

from dpo_console.cases.letters.kept_file import given_with, reader_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.search import LETTERS, by_holder
from dpo_console.casework.change import Change
from dpo_console.casework.leaving import door, letters_out
from dpo_console.casework.letter_days import OF_A_SENDING, WAY, forget, was_written
from dpo_console.letters.catalogue import letter_kind
from dpo_console.sentences import Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.store.cases.disclosure_rows import PlaceRow
from dpo_console.store.session import amend
from dpo_console.text import fold
from dpo_console.typed_days import parse_calendar_day


def letters_waiting(
    desk: Desk, file: CaseFile, act: str, rows: Sequence[PlaceRow], on: date, who: str = ""
) -> list[LetterRow]:
    """Return the unsent letters of an act to the holders of places, the newest to each.

    A letter written after the day `on` did not go then, nor one about other places or with a reply
    due before. `who` was asked in place of the holders, or names those who were told.
    """
    readers = _readers(act, rows, who)
    written = [x for x in file.letters if x.name == LETTERS[act] and was_written(desk, file, x, on)]
    newest = {_key(reader_of(file, letter)): letter for letter in written}
    theirs = (letter for reader, letter in newest.items() if reader and reader in readers)
    return [x for x in theirs if x.sent_on is None and _fits(file, x, rows, on)]


def places_waiting(
    desk: Desk, file: CaseFile, act: str, rows: Sequence[PlaceRow], on: date
) -> list[PlaceRow]:
    """Return those of these places for which a letter of an act is written, and not sent yet."""
    return [row for row in rows if letters_waiting(desk, file, act, [row], on, row.holder)]


def _readers(act: str, rows: Sequence[PlaceRow], who: str) -> set[str]:
    """Return the names of those whose letters an act on these places concerns."""
    holders = {_key(holder) for holder in by_holder(rows)}
    if act == "ask" and who:
        return {_key(who)}
    if act == "hold":
        return {holder for holder in holders if holder in fold(who)} | {_key(who)}
    return holders


def _fits(file: CaseFile, letter: LetterRow, rows: Sequence[PlaceRow], on: date) -> bool:
    """Return True for a letter about one of these places whose reply isn't due before a day."""
    said = given_with(file, letter)
    where, last = said.get("search.where", "").splitlines(), said.get("search.reply_by", "")
    about = not where or not {row.title for row in rows}.isdisjoint(where)
    return about and not (last and parse_calendar_day(last, "reply by") < on)


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
        forget(this, letter.id, WAY)
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


DAYS: dict[str, Callable[[PlaceRow], date | None]] = {
    "hold": lambda row: row.told_on,
    "ask": lambda row: row.asked_on,
    "chase": lambda row: row.chased_on,
}
"""The day of each act on a place."""


def count_as_not_sent(this: Change, acts: Sequence[str], wrong: Sequence[PlaceRow]) -> None:
    """Record within a change that letters did not go, which `wrong` entries counted as sent.

    `wrong` holds the places as they stood. A letter went if its own entry says so, or if another
    place that it is about stays recorded for that day.
    """
    file, numbers = this.file(), {row.number for row in wrong}
    for act in acts:
        for letter in file.letters:
            if letter.name != LETTERS[act] or not letter.sent_on or file.note(WAY[0], letter.id):
                continue
            then = [r for r in _places_of(file, letter) if DAYS[act](r) == letter.sent_on]
            if then and numbers.issuperset(row.number for row in then):
                amend(this.session, tables.LetterTable, letter.id, state="written", sent_on=None)
                forget(this, letter.id, OF_A_SENDING)


def _places_of(file: CaseFile, letter: LetterRow) -> list[PlaceRow]:
    """Return the places of the plan that a letter is about: those it names, or its reader's."""
    where, reader = given_with(file, letter).get("search.where", ""), _key(reader_of(file, letter))
    titles = where.splitlines()
    return [
        r for r in file.places if r.title in titles or (not titles and _key(r.holder) == reader)
    ]


def _key(name: str) -> str:
    """Return the first line of a reader's name, as names are compared."""
    return fold(name.partition("\n")[0]).strip()
