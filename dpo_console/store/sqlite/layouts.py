"""The numbered layouts of the records, and the steps from an older layout to a newer."""

import errno
import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from functools import cache
from itertools import chain, count
from pathlib import Path

from dpo_console.config.files.folders import sync
from dpo_console.errors import Refused, TryAgain
from dpo_console.store.sqlite.connections import APPLICATION, application, plain_errors
from dpo_console.store.sqlite.read_door import lent, opened

FOLDER = Path(__file__).parents[1] / "migrations"
_NUMBERED = re.compile(r"(\d{4})(\.sqlite)?\.sql")


def migrations() -> dict[int, str]:
    """Return the SQL of each layout step, by number, from the package."""
    return {number: path.read_text("utf-8") for number, path in sorted(_files(FOLDER).items())}


def newest() -> int:
    """Return the number of the layout that this release writes."""
    return max(_files(FOLDER))


@cache
def _files(folder: Path) -> dict[int, Path]:
    return {
        int(match[1]): path
        for path in folder.iterdir()
        if (match := _NUMBERED.fullmatch(path.name))
    }


def layout(connection: sqlite3.Connection) -> int:
    """Return the number of a file's layout, or 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def empty_records() -> sqlite3.Connection:
    """Open the newest layout in memory, without rows, for comparison with a file's layout."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(_newest_layout())
    return connection


@cache
def _newest_layout() -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _apply(connection, 0)
        return connection.serialize()


def new_records(now: datetime) -> bytes:
    """Return the content of new records: the newest layout, and the row that identifies them."""
    connection = empty_records()
    connection.execute(
        "INSERT INTO installation (id, chain, created_at, law) VALUES (1, ?, ?, '')",
        (os.urandom(16).hex(), now.isoformat(timespec="seconds")),
    )
    return _content(connection)


def empty_content() -> bytes:
    """Return the content of a file of the newest layout that holds no row yet."""
    return _content(empty_records())


def _content(connection: sqlite3.Connection) -> bytes:
    """Mark records as ours, and return their content."""
    with closing(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        return connection.serialize()


def _apply(connection: sqlite3.Connection, have: int) -> None:
    """Take the steps after layout `have`."""
    # only records of an older layout need these
    from dpo_console.store.migrations.notice_words import criteria_in_words, method_in_words, sha256

    steps = migrations()
    for words_read in (criteria_in_words, method_in_words, sha256):
        connection.create_function(words_read.__name__, 1, words_read, deterministic=True)
    for statement in chain.from_iterable(split(step) for n, step in steps.items() if n > have):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {max(steps)}")


def prepare(path: Path, backups: Path, now: datetime) -> None:
    """Bring a file's layout up to the newest, backing it up first.

    Raises Refused if the file is foreign or a newer release's. Such a file is left untouched.
    """
    with plain_errors(path):
        with lent(path, None) as connection:
            refuse_foreign(connection, path)
            have = layout(connection)
        refuse_newer(have, newest(), path)
        if have < newest():
            with closing(opened(path)) as connection:
                bring_up_to_date(connection, path, backups, now)


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, backups: Path, now: datetime
) -> None:
    """Apply the missing steps to our records, in one transaction, after copying them aside.

    Raises Refused if a newer release made the file, which this release could harm.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        have = layout(connection)
        refuse_newer(have, newest(), path)
        if have < newest():
            copy_aside(connection, path, backups, f"layout-{have}-{now:%Y%m%dT%H%M%S}")
            _apply(connection, have)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Raise Refused if the file doesn't hold records that this program made."""
    what = _foreign(connection)
    if what:
        raise Refused(
            f"{path} does not hold dpo_console's records: {what}. It was left untouched. Restore "
            "the records from a backup."
        )


def _foreign(connection: sqlite3.Connection) -> str:
    """Return the evidence that a file is foreign, or '' if it is ours."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return "it is empty"
    if application(connection) != APPLICATION or layout(connection) == 0:
        return "another program made it"
    if "installation" in tables and connection.execute("SELECT 1 FROM installation").fetchone():
        return ""
    return "the row that says which records they are is gone"


def refuse_newer(have: int, known: int, path: Path) -> None:
    """Raise Refused if the file's layout is newer than this release knows."""
    if have > known:
        raise Refused(
            f"{path} was written by a newer dpo_console (layout {have}; this one knows {known}). "
            "It was left untouched: install the newer release to open it."
        )


def copy_aside(connection: sqlite3.Connection, path: Path, backups: Path, name: str) -> Path:
    """Copy the records, as they stand in this transaction's file, into `backups`, mode 0600.

    The caller holds the writer's lock: nothing is written in between, and nobody else makes a
    copy. The copy gets its name once it is whole and on the disk. One that a kill cut short is
    replaced. Raises Refused if the folder can't be used, TryAgain if the disk is full.
    """
    try:
        return _copy_aside(connection, path, backups, name)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        said = f"{backups} can't be used ({why}). The records are copied there before an upgrade"
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TryAgain(f"{said}. Make room, then try again. Nothing was changed.") from None
        raise Refused(f"{said}. Make it a folder to write to. Nothing was changed.") from None


def _copy_aside(connection: sqlite3.Connection, path: Path, backups: Path, name: str) -> Path:
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = backups / f".tmp-{path.stem}.sqlite3"
    for left in backups.glob(f"{unfinished.name}*"):
        left.unlink()
    unfinished.touch(mode=0o600, exist_ok=False)
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True)) as source,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        source.backup(copy)
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        raise Refused(
            f"The backup {unfinished} is not sound ({sound}); the records were not changed."
        )
    sync(unfinished)
    named = unfinished.rename(_free(backups, f"{path.stem}-{name}"))
    sync(backups)
    return named


def _free(folder: Path, name: str) -> Path:
    """Return the first free name: NAME, or NAME-2 and so on for copies of the same second."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for n in names if not (path := folder / f"{n}.sqlite3").exists())


def split(script: str) -> list[str]:
    """Return the single statements of a migration. A trigger's body stays in one piece."""
    statements, pending = [], ""
    for line in script.splitlines():
        if line.strip().startswith("--"):
            continue
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    return [s for s in statements if s]
