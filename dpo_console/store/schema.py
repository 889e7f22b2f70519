"""The numbered layouts of the records, and how an older file becomes a newer one."""

import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from dpo_console.errors import Refused
from dpo_console.store.sqlite import APPLICATION, application

FOLDER = Path(__file__).parent / "migrations"
_NUMBERED = re.compile(r"(\d{4})\.sqlite\.sql")


def migrations() -> dict[int, str]:
    """The SQL of each layout step, by number, from the package."""
    return {number: path.read_text("utf-8") for number, path in sorted(_files().items())}


def newest() -> int:
    """The layout that this release writes."""
    return max(_files())


def _files() -> dict[int, Path]:
    return {
        int(match[1]): path
        for path in FOLDER.iterdir()
        if (match := _NUMBERED.fullmatch(path.name))
    }


def layout(connection: sqlite3.Connection) -> int:
    """The number of the layout a file has; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def empty_records() -> sqlite3.Connection:
    """The newest layout in memory, with no row in it: what a file's own layout is held against."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _apply(connection, 0)
    return connection


def new_records(now: datetime) -> bytes:
    """The content of new records: the newest layout, and the row that tells them from others."""
    connection = empty_records()
    connection.execute(
        "INSERT INTO installation (id, chain, created_at, law) VALUES (1, ?, ?, '')",
        (os.urandom(16).hex(), now.isoformat(timespec="seconds")),
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    content = connection.serialize()
    connection.close()
    return content


def _apply(connection: sqlite3.Connection, have: int) -> None:
    """Take the steps after layout `have`."""
    steps = migrations()
    for number in range(have + 1, max(steps) + 1):
        for statement in split(steps[number]):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {max(steps)}")


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, backups: Path, now: datetime
) -> None:
    """Apply what is missing to records of ours, in one transaction, copied aside first.

    Raises Refused where the file was made by a newer release, which this one could harm.
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
    """Raise Refused where the file doesn't hold records that this program made."""
    what = _foreign(connection)
    if what:
        raise Refused(
            f"{path} does not hold dpo_console's records: {what}. It was left untouched. Restore "
            "the records from a backup."
        )


def _foreign(connection: sqlite3.Connection) -> str:
    """What shows that a file is none of ours; '' where nothing does."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return "it is empty"
    if application(connection) != APPLICATION or layout(connection) == 0:
        return "another program made it"
    if "installation" in tables and connection.execute("SELECT 1 FROM installation").fetchone():
        return ""
    return "the row that says which records they are is gone"


def refuse_newer(have: int, known: int, path: Path) -> None:
    """Raise Refused where the file's layout is newer than this release knows."""
    if have > known:
        raise Refused(
            f"{path} was written by a newer dpo_console (layout {have}; this one knows {known}). "
            "It was left untouched: install the newer release to open it."
        )


def copy_aside(connection: sqlite3.Connection, path: Path, backups: Path, name: str) -> Path:
    """Copy the records, as they stand in this transaction's file, into `backups`; 0600.

    Called while the writer's lock is held, so that nothing can be written in between.
    """
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = backups / f"{path.stem}-{name}.sqlite3"
    target.touch(mode=0o600, exist_ok=False)
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        raise Refused(f"The backup {target} is not sound ({sound}); the records were not changed.")
    return target


def split(script: str) -> list[str]:
    """The single statements of a migration; a trigger's body stays in one piece."""
    statements, pending = [], ""
    for line in script.splitlines():
        if line.strip().startswith("--"):
            continue
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            statements.append(pending.strip())
            pending = ""
    return [s for s in statements if s]
