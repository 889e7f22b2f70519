"""The files that go with an answer, each as it was checked last."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from dpo_console.letters.catalogue import LetterKind
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import counted

FILES = "files"
"""The kind of note that lists the files of an answer, as JSON."""

STATED = "letter.files"
"""The kind of note that lists the hashes of the files that a letter states."""

FIELD = "disclosure.files"
"""The field of a letter that states how many files and pages there are."""


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
