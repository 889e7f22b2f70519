"""The records of a home: in its file, or in the database that its settings name."""

from collections.abc import Callable
from sys import modules
from typing import TYPE_CHECKING

from dpo_console.config.home import Home
from dpo_console.config.settings.records import RecordsKept, records_named
from dpo_console.errors import BadInput
from dpo_console.lazy_import import later
from dpo_console.store.asking import Ask
from dpo_console.store.database import MOVING, Database

if TYPE_CHECKING:
    from dpo_console.store import moving
else:
    moving = later("dpo_console.store.moving")


def records_of(home: Home, kept: RecordsKept) -> Database:
    """Return the records of a home.

    A move between the two that was cut short is finished first. Raises BadInput if there are both,
    as in a copy restored from a backup: nobody can tell which records are meant.
    """
    file = Database(home.database, home.backups)
    if not kept and not _is_moving(file):
        return file
    found = Database(home.database, home.backups, address=kept.address, named=kept.named)
    if _is_moving(file):
        moving.finish(file, found if kept else None)
    if kept and home.database.exists() and not _is_moving(file):
        raise BadInput(
            f"{home.settings}: [records] names the database {kept.named}, but the file "
            f"{home.database} is there too. Take [records] out to open the file, or move the file "
            "away to open the database."
        )
    return found


def read_ahead(home: Home, first: Callable[[Ask], object]) -> None:
    """Begin to read the database that a home names, if it does. Raises what `records_of` does."""
    if kept := records_named(home):
        records_of(home, kept).read_ahead(first)


def let_go() -> None:
    """Close the connections that this process keeps to a server, before it ends at once."""
    if kept := modules.get("dpo_console.store.postgres.connections"):
        kept.let_go()


def _is_moving(file: Database) -> bool:
    return file.path.with_suffix(MOVING).exists()
