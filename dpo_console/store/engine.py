"""The work that an engine does for the records. Each engine has one class for it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from dpo_console.store.asking import Ask, Reader, Value

if TYPE_CHECKING:
    import sqlalchemy

    from dpo_console.store.audit.chain import ChainHead

T = TypeVar("T")


class Engine(Protocol):
    """One office's records in one engine. It holds no transaction while a person thinks."""

    def create(self, now: datetime) -> None:
        """Make new records. Raises Refused if there are some, or they can't be made."""

    def prepare(self, now: datetime) -> None:
        """Bring the layout up to this release's. Raises Refused for foreign or newer records."""

    def prepare_if_there(self, now: datetime) -> bool:
        """Do the same if the records exist, and return False if they don't."""

    def is_there(self) -> bool:
        """Return True if the records exist. Raises TryAgain if that can't be told."""

    def why_not_writable(self) -> str:
        """Return a sentence on why nothing can be saved now and what to do, or ''."""

    def layout(self) -> int:
        """Return the number of the records' layout."""

    def snapshot(self, within: Path, told: Callable[[Ask], T]) -> tuple[BinaryIO, T]:
        """Copy the records as they stand at this moment to an unnamed SQLite file.

        It is on the disk of the folder `within`. Return it with what `told` reads of that moment.
        """

    def wipe(self) -> None:
        """Overwrite what was erased, as far as the engine can. Raises TryAgain, Refused."""

    def faults(self) -> list[str]:
        """Return the faults that the engine finds in its own storage."""

    def layout_found(self, ask: Ask) -> Mapping[str, Value]:
        """Return the definition of each table, index and trigger by name."""

    def layout_due(self) -> Mapping[str, Value]:
        """Return the same of this release's layout."""

    def look(self, reader: Reader | None) -> AbstractContextManager[Ask]:
        """Open one consistent look, as `reader` may see the records, or whole with None."""

    def glance(self, reader: Reader | None) -> AbstractContextManager[Ask]:
        """Open a look in which each question stands alone, and may see another moment."""

    def turn(self, *, briefly: bool) -> AbstractContextManager[None]:
        """Wait for this writer's turn, and hold it until the block ends. Raises TryAgain."""

    def bind(self, *, briefly: bool) -> "sqlalchemy.Engine":
        """Return what a session writes through. Its transactions hold the writer's lock."""

    def narrow(self, connection: "sqlalchemy.Connection", reader: Reader | None) -> None:
        """Hold the rest of a change to what `reader` may see, as a net under its own questions."""

    def plain_errors(self) -> AbstractContextManager[None]:
        """Turn the engine's errors into sentences for the officer."""

    def ask_on(self, connection: "sqlalchemy.Connection") -> Ask:
        """Return an Ask inside a connection's own transaction."""

    def rows_written(self, connection: "sqlalchemy.Connection") -> int:
        """Return the number of rows that this connection has written, which only grows."""

    def alone(self) -> AbstractContextManager[None]:
        """Let nobody else write until the block ends. Raises TryAgain."""

    def retire(self) -> None:
        """Take the records out of everybody's reach, once they are elsewhere."""

    def settled(self) -> AbstractContextManager[Ask]:
        """Open a look once no change of another connection is half saved. Raises TryAgain.

        What it shows counts once the block has ended without an error.
        """

    def saw(self, head: "ChainHead") -> None:
        """Remember a head of the log, by which records that lack it are refused."""
