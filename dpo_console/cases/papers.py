"""The papers of a case and the files of its answer.

A paper stands in its case's folder under the SHA-256 of its bytes. The entry in the records comes
first. Until it is saved, the file has a temporary name. A process keeps the file locked until it
has its own name, so a killed process leaves one without a lock.
"""

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.home_files import read_file
from dpo_console.errors import BadInput, Refused
from dpo_console.letters.catalogue import LetterKind
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PaperRow
from dpo_console.text import counted

FILES = "files"
"""The kind of note that lists the files of an answer, as JSON."""

STATED = "letter.files"
"""The kind of note that lists the hashes of the files that a letter states."""

FIELD = "disclosure.files"
"""The field of a letter that states how many files and pages there are."""

TEMPORARY = ".tmp-"
"""The beginning of the name of a file whose entry may not be saved yet."""

TAKEN_OFF = "paper.off"
"""The kind of note that says why a paper was taken off, under its number."""

_LAST_WORDS = re.compile(r"(?:^|[\s,;:(])papers?\s+(\d{1,6})\)?\.?$", re.IGNORECASE)


class State(StrEnum):
    """What the last check of a file came to. BY_HAND: it was printed and checked on paper."""

    UNCHECKED = "not checked"
    PASSED = "passed"
    FOUND = "findings"
    KEPT_FROM = "tells what is kept from its reader"
    UNREAD = "not all of it can be read"
    BY_HAND = "printed and checked by hand"


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file of an answer. `pages` is 0 if it has none until it is printed."""

    name: str
    sha256: str
    pages: int = 0
    state: State = State.UNCHECKED

    @property
    def may_go(self) -> bool:
        """True if it passed its check, or somebody checked it on paper."""
        return self.state in (State.PASSED, State.BY_HAND)


def answer_files(file: CaseFile) -> tuple[AnswerFile, ...]:
    """Return the files of an answer, by name."""
    kept = json.loads(file.note(FILES, 0) or "[]")
    return tuple(replace(AnswerFile(**one), state=State(one["state"])) for one in kept)


def with_files(file: CaseFile, more: Iterable[AnswerFile]) -> str:
    """Return the note of a case's files with some more. A file of the same name is replaced."""
    named = {one.name: one for one in (*answer_files(file), *more)}
    return as_note(named.values())


def as_note(files: Iterable[AnswerFile]) -> str:
    """Return the note that keeps the files of an answer."""
    by_name = sorted(files, key=lambda one: one.name)
    return json.dumps([asdict(one) for one in by_name], ensure_ascii=False)


def hashes(file: CaseFile) -> str:
    """Return the hashes of the files of an answer, or '' if there are none."""
    return " ".join(sorted(one.sha256 for one in answer_files(file)))


def states_files(kind: LetterKind) -> bool:
    """Return True for a letter that states how many files and pages there are."""
    return any(demand.field == FIELD for demand in kind.demands)


def in_words(file: CaseFile) -> str:
    """Return how many files and pages an answer has, such as `2 files with 41 pages`, or ''.

    A Word file or a spreadsheet has no pages until it is printed.
    """
    files = answer_files(file)
    paged = [one for one in files if one.pages]
    if not files:
        return ""
    said, pages = counted(len(files), "file"), sum(one.pages for one in paged)
    if not paged:
        return said
    told = f"{counted(len(paged), 'file')} with {counted(pages, 'page')}"
    rest = len(files) - len(paged)
    return f"{told}, and {counted(rest, 'file')} without page numbers" if rest else told


def place_of(reference: str, sha256: str) -> Path:
    """Return the path of a paper's file below data/papers/."""
    return Path(reference) / sha256


def paper_of(file: CaseFile, number: int) -> PaperRow:
    """Return the paper of that number. Raises BadInput with the numbers there are."""
    for row in file.papers:
        if row.number == number:
            return row
    there = ", ".join(str(row.number) for row in file.papers)
    reference = file.case.reference
    kept = f"Kept are: {there}." if there else "No paper is kept with it."
    raise BadInput(f"{reference} has no paper {number}. {kept}")


def paper_bytes(desk: Desk, reference: str, row: PaperRow) -> bytes:
    """Return the bytes of a paper. Raises Refused unless the file is the one recorded."""
    path = desk.home.papers / place_of(reference, row.sha256)
    try:
        data = read_file(desk, path)
    except (FileNotFoundError, NotADirectoryError):
        raise _not_recorded(f"The file of paper {row.number} is missing: {path}.") from None
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"{path} can't be read ({why}). Give this account the right to.") from None
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise _not_recorded(f"{path} isn't the file recorded: it was changed since.")
    return data


def kept_along(desk: Desk, file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return each kept paper that goes with the answer, by name with the hash of its bytes now.

    A file that is missing or was changed has no hash.
    """
    going = {one.sha256 for one in answer_files(file)}
    rows = (row for row in file.papers if row.sha256 in going)
    return tuple((row.name, _hash_now(desk, file.case.reference, row)) for row in rows)


def _hash_now(desk: Desk, reference: str, row: PaperRow) -> str:
    try:
        paper_bytes(desk, reference, row)
    except Refused:
        return ""
    return row.sha256


def _not_recorded(what: str) -> Refused:
    return Refused(what, " Look what else is off: ", Remedy("verify"), ".")


def is_being_written(path: Path) -> bool:
    """Return True if a living process still holds a temporary file."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
    return False


def is_coming(path: Path) -> bool:
    """Return True if a paper's file still has its temporary name."""
    return any(path.parent.glob(f"{TEMPORARY}{path.name}-*"))


def paper_pointed_at(file: CaseFile, evidence: str) -> str:
    """Return the number of the paper that evidence points to, or ''.

    The number is kept beside the words, which nothing reads again. Raises BadInput if the case
    keeps no such paper.
    """
    found = _LAST_WORDS.search(evidence)
    return str(paper_of(file, int(found[1])).number) if found else ""


def names_paper(evidence: str) -> bool:
    """Return True if evidence ends with the number of a paper."""
    return bool(_LAST_WORDS.search(evidence))


def beside(evidence: str) -> str:
    """Return what evidence says besides the paper that it points to."""
    return _LAST_WORDS.sub("", evidence).rstrip(" ,;:(")
