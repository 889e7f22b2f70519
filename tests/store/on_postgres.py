"""All records of a test run in PostgreSQL, whatever the settings of a home name.

The file of a home's records then only names a database. A copy of the home gets a copy of the
database as soon as it is used.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from dpo_console.errors import Refused
from dpo_console.store.database import Database
from dpo_console.store.engine import Engine
from dpo_console.store.postgres import layouts
from dpo_console.store.postgres.connections import connect
from dpo_console.store.postgres.engine import PostgresRecords
from dpo_console.store.sqlite.engine import SqliteRecords
from tests.store import server, used_again

_MARK = "postgres "
_MADE_ONCE = ".half/"
"""Part of the place at which `once` makes a home for all tests. Nobody uses it at that place."""

_used: dict[str, Path] = {}


def everywhere() -> None:
    """Have each Database keep its records in PostgreSQL from now on, in this process."""
    database: Any = Database
    database.engine = property(_engine)


def drop_below(folder: Path) -> None:
    """Drop the databases of the homes below a folder."""
    for name, path in list(_used.items()):
        if folder in path.parents:
            del _used[name]
            used_again.give_back(name)


class Marked(PostgresRecords):
    """Records in a database that a file names. Tests put records back, so it has no memory."""

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.named)

    def is_there(self) -> bool:
        """Return True if the file names a database."""
        return self.path.exists()

    def create(self, now: datetime) -> None:
        """Make records in a database of their own, and name it in the file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(self.path.parent):
            if self.path.exists():
                raise Refused(f"There are records at {self.path}; they were left as they are.")
            name = used_again.take(_laid_out())
            with closing(connect(server.address(name))) as connection:
                layouts.identify(connection, now)
                connection.commit()
            _name(self.path, name)


@cache
def _laid_out() -> str:
    """Return the name of a database with the tables alone, which is made once for all workers."""

    def fill(name: str) -> None:
        with closing(connect(server.address(name))) as connection:
            layouts.make(connection)
            connection.commit()

    return server.made_once("laid_out", fill)


def _engine(database: Database) -> Engine:
    path = database.path
    try:
        text = path.read_bytes()
    except OSError:
        return Marked("", str(path))
    if not text.startswith(_MARK.encode()):
        return SqliteRecords(path, database.backups)
    return Marked(server.address(name_of(path), server.ACCOUNT), str(path))


def name_of(path: Path) -> str:
    """Return the name of the database that a file names: a copy, if the file is one."""
    name, owner = _named(path)
    if owner != str(path):
        with _alone(path.parent):
            name, owner = _named(path)
            if owner != str(path):
                name = used_again.take(name) if _MADE_ONCE in owner else server.make(name)
                _name(path, name)
    return name


def _named(path: Path) -> tuple[str, str]:
    """Return the name of the database that a file names, and the place of the file it was for."""
    name, _, owner = path.read_text().removeprefix(_MARK).partition(" ")
    return name, owner


@contextmanager
def kept(path: Path) -> Iterator[None]:
    """Put the records back as they were, once the block is done with them."""
    spare = server.make(name_of(path))
    try:
        yield
    finally:
        used_again.give_back(name_of(path))
        _name(path, spare)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let no other program name a database in a folder until the block ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _name(path: Path, name: str) -> None:
    """Name a database in a file, at once: a program that reads half a name takes it for SQLite."""
    _used[name] = path
    half = path.with_name(f".tmp-{name}")
    half.write_text(f"{_MARK}{name} {path}")
    half.chmod(0o600)
    half.replace(path)
