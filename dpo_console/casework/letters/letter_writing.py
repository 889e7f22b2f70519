"""Writing a letter: a Word file below exports/, recorded with its hash."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpo_console.cases.bulk import had_letter
from dpo_console.cases.checklist.particulars import ADVICE
from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.leaving.departure import GIVEN
from dpo_console.cases.letters.going_out import before, letterhead_of, new_letter, words_that_go
from dpo_console.cases.letters.letter_choices import (
    Given,
    checked_answers,
    preview_letter,
    wording_folders,
)
from dpo_console.cases.letters.letter_conditions import conditions_of
from dpo_console.cases.letters.letter_fields import fields_of
from dpo_console.cases.letters.reply_days import WAITS
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.papers import STATED, hashes, states_files
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.search import (
    LETTERS,
    by_holder,
    due_for,
    holder_fields,
    usual_reply_by,
)
from dpo_console.cases.sharing.release_gate import SHEET
from dpo_console.cases.sharing.ruling import COUNTRY
from dpo_console.cases.view.case import case_view
from dpo_console.casework.change import Change, Outcome, change, each
from dpo_console.casework.home_files.keeping import keep_here
from dpo_console.casework.leaving import door, letters_out
from dpo_console.casework.office.own_files import word_file_to_write
from dpo_console.casework.search.searching import EVERY, places_meant
from dpo_console.casework.sharing.ruling import keep_sheet
from dpo_console.errors import BadInput, GateClosed, LetterIncomplete, Refused, Unsure
from dpo_console.letters.addressees import TYPED, To
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.composing.composing import compose, draft
from dpo_console.letters.letter import Letter, Value
from dpo_console.letters.word.bound import bind
from dpo_console.letters.word.letterhead import read_letterhead
from dpo_console.letters.word.saving import save, write_docx
from dpo_console.sentences import LetterName, Remedy
from dpo_console.store import tables
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.store.session import add
from dpo_console.typed_days import parse_day


def write_letter(
    desk: Desk,
    reference: str,
    name: str,
    given: Given,
    version: int | None = None,
    *,
    override: str = "",
) -> LetterRow:
    """Write a letter as a Word file below exports/, and record it with its hash.

    Nothing half-written is left behind. Raises Refused if it doesn't fit the case, LetterIncomplete
    with every gap, TryAgain or Refused if the file can't be written or a link is in its way. Raises
    GateClosed with every reason why it may not leave, unless `override` says why it must. Raises
    StaleSave if the case has changed since the officer saw it.
    """
    require(desk, "letter")
    kind = letter_kind(name)
    found = resolve(desk, reference)
    with ExitStack() as undo, change(desk, found, "letter", version=version) as this:
        write_within(this, undo, kind, given, override)
    return file_meant(desk, found).letters[-1]


def write_within(
    this: Change,
    undo: ExitStack,
    kind: LetterKind,
    given: Given,
    override: str,
    *,
    spare: bool = False,
) -> door.Passed:
    """Write a letter within a change, and return what was overridden.

    `undo` ends after the change: it deletes the file if that wasn't saved. Raises as write_letter,
    but an override may be `spare`.
    """
    desk, file = this.desk, this.file()
    conditions, folders = conditions_of(desk, file), wording_folders(desk, file)
    if why_not := kind.why_not(conditions):
        raise Refused(LetterName(kind.name), f" doesn't fit {file.case.reference}: {why_not}")
    answers = checked_answers(kind, given, file, desk.today)
    fields = fields_of(desk, file, answers, kind.name)
    read_letterhead(letterhead_of(desk, file))
    passed = _pass_door(desk, file, kind, fields, answers, override, spare=spare)
    written = _save_file(this, undo, compose(kind.name, fields, conditions, folders), kind.name)
    recorded = record(this, written, {} if kind.name == SHEET else answers)
    keep_day(this, recorded, kind, fields)
    door.keep_on_letter(this, recorded, passed)
    if kind.name == SHEET:
        keep_sheet(this, recorded, str(fields[ADVICE]), str(fields.get(COUNTRY, "")))
    return passed


def _save_file(this: Change, undo: ExitStack, letter: Letter, name: str) -> "WrittenFile":
    """Save a letter's Word file, which `undo` deletes if the change isn't saved."""
    desk, file = this.desk, this.file()
    number = next_number(desk, file, name)
    path = path_of(file.case.reference, name, number)
    sha256, mark = write_docx(
        letter,
        desk.home.exports / path,
        letterhead=letterhead_of(desk, file),
        title=f"{letter.subject} ({file.case.reference})",
        author=desk.settings.name or desk.settings.school(file.case.school).name,
        created=desk.clock(),
        home=desk.home.root,
    )
    undo.push(gone_unless_saved(desk.home.exports / path, mark))
    return WrittenFile(name, number, path, sha256, letter.wording_sha256)


def keep_day(this: Change, letter: int, kind: LetterKind, fields: Mapping[str, Value]) -> None:
    """Keep the day up to which a letter gives time to answer: nobody is held to an earlier one."""
    for name in (ask.name for ask in kind.asks if ask.name in WAITS):
        day = parse_day(str(fields[name]), this.desk.today, name)
        this.note("letter.answer_by", letter, day.isoformat())


def _pass_door(
    desk: Desk,
    file: CaseFile,
    kind: LetterKind,
    fields: Mapping[str, Value],
    said: Given,
    override: str,
    *,
    spare: bool,
) -> door.Passed:
    """Return what was overridden. The letter is judged as far as it goes, before it is written."""
    found = draft(kind.name, fields, conditions_of(desk, file), wording_folders(desk, file))
    words = words_that_go(found, fields, letterhead_of(desk, file))
    going = new_letter(desk, file, kind, words, said, before(desk, file, words))
    how = letters_out.how(kind, file.case.reference, "written", "write")
    return door.pass_door(letters_out.typed_out(desk, going), how, override, spare=spare)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """The file of one version of a letter, at `path` below exports/.

    `name` is the letter's. `wording_sha256` is '' for one that was edited in Word.
    """

    name: str
    number: int
    path: Path
    sha256: str
    wording_sha256: str = ""


def record(this: Change, letter: WrittenFile, given: Given) -> int:
    """Record a version of a letter with the officer's own words, and return its number."""
    row = this.row(
        name=letter.name,
        number=letter.number,
        path=letter.path.as_posix(),
        sha256=letter.sha256,
        wording_sha256=letter.wording_sha256,
    )
    recorded = add(this.session, tables.LetterTable, row)
    keep_here(this.session, this.desk, this.desk.home.exports / letter.path, this.case_id)
    if said := {field: value for field, value in given.items() if value}:
        this.note(GIVEN, recorded, json.dumps(said, ensure_ascii=False, sort_keys=True))
    if states_files(letter_kind(letter.name)):
        this.note(STATED, recorded, hashes(this.file()))
    this.detail |= {"name": letter.name, "number": letter.number, "sha256": letter.sha256}
    return recorded


def path_of(reference: str, name: str, number: int) -> Path:
    """Return a letter's path below exports/: by reference, never by a person's name."""
    return Path(reference) / f"{reference}-{name}-{number}.docx"


def next_number(desk: Desk, file: CaseFile, name: str) -> int:
    """Return the next number free in both the records and the folder.

    A killed process may leave a file behind.
    """
    number = 1 + max((f.number for f in file.letters if f.name == name), default=0)
    while os.path.lexists(desk.home.exports / path_of(file.case.reference, name, number)):
        number += 1
    return number


def gone_unless_saved(path: Path, mark: Path) -> Callable[..., None]:
    """Return a callback that deletes the file if its record could not be saved, else its mark."""

    def leave(kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and issubclass(kind, Unsure):
            return
        with suppress(OSError):  # what stays is told by `verify`, and cleared by a mend
            if kind is not None:
                path.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)

    return leave


ADDRESSEE = TYPED[To.HOLDER]
"""The field that says who gets a letter of the plan."""


def write_plan_letters(
    desk: Desk,
    reference: str,
    act: str,
    places: Sequence[str],
    what: str,
    by: date | None = None,
    to: str = "",
    version: int | None = None,
    override: str = "",
) -> tuple[LetterRow, ...]:
    """Write the letter of an act on the plan, hold, ask or chase, one for each holder.

    `places` are numbers or slugs, or EVERY for those that the act is due for. `what` says what to
    keep or look for. `to` gets the letter in place of the holders, and `override` says why each
    that the door holds up may go. Raises BadInput for an unknown place, Refused if none is due,
    GateClosed and LetterIncomplete before anything is written. Raises StaleSave before it if the
    case isn't at `version`.
    """
    file, name = file_meant(desk, reference), LETTERS[act]
    rows = places_meant(
        file,
        places,
        lambda row: bool(due_for(name, (row,), desk.today)),
        "No place is due for this letter.",
    )
    last = by or usual_reply_by(desk.today, case_clock(file, desk.settings, desk.today).act_by)
    asked = [rows] if to else by_holder(rows).values()
    letters = [holder_fields(own, last) for own in asked]
    said = {name: words for name, words in ((ADDRESSEE, to), ("search.what", what)) if words}
    takes = {ask.name for ask in letter_kind(name).asks}
    given = [{n: v for n, v in (own | said).items() if v and n in takes} for own in letters]
    named = ("--all",) if tuple(places) == EVERY else places
    again = (file.case.reference, act, *named, "--letters", '--override "..."')
    how = letters_out.how(letter_kind(name), file.case.reference, "written", "write")
    how = how._replace(again=Remedy("search", again, option="override"))
    for own in given:
        seen = preview_letter(desk, reference, name, own)
        if len(seen.missing) > len(seen.gaps):
            raise LetterIncomplete(name, seen.missing)
        if seen.gaps and (not override or door.is_final(seen.gaps, how)):
            raise door.held(file.case.reference, seen.gaps, how)
    first, *others = given
    written = [_write(desk, reference, name, first, override, version)]
    return (*written, *(_write(desk, reference, name, own, override) for own in others))


def _write(
    desk: Desk,
    reference: str,
    name: str,
    own: dict[str, str],
    override: str,
    version: int | None = None,
) -> LetterRow:
    """Write a letter of the plan, under the override only if something keeps it back."""
    try:
        return write_letter(desk, reference, name, own, version)
    except GateClosed:
        if not override:
            raise
    return write_letter(desk, reference, name, own, version, override=override)


@dataclass(frozen=True, slots=True)
class ForCase:
    """The letter that a batch wrote for one case, or None in a rehearsal.

    `had` is '' or says when the case got this letter before, so that none was written now.
    """

    row: LetterRow | None
    had: str = ""


Written = Outcome[ForCase]
"""The result for one case: its letter, or the reason there is none."""


def cases_of(desk: Desk, query: Query, most: int = 500) -> tuple[str, ...]:
    """Return the references of the open cases in a list. Raises BadInput if there are too many.

    A batch of hundreds is more likely a mistyped filter.
    """
    rows = page(desk, query, limit=most)
    if rows.more:
        raise BadInput(f"These are more than {most} cases. Narrow the filter, or do it in parts.")
    return tuple(row.reference for row in rows.rows if not row.closed_on)


def write_letters(
    desk: Desk, references: tuple[str, ...], name: str, given: Given, *, only_check: bool = False
) -> Iterator[Written]:
    """Write one letter for each case, in turn. `only_check` writes none, and reports the result.

    A case that has the letter already is skipped. Raises NotAllowed, and BadInput for an unknown
    letter, before anything is written.
    """
    require(desk, "letter")
    letter_kind(name)

    def write(reference: str) -> ForCase:
        if had := had_letter(case_view(desk, reference), name):
            return ForCase(None, had)
        if not only_check:
            return ForCase(write_letter(desk, reference, name, given))
        missing = preview_letter(desk, reference, name, given).missing
        if missing:
            raise Refused(" ".join(missing))
        return ForCase(None)

    return each(references, write)


def file_to_print(desk: Desk, done: Sequence[Written]) -> bytes:
    """Return one Word file with every letter that a batch wrote, in order.

    Raises BadInput if it wrote none, or on several letterheads.
    """
    rows = [one.result.row for one in done if one.result and one.result.row]
    if not rows:
        raise BadInput("No letter was written, so there is no file to print.")
    return bind([(desk.home.exports / row.path).read_bytes() for row in rows], desk.clock())


def print_to(desk: Desk, name: str) -> Path:
    """Return the path of a new Word file to print. Raises BadInput, and NotAllowed."""
    return word_file_to_write(desk, name, "this", "Name a file elsewhere.")


def save_print(desk: Desk, path: Path, done: Sequence[Written]) -> None:
    """Save the file to print. Nothing is overwritten. Raises Refused and TryAgain."""
    save(path, file_to_print(desk, done))
