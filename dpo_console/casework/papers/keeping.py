"""Keeping a paper with a case, hashed into the audit log byte for byte, and taking it off."""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.papers import (
    FILES,
    TAKEN_OFF,
    TEMPORARY,
    AnswerFile,
    answer_files,
    as_note,
    paper_bytes,
    paper_of,
    place_of,
)
from dpo_console.casework.bundle import add_files
from dpo_console.casework.change import Change, change
from dpo_console.casework.home_files.keeping import drop, keep
from dpo_console.config import Home
from dpo_console.config.files.folders import folder_inside, read_inside
from dpo_console.config.files.incoming import within
from dpo_console.errors import BadInput, DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store import kept_files, tables
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import PaperRow
from dpo_console.store.kept_files import PAPERS
from dpo_console.store.reads.all_cases import INTAKE, all_papers
from dpo_console.store.session import ask_in, put, write
from dpo_console.text import clean, clean_line, required_words

if TYPE_CHECKING:
    from dpo_console.store.session import Session

FULL = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk that has no room."""

LONGEST_NAME = 120
"""The most characters of a paper's name."""


class Placing(Protocol):
    """A paper whose entry is about to be saved."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""

    def keep(self, session: "Session", case: int | None = None) -> None:
        """Save its bytes with the change that enters it, in records that hold them."""

    def gone_if_refused(self) -> AbstractContextManager[None]:
        """Delete its file if its entry isn't saved."""

    def put(self) -> None:
        """Put its file in its place, once its entry is saved. Raises TryAgain."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A paper's file under a temporary name, in the open folder of its case."""

    folder: int
    temporary: str
    sha256: str

    def keep(self, session: "Session", case: int | None = None) -> None:
        """Do nothing: records in a file hold no other files."""

    @contextmanager
    def gone_if_refused(self) -> Iterator[None]:
        """Delete the file if its entry isn't saved. If nobody can tell, `mend_papers` can."""
        try:
            yield
        except Unsure:
            raise
        except Exception:
            with suppress(OSError):
                os.unlink(self.temporary, dir_fd=self.folder)
            raise

    def put(self) -> None:
        """Give the file its own name. Raises TryAgain: then `mend_papers` does it later."""
        try:
            os.rename(self.temporary, self.sha256, src_dir_fd=self.folder, dst_dir_fd=self.folder)
            os.fsync(self.folder)
        except OSError as problem:
            why = os.strerror(problem.errno or 0)
            raise TryAgain(
                Phrase(
                    f"The paper is recorded, but its file can't be put in its place ({why}). This "
                    "does it as soon as it can be done: ",
                    Remedy("verify"),
                )
            ) from None


@dataclass(frozen=True, slots=True)
class InRecords:
    """A paper that the change which enters it saves too. Nothing of it is on this machine."""

    desk: Desk
    name: str
    data: bytes
    sha256: str

    def keep(self, session: "Session", case: int | None = None) -> None:
        """Save the bytes with the change. Those of a message may be there already."""
        if kept_files.latest(ask_in(session), self.name) is None:
            keep(session, self.desk, self.name, self.data, case)

    def gone_if_refused(self) -> AbstractContextManager[None]:
        """Do nothing: what isn't saved was never there."""
        return nullcontext()

    def put(self) -> None:
        """Do nothing: the bytes are saved with their entry."""


def laid_down(desk: Desk, reference: str, data: bytes) -> AbstractContextManager[Placing]:
    """Lay down a paper, and yield it for its entry to be saved.

    Raises Refused for a link in the way or a folder that can't be written, TryAgain if the disk is
    full.
    """
    if desk.database.address:
        return in_records(desk, reference, data)
    return _on_disk(desk.home, reference, data)


@contextmanager
def _on_disk(home: Home, reference: str, data: bytes) -> Iterator[OnDisk]:
    """Write a paper under a temporary name, mode 0600."""
    with _sentences(home), folder_inside(home.root, home.papers / reference, make=True) as folder:
        temporary, descriptor = _locked_file(folder, hashlib.sha256(data).hexdigest())
        try:
            placing = OnDisk(folder, temporary, temporary[len(TEMPORARY) :].partition("-")[0])
            with placing.gone_if_refused():
                with os.fdopen(descriptor, "wb", closefd=False) as file:
                    file.write(data)
                os.fsync(descriptor)
                os.fsync(folder)  # a name that a power cut took would leave an entry without a file
            yield placing
        finally:
            os.close(descriptor)


@contextmanager
def _sentences(home: Home) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        if problem.errno in FULL:
            raise TryAgain("The disk is full. The paper was not kept; make room first.") from None
        raise Refused(f"{home.papers} can't be written ({why}). The paper was not kept.") from None


def _locked_file(folder: int, sha256: str) -> tuple[str, int]:
    """Return the name and descriptor of a new file that is locked before anybody deletes it."""
    while True:
        name = f"{TEMPORARY}{sha256}-{secrets.token_hex(4)}"
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW
        descriptor = os.open(name, flags, 0o600, dir_fd=folder)
        with suppress(OSError):  # not every disk has locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return name, descriptor
        os.close(descriptor)  # it was mended away in the moment before it was locked


@contextmanager
def in_records(desk: Desk, reference: str, data: bytes) -> Iterator[InRecords]:
    """Yield a paper for its entry to be saved."""
    sha256 = hashlib.sha256(data).hexdigest()
    yield InRecords(desk, paper_name(Path(reference, sha256)), data, sha256)


def paper_name(place: Path) -> str:
    """Return the name of a paper's file in the records, by its place below data/papers/."""
    return f"{PAPERS}{place.as_posix()}"


def mend_papers(desk: Desk) -> tuple[str, ...]:
    """Finish or delete what killed processes left, and return a sentence for each paper finished.

    A desk that only looks mends nothing.
    """
    if desk.read_only or desk.looks_only:
        return ()
    remove_unneeded(desk)
    left = sorted(desk.home.papers.glob(f"*/{TEMPORARY}*"))
    return tuple(said for path in left if (said := _mended(desk, path)))


def _mended(desk: Desk, path: Path) -> str:
    """Finish or delete one file, unless a living process holds it."""
    reference, sha256 = path.parent.name, path.name.removeprefix(TEMPORARY).partition("-")[0]
    try:
        with folder_inside(desk.home.root, path.parent) as folder:
            held = os.open(path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                number = _entered(desk, reference, sha256)
                final = desk.home.papers / place_of(reference, sha256)
                if number and not final.exists():
                    return _finished(desk, OnDisk(folder, path.name, sha256), path, number)
                os.unlink(path.name, dir_fd=folder)
            finally:
                os.close(held)
    except OSError:  # a living process holds it, or this account may not: verify tells
        return ""
    return ""


def _entered(desk: Desk, reference: str, sha256: str) -> int:
    """Return the number of the paper that the records know by this hash, or 0."""
    with desk.database.whole.read() as ask:
        known = [p for p in all_papers(ask) if (p.reference, p.sha256) == (reference, sha256)]
    return known[0].number if known else 0


def _finished(desk: Desk, placing: OnDisk, path: Path, number: int) -> str:
    """Put a file in its place if it is whole, and say so. Otherwise leave it to be looked at."""
    data = read_inside(desk.home.root, path)
    if hashlib.sha256(data).hexdigest() != placing.sha256:
        return ""
    placing.put()
    return f"{path.parent.name}: paper {number} was put in its place. A process had been killed."


def remove_unneeded(desk: Desk) -> None:
    """Remove the files of messages that wait no longer, also those that a killed process left.

    Whoever takes the same bytes in again meanwhile waits for its end, or keeps them. It comes after
    a change that is saved, so it never fails: the next one removes what is left, and verify tells.
    """
    if desk.database.address:
        forget_unneeded(desk)
        return
    with suppress(OSError, DpoConsoleError):
        folder = desk.home.papers / INTAKE
        with desk.database.whole.read() as ask:
            if not _unneeded(ask, folder):
                return
        inside = folder_inside(desk.home.root, folder)
        with write(desk.database) as session, inside as descriptor:
            for path in _unneeded(ask_in(session), folder):
                os.unlink(path.name, dir_fd=descriptor)
            os.fsync(descriptor)


def forget_unneeded(desk: Desk) -> None:
    """Delete the bytes of messages that wait no longer. It never fails: the next one does it."""
    with suppress(DpoConsoleError):
        with desk.database.whole.read() as ask:
            if not _unneeded_in_records(ask):
                return
        with write(desk.database) as session:
            for name in _unneeded_in_records(ask_in(session)):
                drop(session, desk, name)


def _unneeded_in_records(ask: Ask) -> list[str]:
    there = kept_files.files_below(ask, f"{PAPERS}{INTAKE}/")
    if not there:
        return []
    needed = {paper_name(Path(INTAKE, p.sha256)) for p in all_papers(ask) if p.reference == INTAKE}
    return sorted(there.keys() - needed)


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


def _unneeded(ask: Ask, folder: Path) -> list[Path]:
    """Return the files of messages that no row needs. One with its own name has been recorded."""
    there = [path for path in folder.glob("*") if not path.name.startswith(TEMPORARY)]
    needed = {one.sha256 for one in all_papers(ask) if one.reference == INTAKE} if there else ()
    return [path for path in there if path.name not in needed]


def take_off(
    desk: Desk, reference: str, number: int, *, why: str, to: str = "", version: int | None = None
) -> str:
    """Take a paper off a case, with the reason, and keep it with the case `to` if one is named.

    Its bytes are erased here, and its number is never given again. The history keeps its hash.
    Raises BadInput for an unknown number or no reason, Refused if a check or ruling points to it,
    if its file isn't the one recorded, or if the other case keeps it already, StaleSave.
    """
    require(desk, "take_off_paper", saves=True)
    reason, found = required_words(clean(why, "why"), "why"), resolve(desk, reference)
    other = resolve(desk, to) if to else ""
    if other == found:
        raise BadInput(f"{found} keeps it already. Name another case.", "to")
    file = file_meant(desk, found)
    row = paper_of(file, number)
    _refuse_pointed_at(file, row)
    if other:
        keep_paper(desk, other, paper_bytes(desk, found, row), row.name)
    with change(desk, found, "paper off", version=version) as this:
        _forget(this, row, reason)
        drop(this.session, desk, paper_name(place_of(found, row.sha256)))
        this.detail |= {"number": number, "sha256": row.sha256, "to": other, "note": reason}
    with suppress(FileNotFoundError):
        (desk.home.papers / place_of(found, row.sha256)).unlink()
    return found


def _refuse_pointed_at(file: CaseFile, row: PaperRow) -> None:
    """Raise Refused if a check or a ruling that stands points to a paper."""
    places = [("assessment.paper", one.id) for one in file.verdicts().values()]
    places += [("decision.paper", one.id) for one in file.decisions[-1:]]
    if any(file.note(*place) == str(row.number) for place in places):
        raise Refused(f"Evidence points to paper {row.number}. Give other evidence first.")


def _forget(this: Change, row: PaperRow, reason: str) -> None:
    """Delete the entry of a paper. A note keeps its number from being given again."""
    this.session.delete(this.session.get_one(tables.PaperTable, row.id))
    left = [one for one in answer_files(this.file()) if one.sha256 != row.sha256]
    if len(left) < len(answer_files(this.file())):
        this.note(FILES, 0, as_note(left), even_empty=True)
    this.note(TAKEN_OFF, row.number, reason)
