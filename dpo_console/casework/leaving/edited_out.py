"""A letter that was edited in Word, as the door sees it: what it has beyond the version written."""

import re
from dataclasses import replace

from dpo_console.cases.leaving.departure import ADDED, Departure
from dpo_console.cases.leaving.reader.houses import houses_elsewhere
from dpo_console.cases.letters.going_out import letterhead_of
from dpo_console.cases.letters.kept_file import kept_file
from dpo_console.cases.letters.typed_pupils import (
    added_lines,
    office_words,
    pupils_elsewhere,
)
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.matching.squeezed import words_in
from dpo_console.casework.leaving.copies import internal_copy
from dpo_console.errors import Refused
from dpo_console.letters.catalogue import LetterKind
from dpo_console.letters.word.reading import words_of
from dpo_console.letters.word.returned.edited import head_of
from dpo_console.letters.word.word_body import pictures_of
from dpo_console.store.cases.case_file import CaseFile

_DAY = re.compile(r"(?:\w+\s)?\d{1,2}\s\w+\s\d{4}")


def as_edited(desk: Desk, going: Departure, kind: LetterKind, data: bytes) -> Departure:
    """Return the departure of an edited letter, with its file.

    Words that were added are read as what an officer types. Pictures that were added are counted.
    Another day is no other addressee.
    """
    before = _written(desk, going.file, kind.name)
    said = {**going.said, ADDED: added_lines(words_of(before) if before else "", going.words)}
    others = pupils_elsewhere(desk, going.file, kind, going.words, said)
    houses = houses_elsewhere(desk, going.file, kind, said, office_words(desk))
    letterhead = letterhead_of(desk, going.file)
    ours = pictures_of(letterhead.read_bytes()) if letterhead else frozenset()
    pictures = pictures_of(data) - pictures_of(before) - ours
    readdressed = not before or _head(before) != _head(data)
    copied = internal_copy(desk, going.file, "\n".join(said.values()))
    return replace(
        going,
        said=said,
        others=others,
        houses=houses,
        pictures=len(pictures),
        readdressed=readdressed,
        copied=copied,
    )


def _head(data: bytes) -> list[list[str]]:
    """Return the words of each line above a letter's text, but not its day."""
    lines = (line for line in head_of(data) if not _DAY.fullmatch(line))
    return [words_in(line) for line in lines]


def _written(desk: Desk, file: CaseFile, name: str) -> bytes:
    """Return the last version of a letter that was written here, or nothing if it is lost."""
    written = [row for row in file.letters if row.name == name and not row.edited]
    try:
        return kept_file(desk, written[-1]) if written else b""
    except Refused:
        return b""
