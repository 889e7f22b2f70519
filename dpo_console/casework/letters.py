"""Letters of a case: which fit, what each lacks, how it reads, writing it, and that it was sent."""

import hashlib
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from dpo_console.casework.cases import case_view, resolve
from dpo_console.casework.change import Change, change
from dpo_console.casework.decision_sheet import ADVICE, keep_sheet
from dpo_console.casework.desk import Desk
from dpo_console.casework.gate import SHEET
from dpo_console.casework.letter_conditions import conditions_of
from dpo_console.casework.letter_fields import fields_of
from dpo_console.casework.letter_gate import keeps_letter_back, refuse_while_open
from dpo_console.casework.letter_offers import offered, taken
from dpo_console.casework.permissions import require
from dpo_console.casework.views import LetterChoice, LetterRow
from dpo_console.errors import BadInput, Refused
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.catalogue import catalogue as all_letters
from dpo_console.letters.composing import compose, draft, missing
from dpo_console.letters.letter import Letter, Value
from dpo_console.letters.preview import preview
from dpo_console.letters.reading import letter_words
from dpo_console.letters.saving import write_docx
from dpo_console.store import case_file, tables
from dpo_console.store.case_file import CaseFile
from dpo_console.text import clean

__all__ = [
    "LetterPreview",
    "all_letters",
    "letters_for",
    "preview_letter",
    "write_letter",
    "written_words",
]

Given = Mapping[str, str]
"""What only the officer can say, by field."""


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """The words Word will show, gaps in brackets, and everything that is still missing."""

    text: str
    missing: tuple[str, ...]


def letters_for(
    desk: Desk, reference: str, given: Mapping[str, Given] = MappingProxyType({})
) -> tuple[LetterChoice, ...]:
    """The letters for this kind of case: whether each fits now, and what it still lacks beside
    what is `given`, by letter.

    Fitting ones first.
    """
    file = _file(desk, reference)
    folders = wording_folders(desk, file)
    conditions, fields = conditions_of(desk, file), fields_of(desk, file, {})
    choices = []
    for kind in all_letters().values():
        if file.case.kind in kind.kinds:
            filled, takes = given.get(kind.name), taken(file, kind)
            known = fields_of(desk, file, filled, kind.name) if filled else {**fields, **takes}
            choice = _choice(kind, conditions, known, folders, _gaps(desk, file, kind))
            choices.append(replace(choice, takes=takes, offers=offered(file, kind)))
    return tuple(sorted(choices, key=_rank))


def _rank(choice: LetterChoice) -> int:
    """Those that can be written first, those that wait for the checklist next."""
    return 0 if choice.fits else 1 if choice.missing else 2


def _gaps(desk: Desk, file: CaseFile, kind: LetterKind) -> tuple[str, ...]:
    return keeps_letter_back(desk, file, kind)


def _choice(
    kind: LetterKind,
    conditions: Collection[str],
    fields: Mapping[str, Value],
    folders: Sequence[Path],
    gaps: tuple[str, ...],
) -> LetterChoice:
    why_not = kind.why_not(conditions)
    asks = tuple((ask.name, ask.label) for ask in kind.asks)
    if why_not:
        return LetterChoice(kind.name, kind.title, False, why_not, (), asks, ())
    lacks = missing(kind.name, fields, conditions, folders)
    needs = tuple(a.name for a in kind.asks if not a.optional and not fields.get(a.name))
    waits = f"The checklist keeps it back: {len(gaps)} open." if gaps else ""
    return LetterChoice(kind.name, kind.title, not gaps, waits, gaps + lacks, asks, needs)


def preview_letter(desk: Desk, reference: str, name: str, given: Given) -> LetterPreview:
    """A letter as it would read now. Raises BadInput for no such letter or field."""
    file, kind = _file(desk, reference), letter_kind(name)
    fields = fields_of(desk, file, _checked(kind, given), kind.name)
    conditions = conditions_of(desk, file)
    found = draft(kind.name, fields, conditions, wording_folders(desk, file))
    why_not = kind.why_not(conditions)
    gaps = _gaps(desk, file, kind)
    return LetterPreview(preview(found), (*filter(None, [why_not]), *gaps, *found.missing))


def written_words(desk: Desk, row: LetterRow) -> str:
    """The words of a letter as they were written. Raises Refused where the file isn't there as it
    was.
    """
    path = desk.home.exports / row.path
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(f"{path} can't be read, though the records know it.") from None
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise Refused(f"{path} isn't as it was written.")
    return letter_words(data)


def write_letter(
    desk: Desk, reference: str, name: str, given: Given, version: int | None = None
) -> LetterRow:
    """Write a letter as a Word file below exports/, and record it with its hash.

    Raises Refused where it doesn't fit the case, LetterIncomplete with every gap, TryAgain or
    Refused where the file can't be written; nothing half-written stays. Raises GateClosed where it
    answers the request and the checklist is not met, StaleSave where the case is no longer the
    one whose words were seen.
    """
    require(desk.person, "letter")
    kind = letter_kind(name)
    found = resolve(desk, reference)
    with ExitStack() as undo, change(desk, found, "letter", version=version) as this:
        file = this.file()
        conditions = conditions_of(desk, file)
        why_not = kind.why_not(conditions)
        if why_not:
            raise Refused(f"The letter {name} doesn't fit {found}: {why_not}")
        refuse_while_open(desk, file, kind)
        fields = fields_of(desk, file, _checked(kind, given), kind.name)
        letter = compose(name, fields, conditions, wording_folders(desk, file))
        number = _next_number(desk, file, name)
        path = _path(found, name, number)
        sha256 = write_docx(
            letter,
            desk.home.exports / path,
            letterhead=_letterhead(desk, file),
            title=f"{kind.title} {found}",
            author=desk.settings.name or desk.settings.school(file.case.school).name,
            created=desk.clock(),
        )
        undo.push(_gone_unless_saved(desk.home.exports / path))
        recorded = _record(this, letter, number, path, sha256)
        if name == SHEET:
            keep_sheet(this, recorded, str(fields[ADVICE]))
    return case_view(desk, found).letters[-1]


def _record(this: Change, letter: Letter, number: int, path: Path, sha256: str) -> int:
    """Record a letter that was written; returns its number in the records."""
    row = tables.Letter(
        case_id=this.case_id,
        name=letter.name,
        number=number,
        path=path.as_posix(),
        sha256=sha256,
        wording_sha256=letter.wording_sha256,
        recorded_by=this.desk.person.slug,
        recorded_at=this.stamp,
    )
    this.session.add(row)
    this.session.flush()
    this.detail |= {"name": letter.name, "number": number, "sha256": sha256}
    return int(row.id or 0)


def _path(reference: str, name: str, number: int) -> Path:
    """Where a letter stands below exports/: named by reference, never by a person's name."""
    return Path(reference) / f"{reference}-{name}-{number}.docx"


def _next_number(desk: Desk, file: CaseFile, name: str) -> int:
    """The next number that neither a record nor a file has: a kill may leave a file behind."""
    number = 1 + max((f.number for f in file.letters if f.name == name), default=0)
    while os.path.lexists(desk.home.exports / _path(file.case.reference, name, number)):
        number += 1
    return number


def _gone_unless_saved(path: Path) -> Callable[..., None]:
    """Takes the file away again where the record of it could not be saved."""

    def leave(kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            path.unlink(missing_ok=True)

    return leave


def _file(desk: Desk, reference: str) -> CaseFile:
    found = resolve(desk, reference)
    with desk.database.read() as ask:
        return case_file.load(ask, case_file.find(ask, found))


def wording_folders(desk: Desk, file: CaseFile) -> tuple[Path, ...]:
    """Where the office's own wordings stand: the case's school's first, then those for all."""
    own, school = desk.home.own_wording, file.case.school
    return (own / school, own) if school else (own,)


def _letterhead(desk: Desk, file: CaseFile) -> Path | None:
    """The school's own letterhead, or the office's; None: the packaged one."""
    school = desk.home.own_wording / file.case.school / "letterhead.docx"
    places = (school, desk.home.data / "letterhead.docx")
    return next((path for path in places if path.is_file()), None)


def _checked(kind: LetterKind, given: Given) -> dict[str, str]:
    """What was given, by field; `questions` is enough for clarification.questions."""
    asked = [ask.name for ask in kind.asks]
    found = {}
    for typed, value in given.items():
        fields = [f for f in asked if typed in (f, f.rpartition(".")[2])]
        if len(fields) != 1:
            known = ", ".join(asked) or "nothing"
            raise BadInput(
                f"The letter {kind.name} doesn't ask for {typed!r}; it asks for {known}."
            )
        found[fields[0]] = clean(value, fields[0])
    return found
