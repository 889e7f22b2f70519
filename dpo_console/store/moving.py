"""Records moved from one engine to the other: each row, each digest and the log stay the same.

A move may be cut short at any point, and is then begun again or finished by itself. Until the
settings name the new place, the old one holds the records. From then on, a mark beside the file
says what is left to be cleared away.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.store.audit import chain
from dpo_console.store.audit.chain import ChainHead
from dpo_console.store.database import MOVING, Database
from dpo_console.store.sqlite.whole_file import copy_to
from dpo_console.store.sums import Sums, Told, sums

if TYPE_CHECKING:
    from dpo_console.store.postgres import copies
else:
    copies = later("dpo_console.store.postgres.copies")  # it loads the driver

Settle = Callable[[], object]
"""What names the new place of the records in the settings."""


class Mark(NamedTuple):
    """What a move is about: the database, the head of the log, and the name of the file's copy.

    Without a copy, the records move back into the file.
    """

    address: str
    seq: int
    hash: str
    aside: str


def to_database(
    file: Database, database: Database, aside: Path, settle: Settle, told: Told
) -> ChainHead:
    """Move records from a file into a database. The file goes, and its copy `aside` stays.

    What an earlier move of this file left in the database is used or replaced. Raises Refused if
    the database holds other records.
    """
    with file.engine.alone():
        _unfinished(file).unlink(missing_ok=True)
        copy_to(file.path, _unfinished(file))
        copy = Database(_unfinished(file), file.backups)
        due = _sums(copy)
        if not _holds(database, due):
            with database.engine.plain_errors(), copy.read() as ask:
                copies.from_file(ask, database.address, database.named, told)
            _refuse_other(database, copy, due)
        _write(file, Mark(database.address, due.head.seq, due.head.hash, str(aside)))
        settle()
        _clear(file, aside)
    return due.head


def to_file(database: Database, file: Database, settle: Settle, told: Told) -> ChainHead:
    """Move records from a database into the home's file.

    In the database, they stay under another name, and nobody can go on working on them by mistake.
    """
    with database.engine.alone():
        for left in (_unfinished(file), file.path):
            left.unlink(missing_ok=True)
        with database.whole.read() as ask:
            copies.to_file(ask, _unfinished(file), told)
        copy, due = Database(_unfinished(file), file.backups), _sums(database)
        _refuse_other(copy, database, due)
        _write(file, Mark(database.address, due.head.seq, due.head.hash, ""))
        _unfinished(file).rename(file.path)
        settle()
        database.engine.retire()
        mark_of(file.path).unlink()
    return due.head


def mark_of(records: Path) -> Path:
    """Return the mark of a move, beside the file of the records."""
    return records.with_suffix(MOVING)


def finish(file: Database, database: Database | None) -> None:
    """Clear away what a move left that was cut short once the settings named the new place.

    `database` is the one that they name. Raises Refused if somebody saved in the old place since.
    """
    mark = Mark(*json.loads(mark_of(file.path).read_text("utf-8")))
    if database and mark.aside and mark.address == database.address:
        if file.is_there():
            _refuse_later(file, mark)
            _refuse_earlier(database, mark)
        _clear(file, Path(mark.aside))
    elif not database and not mark.aside:
        old = Database(file.path, file.backups, address=mark.address, named="that you moved from")
        if old.is_there():
            _refuse_later(old, mark)
            old.engine.retire()
        mark_of(file.path).unlink(missing_ok=True)


def _clear(file: Database, aside: Path) -> None:
    """Have only the copy of the file that was moved. Somebody else may be doing the same."""
    with suppress(FileNotFoundError):
        _unfinished(file).rename(aside)
    file.engine.retire()
    mark_of(file.path).unlink(missing_ok=True)


def _unfinished(file: Database) -> Path:
    """Return the place of a copy while it is made."""
    return file.path.with_name(f".tmp-moving-{file.path.name}")


def _write(file: Database, mark: Mark) -> None:
    path = mark_of(file.path)
    fresh = path.with_name(f".tmp-{path.name}")
    fresh.write_text(json.dumps(mark), "utf-8")
    fresh.replace(path)


def _sums(database: Database) -> Sums:
    with database.whole.read() as ask:
        return sums(ask)


def _holds(database: Database, due: Sums) -> bool:
    """Return True if an earlier move, which was cut short, brought everything there."""
    with suppress(Refused):  # tables of an older layout, which are replaced
        return database.is_there() and _sums(database) == due
    return False


def _refuse_other(after: Database, before: Database, due: Sums) -> None:
    """Raise Refused if what arrived isn't what was sent, or its log doesn't hold."""
    with after.whole.read() as ask:
        if sums(ask) != due or chain.first_break(ask):
            raise Refused(
                f"What arrived in {after.place} isn't what {before.place} holds. The settings were "
                "left as they were, so work goes on with the records of before."
            )


def _refuse_later(old: Database, mark: Mark) -> None:
    """Raise Refused if somebody saved in the old place after the move."""
    with old.whole.read() as ask:
        head = chain.head(ask)
    if (head.seq, head.hash) != (mark.seq, mark.hash):
        raise Refused(
            f"The records moved, but somebody has since saved in the old place, {old.place}. "
            "Nothing was changed. Keep both, and ask the person who moved them."
        )


def _refuse_earlier(database: Database, mark: Mark) -> None:
    """Raise Refused if the new place lacks what was moved."""
    with database.whole.read() as ask:
        if chain.hash_at(ask, mark.seq) != mark.hash:
            raise Refused(
                f"{database.place} doesn't hold the records that were moved from the file. Take "
                "[records] out of data/dpo.toml to open the file again."
            )
