"""Checking the files of an answer: what they hide, and whom they name."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dpo_console.cases.bundle.reading import CheckedFile, FileToCheck, Progress, read_file
from dpo_console.cases.disclosure.item_pages import numbered
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.looking import How, keep_look
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.papers.answer_files import AnswerFile, State, answer_files
from dpo_console.cases.papers.files import paper_bytes
from dpo_console.casework.bundle.answering import add_files
from dpo_console.casework.change import change
from dpo_console.casework.leaving.door import sentence
from dpo_console.errors import BadInput
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile

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
