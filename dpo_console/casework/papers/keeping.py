"""Keeping a paper with a case: hashed into the audit log, byte for byte."""

from pathlib import PurePosixPath

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.papers.answer_files import AnswerFile
from dpo_console.cases.papers.files import TAKEN_OFF
from dpo_console.casework.bundle.answering import add_files
from dpo_console.casework.change import Change, change
from dpo_console.casework.papers.placing import Placing, laid_down
from dpo_console.config.files.incoming import within
from dpo_console.errors import BadInput, Refused
from dpo_console.store import tables
from dpo_console.store.session import put
from dpo_console.text import clean_line, required_words

LONGEST_NAME = 120
"""The most characters of a paper's name."""


def keep_paper(
    desk: Desk,
    reference: str,
    data: bytes,
    name: str,
    version: int | None = None,
    *,
    answer: bool = False,
) -> int:
    """Keep a file with a case under a name, and return its number.

    The name is the file's own, without its folders. `answer`: the file goes with the answer, so it
    must be checked before. Raises BadInput for an empty file or name,
    BadFile for one that is too large, Refused if the case keeps the same file already. Raises
    TryAgain if the disk is full, StaleSave.
    """
    require(desk, "keep_paper", saves=True)
    called = file_name(name)
    if not within(data, desk.settings.papers.largest, called):
        raise BadInput(f"{called} is empty. Is it the right file?")
    found = resolve(desk, reference)
    with laid_down(desk, found, data) as placing:
        with placing.gone_if_refused(), change(desk, found, "paper", version=version) as this:
            number = record_paper(this, placing, called, len(data))
            if answer:
                add_files(this, [AnswerFile(called, placing.sha256)])
        placing.put()
    return number


def file_name(typed: str) -> str:
    """Return a name as it is kept: the last part of a path. Raises BadInput."""
    line = required_words(clean_line(typed, "name"), "name").replace("\\", "/")
    name = required_words(PurePosixPath(line).name, "name")
    if len(name) > LONGEST_NAME:
        raise BadInput(f"this has more than {LONGEST_NAME} characters. Shorten it.", "name")
    return name


def record_paper(this: Change, placing: Placing, name: str, size: int) -> int:
    """Record a file that is laid down as a paper of a case, and return its number.

    Raises Refused if the case keeps the same file already.
    """
    papers = this.file().papers
    same = [row.number for row in papers if row.sha256 == placing.sha256]
    if same:
        raise Refused(f"{this.case.reference} keeps this very file already, as paper {same[0]}.")
    gone = (number for about, number in this.file().notes if about == TAKEN_OFF)
    number = 1 + max((*gone, *(row.number for row in papers)), default=0)
    row = this.row(number=number, name=name, size=size, sha256=placing.sha256)
    put(this.session, tables.PaperTable, row)
    placing.keep(this.session, this.case_id)
    this.detail |= {"number": number, "name": name, "sha256": placing.sha256}
    return number
