"""The numbered layouts of the records, and how an older file becomes a newer one."""

import re
import sqlite3
from datetime import datetime
from pathlib import Path

from dpo_console.errors import Refused

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


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, backups: Path, now: datetime
) -> None:
    """Apply what is missing, in one transaction, with the file copied aside first.

    Raises Refused where the file was made by a newer release, which this one could harm.
    """
    import secrets  # only when records are made or brought up to date

    steps = migrations()
    last = max(steps)
    if layout(connection) == last:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        have = layout(connection)
        refuse_newer(have, last, path)
        if 0 < have < last:
            copy_aside(connection, path, backups, f"layout-{have}-{now:%Y%m%dT%H%M%S}")
        for number in range(have + 1, last + 1):
            for statement in split(steps[number]):
                connection.execute(statement)
        if have == 0:
            connection.execute(
                "INSERT INTO installation (id, chain, created_at, law) VALUES (1, ?, ?, '')",
                (secrets.token_hex(16), now.isoformat(timespec="seconds")),
            )
        connection.execute(f"PRAGMA user_version = {last}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


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
    with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as source:
        copy = sqlite3.connect(target)
        source.backup(copy)
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
        copy.close()
    source.close()
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
