"""A letter that was edited in Word, taken in as a version of its own."""

import hashlib
from collections.abc import Collection
from contextlib import ExitStack

from dpo_console.cases.letters.going_out import before, new_letter
from dpo_console.cases.letters.kept_file import given_with
from dpo_console.cases.letters.letter_choices import Given, checked_answers
from dpo_console.cases.letters.letter_conditions import conditions_of
from dpo_console.cases.letters.letter_fields import fields_of
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.sharing.release_gate import SHEET
from dpo_console.casework.change import change
from dpo_console.casework.leaving import door, letters_out
from dpo_console.casework.leaving.edited_out import as_edited
from dpo_console.casework.letters.letter_writing import (
    WrittenFile,
    gone_unless_saved,
    keep_day,
    next_number,
    path_of,
    record,
)
from dpo_console.errors import Refused
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.composing.still_holds import LetterToCheck, lost
from dpo_console.letters.letter import Value
from dpo_console.letters.word.reading import words_of
from dpo_console.letters.word.returned.edited import read_edited
from dpo_console.letters.word.saving import save
from dpo_console.sentences import LetterName, Phrase
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.text import counted


def adopt_letter(
    desk: Desk,
    reference: str,
    name: str,
    data: bytes,
    given: Given,
    *,
    source: str,
    override: str = "",
    version: int | None = None,
) -> LetterRow:
    """Keep a letter that you edited in Word as its newest version.

    `source` names the file in errors. `given` is what the letter says now, in the fields that only
    the officer can say. Raises Refused if the file hides words, or runs or loads anything. Also
    raises it if the letter doesn't fit the case or lacks what the law demands. Raises BadFile if it
    is no Word file, GateClosed unless `override` says why it must leave, StaleSave.
    """
    require(desk, "letter")
    kind, found = letter_kind(name), resolve(desk, reference)
    edited = read_edited(data, source)
    with ExitStack() as undo, change(desk, found, "letter edited", version=version) as this:
        file = this.file()
        answers = {**_given_before(file, name), **checked_answers(kind, given, file, desk.today)}
        conditions = conditions_of(desk, file)
        if why_not := _why_not(kind, conditions):
            raise Refused(LetterName(kind.name), f" doesn't fit: {why_not}")
        words = words_of(data)
        going = new_letter(desk, file, kind, words, answers, before(desk, file, words))
        going = as_edited(desk, going, kind, data)
        passed = door.pass_door(going, letters_out.how(kind, found, "taken in", "adopt"), override)
        fields = {**fields_of(desk, file, answers, name), **_signature(desk, edited.around)}
        _check(LetterToCheck(kind, edited.around, fields, conditions))
        number = next_number(desk, file, name)
        path = path_of(found, name, number)
        mark = save(desk.home.exports / path, data, desk.home.root, marked=True)
        undo.push(gone_unless_saved(desk.home.exports / path, mark))
        written = WrittenFile(name, number, path, hashlib.sha256(data).hexdigest())
        recorded = record(this, written, answers)
        keep_day(this, recorded, kind, fields)
        this.note("letter.edited", recorded, _edited(going.pictures))
        door.keep_on_letter(this, recorded, passed)
    return file_meant(desk, found).letters[-1]


def _edited(pictures: int) -> str:
    """Return what is kept of an edit: where it was made, and the pictures that it added."""
    return f"edited in Word, {counted(pictures, 'picture')} added" if pictures else "edited in Word"


def _check(edited: LetterToCheck) -> None:
    """Raise Refused with everything that an edited letter lost and the law demands."""
    if gaps := lost(edited):
        listed = (Phrase("\n  - ", gap) for gap in gaps)
        name = LetterName(edited.kind.name)
        raise Refused(name, " can't be taken in as it is:", *listed)


def _why_not(kind: LetterKind, conditions: Collection[str]) -> str:
    if kind.name == SHEET:
        return "it must show the case as it is recorded, so it can't be edited. Write it again."
    return kind.why_not(conditions)


def _given_before(file: CaseFile, name: str) -> dict[str, str]:
    """Return what the last version of a letter said in the fields that only the officer can say."""
    last = [letter for letter in file.letters if letter.name == name][-1:]
    return given_with(file, last[0]) if last else {}


def _signature(desk: Desk, words: str) -> dict[str, Value]:
    """Return the name of a person of the office who signed the letter, whoever takes it in."""
    names = [p.name for p in desk.people if p.name in words]
    return {"sender.name": names[0]} if names else {}
