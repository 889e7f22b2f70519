"""Papers of an office whose records are in a database: their bytes are saved with their entry."""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.home_files.keeping import drop, keep
from dpo_console.errors import DpoConsoleError
from dpo_console.store import kept_files
from dpo_console.store.asking import Ask
from dpo_console.store.kept_files import PAPERS
from dpo_console.store.reads.papers import INTAKE, all_papers
from dpo_console.store.session import ask_in, write

if TYPE_CHECKING:
    from dpo_console.store.session import Session


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


def paper_name(place: Path) -> str:
    """Return the name of a paper's file in the records, by its place below data/papers/."""
    return f"{PAPERS}{place.as_posix()}"


@contextmanager
def in_records(desk: Desk, reference: str, data: bytes) -> Iterator[InRecords]:
    """Yield a paper for its entry to be saved."""
    sha256 = hashlib.sha256(data).hexdigest()
    yield InRecords(desk, paper_name(Path(reference, sha256)), data, sha256)


def forget_unneeded(desk: Desk) -> None:
    """Delete the bytes of messages that wait no longer. It never fails: the next one does it."""
    with suppress(DpoConsoleError):
        with desk.database.whole.read() as ask:
            if not _unneeded(ask):
                return
        with write(desk.database) as session:
            for name in _unneeded(ask_in(session)):
                drop(session, desk, name)


def _unneeded(ask: Ask) -> list[str]:
    there = kept_files.files_below(ask, f"{PAPERS}{INTAKE}/")
    if not there:
        return []
    needed = {paper_name(Path(INTAKE, p.sha256)) for p in all_papers(ask) if p.reference == INTAKE}
    return sorted(there.keys() - needed)
