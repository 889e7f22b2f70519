"""Letters of a case: choosing one, filling its gaps, previewing and writing it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from dpo_console.cases.checklist.checklists import NOTHING, REFUSED, found_something
from dpo_console.cases.leaving.leaving import leaving
from dpo_console.cases.letters.going_out import (
    LetterChoice,
    as_shown,
    before,
    letterhead_of,
    new_letter,
    words_that_go,
)
from dpo_console.cases.letters.kept_file import given_with, kept_file
from dpo_console.cases.letters.letter_conditions import conditions_of
from dpo_console.cases.letters.letter_fields import fields_of, plan_fields
from dpo_console.cases.letters.reply_days import day_notes, last_days
from dpo_console.cases.letters.typed_fields import as_meant, of_details, offered, taken
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.people.people_fields import addressee_fields
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.config.files.folders import refuse_links
from dpo_console.errors import BadInput
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.catalogue import catalogue as all_letters
from dpo_console.letters.composing.composing import draft, missing
from dpo_console.letters.composing.filling import field_lacking
from dpo_console.letters.letter import Value, preview
from dpo_console.letters.word.reading import letter_words
from dpo_console.letters.word.returned.edited import read_edited
from dpo_console.sentences import DetailName, Gap, LetterName, Phrase, joined
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow
from dpo_console.text import clean, counted

__all__ = [
    "LetterPreview",
    "all_letters",
    "letters_for",
    "preview_letter",
    "refuses",
    "unstated",
    "written_words",
]

Given = Mapping[str, str]
"""The entries that only the officer can supply, by field."""


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """The words Word will show, with gaps in brackets, and everything still missing.

    `notes` say what an officer should know of the letter's days, and what its head lacks. `gaps`
    are those of what is missing that the door out holds against it.
    """

    text: str
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()


FOUND = "no: something was found"
"""The reason beside a letter that denies it."""


def letters_for(
    desk: Desk, reference: str, given: Mapping[str, Given] = MappingProxyType({})
) -> tuple[LetterChoice, ...]:
    """Return the letters for this kind of case, those that fit first.

    Each shows if it fits now, and which entries it still needs besides those `given`, by letter.
    """
    file = file_meant(desk, reference)
    folders = wording_folders(desk, file)
    conditions, fields = conditions_of(desk, file), fields_of(desk, file, {})
    choices, earlier, letterhead = [], before(desk, file), letterhead_of(desk, file)
    secret = ProtectedDetails(file, earlier.history, desk.settings)
    for kind in all_letters().values():
        if file.case.kind in kind.kinds:
            filled, takes = given.get(kind.name), _takes(kind, fields) | taken(file, kind)
            known = (
                fields_of(desk, file, filled, kind.name)
                if filled
                else {
                    **fields,
                    **plan_fields(desk, file, kind.name),
                    **takes,
                    **addressee_fields(file, desk.settings, kind.name, {}, desk.today),
                }
            )
            drawn = draft(kind.name, known, conditions, folders) if secret.any else None
            words = words_that_go(drawn, known, letterhead) if drawn else ""
            going = new_letter(desk, file, kind, words, filled or {}, earlier)
            gaps = tuple(map(Phrase, leaving(going)))
            choice = _choice(kind, conditions, known, folders, gaps)
            told = _filled(kind, known, hide=secret.any)
            denied = FOUND if kind.ending == NOTHING and found_something(file) else ""
            offers, days = offered(file, kind), last_days(desk, file, kind)
            choices.append(
                replace(
                    choice, takes=takes, offers=offers, filled=told, denied=denied, last_days=days,
                    details=of_details(file, kind),
                )
            )  # fmt: skip
    return tuple(sorted(choices, key=_rank))


def _takes(kind: LetterKind, fields: Mapping[str, Value]) -> dict[str, str]:
    """Return the parts of the case that a letter names for its fields, such as the open checks."""
    found = {ask.name: fields.get(ask.takes) for ask in kind.asks if ask.takes}
    return {name: words for name, words in found.items() if isinstance(words, str) and words}


def _filled(kind: LetterKind, fields: Mapping[str, Value], *, hide: bool) -> dict[str, str]:
    """Return the filled fields that a letter asks for, with their words unless told to `hide`."""
    values = {ask.name: fields[ask.name] for ask in kind.asks if fields.get(ask.name)}
    return {n: v if isinstance(v, str) and not hide else "" for n, v in values.items()}


def unstated(desk: Desk, reference: str) -> tuple[str, ...]:
    """Return what the law wants in letters of the case's school and nobody stated."""
    return _unstated(desk, file_meant(desk, reference))


def _unstated(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    schools = desk.settings.schools_meant(file.case.school)
    return tuple(f"{says.what} {says.remedy}" for school in schools for says in school.unstated)


def _rank(choice: LetterChoice) -> tuple[bool, bool, bool]:
    """Return the place in the list: letters ready to write, then those waiting for checks.

    Refusals come after both: nobody should come upon one first.
    """
    rest = not (choice.fits or choice.against)
    return rest, refuses(choice.name), not choice.fits


def refuses(name: str) -> bool:
    """Return True for a letter that refuses all that was asked for."""
    return all_letters()[name].ending == REFUSED


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
    lacking = {field_lacking(gap) for gap in lacks}
    needs = tuple(
        ask.name for ask in kind.asks
        if ask.name in lacking or not (ask.optional or fields.get(ask.name))
    )  # fmt: skip
    left = f"You can't send this yet: {counted(len(gaps), 'check')} to complete." if gaps else ""
    return LetterChoice(kind.name, kind.title, not gaps, left, gaps + lacks, asks, needs, gaps)


def preview_letter(desk: Desk, reference: str, name: str, given: Given) -> LetterPreview:
    """Return a letter as it would read now, with protected details for those who may see them.

    Raises BadInput for an unknown letter or field.
    """
    file, kind = file_meant(desk, reference), letter_kind(name)
    answers, wrong = _as_far_as_meant(kind, given, file, desk.today)
    fields = fields_of(desk, file, answers, kind.name)
    conditions = conditions_of(desk, file)
    found = draft(kind.name, fields, conditions, wording_folders(desk, file))
    why_not, text = kind.why_not(conditions), preview(found)
    letterhead = letterhead_of(desk, file)
    words = words_that_go(found, fields, letterhead)
    gaps = leaving(new_letter(desk, file, kind, words, answers, before(desk, file, words)))
    lacking = () if letterhead else _unstated(desk, file)
    notes = (*day_notes(desk, file, kind, answers), *_not_enclosed(file, kind), *lacking)
    text = as_shown(desk, file, kind, text, answers)
    lacks = () if why_not else found.missing
    missing_now = (*filter(None, [why_not, wrong]), *map(Phrase, gaps), *lacks)
    return LetterPreview(text, missing_now, notes, gaps)


def _not_enclosed(file: CaseFile, kind: LetterKind) -> Iterator[str]:
    """Yield a note while the letter that this one says is enclosed isn't written."""
    if kind.encloses and all(letter.name != kind.encloses for letter in file.letters):
        title = letter_kind(kind.encloses).title
        yield f"This letter says that a form is enclosed. Write “{title}” too, and send both."


def _as_far_as_meant(
    kind: LetterKind, given: Given, file: CaseFile, today: date
) -> tuple[dict[str, str], str]:
    """Return the entries for a preview, and what is wrong with one, or ''.

    A day of an earlier draft may have passed since.
    """
    named = _by_field(kind, given)
    try:
        return as_meant(named, file.case.kind, today), ""
    except BadInput as problem:
        return named, problem.sentence


def written_words(desk: Desk, row: LetterRow) -> str:
    """Return the words of a letter as they were written, as far as this officer may see them.

    Raises Refused if the file isn't the one recorded, or an edited one is no longer safe to read.
    """
    data = kept_file(desk, row)
    words = read_edited(data, row.path).body.strip() if row.edited else letter_words(data)
    file = file_meant(desk, row.path.partition("/")[0])
    return as_shown(desk, file, letter_kind(row.name), words, given_with(file, row))


def wording_folders(desk: Desk, file: CaseFile) -> tuple[Path, ...]:
    """Return the folders of the office's own wordings: the case's school's, then the shared one.

    Raises Refused if a link stands in the place of one.
    """
    own, school = desk.home.own_wording, file.case.school
    refuse_links(desk.home.root, own / school)
    return (own / school, own) if school else (own,)


def checked_answers(kind: LetterKind, given: Given, file: CaseFile, today: date) -> dict[str, str]:
    """Return the officer's entries by full field name, as the letter says them.

    `questions` is enough for clarification.questions. Raises BadInput for an unknown field, and for
    what is no day or no ground in law where the field takes one.
    """
    return as_meant(_by_field(kind, given), file.case.kind, today)


def _by_field(kind: LetterKind, given: Given) -> dict[str, str]:
    """Return the entries by full field name, cleaned."""
    asked = [ask.name for ask in kind.asks]
    found = {}
    for typed, value in given.items():
        fields = [f for f in asked if typed in (f, f.rpartition(".")[2])]
        if len(fields) != 1:
            known = joined(", ", map(DetailName, asked)) or "nothing"
            raise BadInput(
                Phrase(
                    LetterName(kind.name), f" doesn't ask for {typed!r}; it asks for ", known, "."
                )
            )
        found[fields[0]] = clean(value, fields[0])
    return found
