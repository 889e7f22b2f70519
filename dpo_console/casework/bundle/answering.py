"""The files of an answer: which go, which are left out, and what was checked on paper."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dpo_console.cases.bundle.reading import FileToCheck
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.papers.answer_files import (
    FILES,
    AnswerFile,
    State,
    answer_files,
    as_note,
    with_files,
)
from dpo_console.cases.papers.files import paper_bytes
from dpo_console.casework.change import Change, change
from dpo_console.casework.facts import check_open
from dpo_console.casework.leaving.door import sentence
from dpo_console.errors import BadInput, Refused
from dpo_console.store.cases.case_rows import PaperRow
from dpo_console.text import clean, required_words


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
