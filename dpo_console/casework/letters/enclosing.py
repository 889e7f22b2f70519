"""The files of an answer that an e-mail draft of its letter carries."""

from typing import NamedTuple

from dpo_console.cases.bundle import FileToCheck
from dpo_console.cases.leaving.checked_files import files_go
from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.papers import AnswerFile, State, answer_files
from dpo_console.cases.sharing.release_terms import goes_by_email
from dpo_console.casework.bundle import kept_file

LARGEST = 20_000_000
"""The most bytes of files in an e-mail. Its coding adds a third, and many servers take 30 MB."""


class AttachedFiles(NamedTuple):
    """The files in an e-mail, and a sentence for each that the officer must send otherwise."""

    files: tuple[FileToCheck, ...] = ()
    left: tuple[str, ...] = ()


def enclosed(desk: Desk, going: Departure) -> AttachedFiles:
    """Return the files that go with a letter that passed the door: checked, and kept here."""
    known = answer_files(going.file) if files_go(going) else ()
    if known and (reason := _why_none(desk, going)):
        return AttachedFiles((), (f"No file is attached: {reason}",))
    files, left, size = list[FileToCheck](), list[str](), 0
    for one in known:
        file = kept_file(desk, going.file.case.reference, going.file.papers, one.sha256)
        why = _why_not(one, file, size)
        if why or not file:
            left.append(f"“{one.name}” isn't attached: {why}")
            continue
        size += len(file.data)
        files.append(file)
    return AttachedFiles(tuple(files), tuple(left))


def _why_none(desk: Desk, going: Departure) -> str:
    """Return why no file at all may be attached by this person, or ''.

    The data of a third party's request are released by few, whoever writes their letter, and go
    only in the way that was approved.
    """
    if not (going.letter and going.letter.waits == "release"):
        return why_may_not(desk, "keep_paper")
    approved = going.file.scope.method if going.file.scope else ""
    if goes_by_email(approved):
        return why_may_not(desk, "release")
    way = f"by “{approved}”" if approved else "without saying how they go"
    return f"the data were approved to go {way}, not by e-mail."


def _why_not(one: AnswerFile, file: FileToCheck | None, size: int) -> str:
    """Return why a file isn't attached beside `size` bytes of others, or ''."""
    if one.state is State.BY_HAND:
        return "it was checked on paper, so it goes on paper."
    if one.state is not State.PASSED:
        return "it didn't pass its check."
    if file is None:
        return "the case doesn't keep it. Attach the one that was checked."
    if size + len(file.data) > LARGEST:
        return f"the e-mail would have more than {LARGEST // 1_000_000} MB. Send it another way."
    return ""
