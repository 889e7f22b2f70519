"""Letters on file on their way out, as the door sees them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.overrides import LETTER_OVERRIDDEN
from dpo_console.cases.leaving.reader.earlier_recipients import nothing_given
from dpo_console.cases.leaving.reader.houses import houses_elsewhere
from dpo_console.cases.letters.going_out import before, typed_and_refused
from dpo_console.cases.letters.kept_file import given_with, kept_file
from dpo_console.cases.letters.typed_pupils import office_words, pupils_elsewhere, strangers_named
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.papers import STATED, kept_along, states_files
from dpo_console.casework.leaving.copies import internal_copy
from dpo_console.casework.leaving.door import Passage
from dpo_console.casework.leaving.edited_out import as_edited
from dpo_console.config import Person
from dpo_console.errors import Refused
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.word.reading import words_of
from dpo_console.sentences import LetterName, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow


def kept_letter(
    desk: Desk,
    file: CaseFile,
    row: LetterRow,
    on: date,
    method: str = "",
    told: str = "",
    along: Sequence[tuple[str, str]] = (),
) -> Departure:
    """Return the departure of a letter on file, with the words of its Word file.

    A letter that was sent before records nothing more. `told` is who it went to, as typed. `along`
    are the files that go with it, beside those that the case keeps.
    """
    kind = letter_kind(row.name)
    words, spoilt = _words(desk, row)
    earlier, said = before(desk, file, words), given_with(file, row)
    going = Departure(
        file,
        desk.settings,
        desk.today,
        on,
        fact="" if row.sent_on else kind.records,
        letter=kind,
        method=method,
        words=words,
        refusals=earlier.refusals,
        to_refused=typed_and_refused(desk, file, kind, said),
        elsewhere=earlier.elsewhere,
        spoilt=spoilt,
        said=said,
        others=pupils_elsewhere(desk, file, kind, words, said),
        strangers=strangers_named(desk, file, kind, told),
        ungiven=nothing_given(desk, file, kind, said),
        houses=houses_elsewhere(desk, file, kind, said, office_words(desk)),
        told=told,
        history=earlier.history,
        clerks=bool(why_may_not(desk, "release", _writer(desk, row))),
        restored=earlier.restored,
        overridden=frozenset(file.note(LETTER_OVERRIDDEN, row.id).splitlines()),
        along=(*kept_along(desk, file), *along),
        stated=file.note(STATED, row.id) if states_files(kind) else None,
    )
    if row.edited and words:
        return as_edited(desk, going, kind, kept_file(desk, row))
    return typed_out(desk, going)


def typed_out(desk: Desk, going: Departure) -> Departure:
    """Return the departure of a letter with the internal paper that its free words copy."""
    typed = "\n".join(going.said.values())
    internal = going.letter is None or going.letter.addressee.internal
    return going if internal else replace(going, copied=internal_copy(desk, going.file, typed))


def _writer(desk: Desk, row: LetterRow) -> Person:
    """Return who wrote a letter, or this officer if that person is listed no longer."""
    return next((person for person in desk.people if person.slug == row.by), desk.person)


def _words(desk: Desk, row: LetterRow) -> tuple[str, str]:
    """Return the words of a letter's file, and why it isn't the file recorded, or ''.

    A file that is the one recorded, and yet no Word file, has no words to check.
    """
    try:
        return words_of(kept_file(desk, row)), ""
    except Refused as refusal:
        return "", refusal.sentence
    except ValueError:
        return "", ""


def how(kind: LetterKind, reference: str, done: str, act: str, *, gone: bool = False) -> Passage:
    """Return an act on a letter as its refusal tells it, such as `written`."""
    again = Remedy("letter", (act, reference, kind.name, '--override "..."'), option="override")
    return Passage(done, again, gone, Phrase(LetterName(kind.name), f" for {reference}"))
