"""Homes made by earlier releases (homes/RELEASE), and today's output about them.

homes/RELEASE.json holds the output. It leaves out most sentences that the program makes up itself.
It keeps everything typed, decided and dated, and the timeline in full. If you mean to change it,
write the files again and read the difference:

    python -m tests.store.old_homes && git diff tests/store/homes
"""

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.store import ledger
from tests.store.fixed import Moment, Said, say, still
from tests.store.golden import pretty

HOMES = Path(__file__).parent / "homes"
RELEASES = sorted(path.name for path in HOMES.iterdir() if (path / "data").is_dir())

TODAY = "2026-11-25"
"""The day on which each home is opened."""

OURS = {
    "challenges": {"says"},
    "clock": {"warnings"},
    "criteria": {"question"},
    "gate": {"reasons"},
    "letters": {"title"},
    "requester": {"title", "power", "ask", "never"},
    "search": {"summary", "warnings"},
    "steps": {"text", "law"},
    "": {"flags", "next_action"},
}
"""The keys that hold the program's own sentences, by the key that they stand under."""


def put(release: str, home: Path) -> Path:
    """Copy a release's home to a folder where a test can change it."""
    shutil.copytree(HOMES / release, home)
    for path in (home, *home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return home


def ask(home: Path, *arguments: str, person: str = "dpo", minute: int = 0) -> Said:
    """Run a command in a home on TODAY, some minutes after nine."""
    with still(Moment(datetime(2026, 11, 25, 9, minute, tzinfo=UTC))):
        return say(home, *arguments, person=person, today=TODAY)


def told(home: Path) -> dict[str, Any]:
    """Return the list, each case and the register as the golden file keeps them."""
    listed = json.loads(ask(home, "list", "--view", "all", "--json").out)
    shown = {
        row["reference"]: json.loads(ask(home, "show", row["reference"], "--json").out)
        for row in listed
    }
    for case in shown.values():
        criteria = case["checklist"]["criteria"]
        answered = [row for row in criteria if row["verdict"] and not row["computed"]]
        case["checklist"]["criteria"] = answered
    registered = json.loads(ask(home, "register", "--internal", "--json").out)
    plain = {"list": listed, "show": shown, "register": registered}
    without: dict[str, Any] = _without_ours(plain, "", str(home))
    return without


def _without_ours(value: object, under: str, home: str) -> Any:  # noqa: ANN401 - as the document
    """Leave out the program's sentences and the folder of the home."""
    if isinstance(value, dict):
        ours = OURS.get(under, OURS[""])
        return {
            key: None if key in ours else _without_ours(inner, key, home)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_without_ours(inner, under, home) for inner in value]
    return value.replace(home, "HOME") if isinstance(value, str) else value


def kept(release: str) -> str:
    """Read the checked-in output about a release's home."""
    return (HOMES / f"{release}.json").read_text("utf-8")


def records_of(home: Path) -> Path:
    return home / "data" / "records.sqlite3"


def layout(records: Path) -> int:
    """Return the number of the layout that records have."""
    with closing(ledger.opened(records)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


Tables = dict[str, list[dict[str, Any]]]


def rows(records: Path) -> Tables:
    """Read every row of every table but the index of words, without what lists compute."""
    with closing(ledger.opened(records)) as connection:
        connection.row_factory = sqlite3.Row
        found = {
            str(table): [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for (table,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE sql LIKE '%) STRICT'"
            )
        }
    computed = [*((t, c) for t, cs in ledger.FORMAT["computed"].items() for c in cs)]
    for table, column in [*computed, ("installation", "law")]:
        for row in found[table]:
            row.pop(column, None)  # a layout before the column was made
    return found


def lost(before: Tables, after: Tables) -> list[str]:
    """Name the rows that are gone or changed. New columns don't count."""
    return [
        f"{table}: {row}"
        for table, old in before.items()
        for row, new in zip(old, [*after[table], *({} for _ in old)], strict=False)
        if any(key not in new or new[key] != value for key, value in row.items())
    ]


def write() -> None:
    """Write the output about each home."""
    for release in RELEASES:
        with tempfile.TemporaryDirectory() as folder:
            found = told(put(release, Path(folder) / "home"))
        (HOMES / f"{release}.json").write_text(pretty(found) + "\n", "utf-8")


if __name__ == "__main__":
    write()
