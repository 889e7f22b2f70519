"""Putting the file of a paper in its place once its entry is saved, and mending what was cut short.

A killed process leaves a temporary file at most. If its entry was saved, the file gets its name.
Otherwise nobody ever knew it, and it is deleted.
"""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.papers.files import TEMPORARY, place_of
from dpo_console.casework.papers.in_records import forget_unneeded, in_records
from dpo_console.config import Home
from dpo_console.config.files.inside import folder_inside, read_inside
from dpo_console.errors import DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store.asking import Ask
from dpo_console.store.reads.papers import INTAKE, all_papers
from dpo_console.store.session import ask_in, write

if TYPE_CHECKING:
    from dpo_console.store.session import Session

FULL = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk that has no room."""


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


def _unneeded(ask: Ask, folder: Path) -> list[Path]:
    """Return the files of messages that no row needs. One with its own name has been recorded."""
    there = [path for path in folder.glob("*") if not path.name.startswith(TEMPORARY)]
    needed = {one.sha256 for one in all_papers(ask) if one.reference == INTAKE} if there else ()
    return [path for path in there if path.name not in needed]
