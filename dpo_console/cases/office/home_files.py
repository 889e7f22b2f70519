"""A file of the home, read from the records where those are in a database and it isn't here."""

from contextlib import suppress
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.config.files.folders import read_inside
from dpo_console.errors import DpoConsoleError
from dpo_console.letters.word.saving import put
from dpo_console.store import kept_files


def read_file(desk: Desk, path: Path) -> bytes:
    """Return the content of a file below the home.

    Records in a database hold it for every machine. A copy on this one comes first, so that a
    letter which was edited here by hand is noticed. Raises Refused for a link on the way, TryAgain,
    and OSError if it can't be read.
    """
    try:
        return read_inside(desk.home.root, path)
    except (FileNotFoundError, NotADirectoryError):
        if not desk.database.address:
            raise
        with desk.database.glance() as ask:
            data = kept_files.content(ask, path.relative_to(desk.home.root).as_posix())
        if data is None:
            raise
        return data


def at_hand(desk: Desk, path: Path, data: bytes) -> None:
    """Lay a file that was read down on this machine, for another program to open."""
    if desk.database.address and not path.exists():
        with suppress(OSError, DpoConsoleError):  # it can be taken out as a stream all the same
            put(path, data, desk.home.root)
