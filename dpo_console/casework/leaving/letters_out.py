"""Letters on their way out, as the door sees them: a new one, and one already on file."""

import os
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.leaving.door import Going
from dpo_console.errors import Refused
from dpo_console.letters.catalogue import LetterKind, letter_kind
from dpo_console.letters.letter import LetterDraft, Value
from dpo_console.letters.preview import preview
from dpo_console.letters.word.reading import words_of
from dpo_console.sentences import LetterName, Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import LetterRow


def new_letter(
    desk: Desk, file: CaseFile, kind: LetterKind, letter: LetterDraft, heads: Iterable[Value]
) -> Departure:
    """Return the departure of a letter about to be written, with the letterhead's own words."""
    words = "\n".join((preview(letter), *map(str, heads)))
    return _of(desk, file, kind, desk.today, words=words, fact=kind.records)


def how(kind: LetterKind, reference: str, done: str, *, gone: bool = False, act: str = "") -> Going:
    """Return an act on a letter as its refusal tells it, such as `written`."""
    again = Remedy("letter", (act, reference, kind.name, '--override "..."'), option="override")
    what = Phrase(LetterName(kind.name), f" for {reference}")
    return Going(done, again if act else None, gone, what)


def kept_letter(
    desk: Desk, file: CaseFile, row: LetterRow, on: date, method: str = ""
) -> Departure:
    """Return the departure of a letter on file, with the hash and the words of its Word file.

    A letter that was sent before records nothing more.
    """
    data = _bytes(desk, row)
    kind = letter_kind(row.name)
    return _of(
        desk, file, kind, on, method=method, words=_words(data), recorded=row.sha256,
        found=sha256(data).hexdigest() if data else "missing",
        fact="" if row.sent_on else kind.records,
    )  # fmt: skip


def _of(
    desk: Desk,
    file: CaseFile,
    kind: LetterKind,
    on: date,
    *,
    words: str,
    fact: str,
    method: str = "",
    recorded: str = "",
    found: str = "",
) -> Departure:
    return Departure(
        file=file,
        settings=desk.settings,
        today=desk.today,
        on=on,
        fact=fact,
        letter=kind,
        method=method,
        words=words,
        recorded=recorded,
        found=found,
    )


def _bytes(desk: Desk, row: LetterRow) -> bytes:
    """Return the content of a letter's file, or nothing if it can't be read."""
    try:
        return read_kept(desk, row)[1]
    except Refused:
        return b""


def _words(data: bytes) -> str:
    try:
        return words_of(data)
    except ValueError:
        return ""


def read_kept(desk: Desk, row: LetterRow) -> tuple[Path, bytes]:
    """Return the path and content of a letter's file.

    Raises Refused if the file is missing or can't be read.
    """
    path = desk.home.exports / row.path
    try:
        return path, path.read_bytes()
    except FileNotFoundError:
        raise Refused(
            f"{path} is missing, though the records know it. Write the letter again."
        ) from None
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(
            f"{path} can't be read ({why}). Give this account the right to read it."
        ) from None
