"""The records, and the door to read them. The door to write them is `session.write`."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.store.asking import Ask, AtOnce, Question, Reader, Value
from dpo_console.store.engine import Engine

if TYPE_CHECKING:
    from dpo_console.store import heads as last_seen
    from dpo_console.store.postgres import problems, read_door
    from dpo_console.store.postgres.server_state import ServerState
    from dpo_console.store.sqlite import engine as sqlite_engine
    from dpo_console.store.sqlite import layouts as sqlite_layouts
else:  # each office loads one engine
    last_seen = later("dpo_console.store.heads")
    problems = later("dpo_console.store.postgres.problems")
    read_door = later("dpo_console.store.postgres.read_door")
    sqlite_engine = later("dpo_console.store.sqlite.engine")
    sqlite_layouts = later("dpo_console.store.sqlite.layouts")

MOVING = ".moving"
"""The ending of the mark beside the file that its records are being moved."""


class Database(NamedTuple):
    """One office's records. It holds no transaction: nothing is locked while a person thinks.

    `path` is the file, beside which looks wait. With the `address` of a database, that holds them.
    `named` names the database in sentences. `reader` is the person who reads. With None, the read
    door shows all cases.
    """

    path: Path
    backups: Path
    reader: Reader | None = None
    address: str = ""
    named: str = ""

    @property
    def engine(self) -> Engine:
        """The engine that keeps them. Raises Refused if its driver isn't installed."""
        if not self.address:
            return sqlite_engine.SqliteRecords(self.path, self.backups)
        try:
            from dpo_console.store.postgres.engine import PostgresRecords
        except ImportError as problem:
            raise Refused(
                f"The records are in {self.named}, and the driver of PostgreSQL isn't installed "
                f"({problem}). Install it: pip install 'dpo-console[postgres]'"
            ) from None
        return PostgresRecords(self.address, self.named, self.path)

    @property
    def place(self) -> str:
        """The place of the records, for sentences."""
        return self.named or str(self.path)

    @property
    def failing(self) -> str:
        """The sentence that the records stopped answering while a change was saved."""
        if self.address:
            return f"The database {self.named} stopped answering"
        return f"The disk that holds {self.path} is failing"

    @property
    def doubts(self) -> Path:
        """The list of changes of which it can't be told yet if they are saved."""
        return self.path.with_suffix(".doubt")

    @property
    def whole(self) -> "Database":
        """The same records with every case in sight, for checks and sums over the file itself."""
        return self._replace(reader=None)

    @property
    def person(self) -> str:
        """The slug of the person who reads, or ''."""
        return self.reader.person if self.reader else ""

    def seen_by(self, reader: Reader) -> "Database":
        """Return the same records as this person may see them."""
        return self._replace(reader=reader)

    @property
    def made(self) -> Path:
        """An empty file beside the records. It proves that they existed if they are lost."""
        return self.path.with_suffix(".made")

    def create(self, now: datetime) -> None:
        """Make new records. Raises Refused if there are some, or they can't be made."""
        self.engine.create(now)
        self._leave_mark()

    def prepare(self, now: datetime) -> None:
        """Bring the records' layout up to this release's, backing them up first.

        Raises Refused if they are foreign or a newer release's. Such records are left untouched.
        """
        self.engine.prepare(now)
        self._leave_mark()

    def prepare_if_there(self, now: datetime) -> bool:
        """Do the same, and return False if there are no records. Raises TryAgain as `is_there`."""
        there = self.engine.prepare_if_there(now)
        if there:
            self._leave_mark()
        return there

    def is_there(self) -> bool:
        """Return True if the records exist. Raises TryAgain if their disk doesn't answer."""
        return self.engine.is_there()

    def layout(self) -> int:
        """Return the number of the records' layout."""
        return self.engine.layout()

    def changed_layout(self, ask: Ask) -> list[str]:
        """Return the tables, indexes and triggers that differ from this release's layout."""
        due, have = self.engine.layout_due(), self.engine.layout_found(ask)
        return _differences(due, have)

    def _leave_mark(self) -> None:
        with suppress(OSError):  # records on a read-only disk can still be read
            if not self.made.exists():
                self.made.touch(mode=0o600)

    def read(self) -> AbstractContextManager[Ask]:
        """Open one consistent look at the records, for answers that must agree with each other.

        A number and the rows that it counts, or a case found and then read, are such answers. Each
        is fetched whole before use. For one question, `glance` is quicker.
        """
        return self.engine.look(self.reader)

    def glance(self) -> AbstractContextManager[Ask]:
        """Open the quicker look: for one question, or several of which each is right by itself.

        Each is answered as of another moment, which spares a server a round to begin and one to
        end. Inside a change both looks are the same.
        """
        return self.engine.glance(self.reader)

    def read_ahead(self, first: Callable[[Ask], object]) -> None:
        """Connect to a server while this process goes on, and have it read what looks will need.

        What it answers is dropped. The next look tells what went wrong. A file is near, and read
        later.
        """
        if self.address:
            with suppress(ImportError):  # the engine tells that the driver is missing
                seen = last_seen.LastSeen(self.path, self.named)
                read_door.read_ahead(self.address, seen, first)

    def ask_ahead(self, *questions: Question) -> None:
        """Ask a server in one round what this change will ask. A file is near, and asked nothing.

        No value may have the name of another question's.
        """
        if self.address:
            with self.read() as ask:
                if isinstance(ask, AtOnce):
                    ask.ahead(questions)

    def server(self) -> "ServerState":
        """Return the state of the server of a database. Raises TryAgain, Refused."""
        records = self.engine  # it tells if the driver is missing
        from dpo_console.store.postgres.server_state import server_state

        with records.plain_errors():
            return server_state(self.address)

    def jot(self, sql: str, values: Mapping[str, Value]) -> None:
        """Write to a database what no entry of the log tells, without waiting for other writers.

        Raises TryAgain, Refused.
        """
        _ = self.engine  # it tells if the driver is missing
        seen = last_seen.LastSeen(self.path, self.named)
        with problems.plain_errors(self.named):
            read_door.jot(self.address, sql, values, self.reader, seen)

    def watching(self, ask: Ask) -> AbstractContextManager[None]:
        """Stand around one change, inside its transaction. These records let it pass."""
        return nullcontext()


def newest_layout() -> int:
    """Return the number of the layout that this release writes."""
    return sqlite_layouts.newest()


def _differences(due: Mapping[str, Value], have: Mapping[str, Value]) -> list[str]:
    missing = sorted(due.keys() - have.keys(), key=lambda what: (what[:5] != "table", what))
    return [
        *(f"the {what} is missing" for what in missing),
        *(f"the {what} isn't ours" for what in sorted(have.keys() - due.keys())),
        *(f"the {w} was changed" for w in sorted(due.keys() & have.keys()) if due[w] != have[w]),
    ]
