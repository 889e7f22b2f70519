"""The records, and the door to read them. The door to write them is `session.write`."""

from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dpo_console.store.asking import Ask
from dpo_console.store.sqlite import layouts
from dpo_console.store.sqlite.files import create_file, is_there, why_not_writable
from dpo_console.store.sqlite.read_door import look
from dpo_console.store.sqlite.whole_file.snapshot import layout_of, snapshot

NEWEST_LAYOUT = layouts.newest
"""Return the number of the layout that this release writes."""


@dataclass(frozen=True, slots=True)
class Database:
    """One file of records. It holds no connection: nothing is locked while a person thinks.

    `reader` is the slug of the person who reads. With None, the read door shows all cases.
    """

    path: Path
    backups: Path
    reader: str | None = None

    @property
    def whole(self) -> "Database":
        """The same records with every case in sight, for checks and sums over the file itself."""
        return replace(self, reader=None)

    def seen_by(self, person: str) -> "Database":
        """Return the same records as this person may see them."""
        return replace(self, reader=person)

    @property
    def made(self) -> Path:
        """An empty file beside the records. It proves that they existed if they are lost."""
        return self.path.with_suffix(".made")

    def create(self, now: datetime) -> None:
        """Make new records. Raises Refused if there are some, or the folder can't be written."""
        create_file(self.path, layouts.new_records(now))
        self._leave_mark()

    def prepare(self, now: datetime) -> None:
        """Bring the file's layout up to this release's, backing it up first.

        Raises Refused if the file is foreign or a newer release's. Such a file is left untouched.
        """
        layouts.prepare(self.path, self.backups, now)
        self._leave_mark()

    def is_there(self) -> bool:
        """Return True if the records exist. Raises TryAgain if their disk doesn't answer."""
        return is_there(self.path)

    def why_not_writable(self) -> str:
        """Return a sentence on why nothing can be saved now and what to do, or ''."""
        return why_not_writable(self.path)

    def snapshot(self, to: Path) -> "Database":
        """Copy the records as they stand at this moment to a new file, and return the copy.

        Raises Refused if they can't be read, TryAgain if they are busy.
        """
        snapshot(self.path, to)
        return replace(self, path=to, reader=None)

    def layout(self) -> int:
        """Return the number of the records' layout."""
        return layout_of(self.path)

    def _leave_mark(self) -> None:
        with suppress(OSError):  # records on a read-only disk can still be read
            if not self.made.exists():
                self.made.touch(mode=0o600)

    def read(self) -> AbstractContextManager[Ask]:
        """Open one consistent look at the records. Each answer is fetched whole before use."""
        return look(self.path, self.reader)

    def watching(self, ask: Ask) -> AbstractContextManager[None]:
        """Stand around one change, inside its transaction. These records let it pass."""
        return nullcontext()
