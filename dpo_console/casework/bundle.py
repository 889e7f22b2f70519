"""The files of an answer: which go, which are left out, and what was checked on paper."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from dpo_console.cases.bundle import CheckedFile, FileToCheck, Progress, read_file
from dpo_console.cases.disclosure import numbered
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.papers import (
    FILES,
    AnswerFile,
    State,
    answer_files,
    as_note,
    paper_bytes,
    with_files,
)
from dpo_console.casework.change import Change, change
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving.door import sentence
from dpo_console.errors import BadInput, Refused
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PaperRow
from dpo_console.text import clean, required_words

_PAGE = re.compile("page [0-9]{1,6}")


def check_files(
    desk: Desk,
    reference: str,
    files: Sequence[FileToCheck] = (),
    *,
    names: Sequence[str] = (),
    looked: str = "",
    tell: Progress = lambda _name, _page: None,
) -> tuple[CheckedFile, ...]:
    """Check files before they go with an answer, and record what was found.

    From then on, `files` go with the answer. Without any, the kept papers that go with it are
    checked, or all that the case keeps if none does. `names` are looked for beside those that
    the records know. `looked` says who looked at pages that can't be read, and what they saw.
    Raises BadInput if there is nothing to check, NotAllowed.
    """
    require(desk, "check_files", saves=True)
    words, found = sentence(looked, "looked"), resolve(desk, reference)
    with desk.database.read() as ask:
        file = case_file.load(ask, case_file.find(ask, found))
    keep_look(desk, file.case, How.PAPER, "files")
    checked = tuple(
        read_file(desk, file, one, names, looked=bool(words), tell=tell)
        for one in files or tuple(_papers(desk, file))
    )
    _record(desk, file, checked, words, [one.name for one in files])
    return checked


def _papers(desk: Desk, file: CaseFile) -> Iterator[FileToCheck]:
    reference, going = file.case.reference, {one.sha256 for one in answer_files(file)}
    if not file.papers:
        add = Remedy("papers", (reference, "add", "FILE"))
        raise BadInput(Phrase(f"{reference} keeps no papers. Name a file, or keep one: ", add, "."))
    answers = [row for row in file.papers if row.sha256 in going]
    for row in answers or file.papers:
        yield FileToCheck(row.name, paper_bytes(desk, reference, row))


def _record(
    desk: Desk, file: CaseFile, checked: Sequence[CheckedFile], looked: str, answer: Collection[str]
) -> None:
    """Record a check. `answer` are the names of the files that now go with the answer."""
    with change(desk, file.case.reference, "files checked") as this:
        kept, found = answer_files(this.file()), {one.sha256: one for one in checked}
        going = {*answer, *(one.name for one in kept)}
        alike = [
            replace(one, state=found[one.sha256].state) for one in kept
            if one.sha256 in found and one.state is State.PASSED
        ]  # fmt: skip
        add_files(this, [*alike, *(_of_answer(one) for one in checked if one.name in going)])
        this.detail |= {
            "files": len(checked),
            "pages": sum(one.read.pages for one in checked),
            "findings": sum(len(one.findings) for one in checked),
            "passed": " ".join(one.sha256 for one in checked if one.passed),
            "looked": looked if any(one.read.unread for one in checked) else "",
            "unread": "; ".join(unread_in(one) for one in checked if one.read.unread),
        }


def _of_answer(one: CheckedFile) -> AnswerFile:
    return AnswerFile(one.name, one.sha256, one.read.pages, one.state)


def unread_in(one: CheckedFile) -> str:
    """Return what no program here can read in a file: `scan.pdf, pages 1-3, a picture`."""
    pages = [int(place[5:]) for place in one.read.unread if _PAGE.fullmatch(place)]
    rest = [place for place in one.read.unread if not _PAGE.fullmatch(place)]
    told = [numbered(pages)] if pages else []
    return ", ".join((one.name, *told, *rest))


def hashes_of(files: Iterable[FileToCheck]) -> tuple[tuple[str, str], ...]:
    """Return the name and the SHA-256 of each file."""
    return tuple((one.name, hashlib.sha256(one.data).hexdigest()) for one in files)


def kept_file(
    desk: Desk, reference: str, papers: Iterable[PaperRow], sha256: str
) -> FileToCheck | None:
    """Return a file of an answer as the case keeps it, or None if it doesn't.

    Raises Refused unless the file is the one recorded.
    """
    rows = (row for row in papers if row.sha256 == sha256)
    return next((FileToCheck(r.name, paper_bytes(desk, reference, r)) for r in rows), None)


def add_files(this: Change, files: Iterable[AnswerFile]) -> None:
    """Add files to an answer. A file replaces the one of the same name."""
    if added := tuple(files):
        this.note(FILES, 0, with_files(this.file(), added))


def drop_file(
    desk: Desk, reference: str, name: str, *, why: str, version: int | None = None
) -> str:
    """Leave a file out of the answer, with the reason. The file itself stays where it is.

    Raises BadInput for a file that the answer hasn't, or no reason, Refused on a closed case,
    StaleSave.
    """
    require(desk, "drop_file")
    reason, found = required_words(clean(why, "why"), "why"), resolve(desk, reference)
    with change(desk, found, "file left out", version=version) as this:
        check_open(this)
        known = answer_files(this.file())
        if name not in [one.name for one in known]:
            there = ", ".join(one.name for one in known) or "none"
            raise BadInput(f"The answer of {found} has no file {name}. Its files: {there}.")
        this.note(FILES, 0, as_note(one for one in known if one.name != name))
        this.detail |= {"files": len(known) - 1, "note": reason}
    return found


def check_by_hand(desk: Desk, reference: str, said: str, version: int | None = None) -> str:
    """Record that an answer was printed and checked by hand: who did, and what they saw.

    Each of its files that didn't pass may then go on paper. Raises BadInput without a sentence,
    Refused on a closed case or for a file that tells its reader what is kept from them, StaleSave.
    """
    require(desk, "check_by_hand")
    words, found = required_words(sentence(said, "said"), "said"), resolve(desk, reference)
    with change(desk, found, "files by hand", version=version) as this:
        check_open(this)
        rest: Sequence[AnswerFile] = [one for one in answer_files(this.file()) if not one.may_go]
        if secret := next((one.name for one in rest if one.state is State.KEPT_FROM), ""):
            raise Refused(f"{secret} {State.KEPT_FROM}, on paper too. Make a new file without it.")
        add_files(this, (replace(one, state=State.BY_HAND) for one in rest))
        this.detail |= {"files": len(rest), "note": words}
    return found
