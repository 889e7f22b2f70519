"""Copies of cases in great number, for trials of volume: whole records that `verify` accepts.

Every row of a copy is a row of its model with higher numbers and other names. Its audit entries
follow the model's, one for one. Each holds a digest of the copy after that act.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from dpo_console.store.copies.copied_log import Copy, LogOfCopies
from dpo_console.store.copies.spelling import IDS, Frame, Words, frame, keys
from dpo_console.store.database import Ask, Database, Row
from dpo_console.store.reads import search
from dpo_console.store.sqlite import connect, plain_errors

CACHE_KIB = 256 * 1024
"""Room for the indexes, because the rows arrive in no index's order."""

COPIED = ("fact", "note", "scope", "scope_item", "assessment", "decision", "place", "item")
"""The tables whose rows need no other words in a copy."""

KEPT = ("counter", "cases", "party", *COPIED, "reader", "link", "letter")
"""The tables whose rows are taken over unchanged, in an order that satisfies their references."""


@dataclass(frozen=True, slots=True)
class Watched(Database):
    """Records that keep a frame for each act, by the number of its audit entry."""

    frames: dict[int, Frame] | None = None

    @contextmanager
    def watching(self, ask: Ask) -> Iterator[None]:
        """Keep a frame of an act on one case before it is committed."""
        before = ask("SELECT max(seq) FROM audit", {})[0][0] or 0
        yield
        acts = ask(
            "SELECT a.seq, c.id FROM audit a JOIN cases c ON c.reference = a.reference "
            "WHERE a.seq > :before",
            {"before": before},
        )
        if self.frames is not None and len(acts) == 1:
            seq, case = (int(value or 0) for value in acts[0])
            with suppress(ValueError):
                self.frames[seq] = frame(ask, case)


def multiply(
    database: Database,
    frames: Mapping[int, Frame],
    wanted: Mapping[str, Sequence[Words]],
    now: datetime,
    tell: Callable[[int], None],
) -> None:
    """Make copies of cases: `wanted` has the words of each copy, by its model's reference.

    The copies take the next references of their series, in the order in which they were logged.
    `tell` hears the number made so far. The records are rewritten, so nobody else may have them
    open. Raises KeyError if an act on a model has no frame.
    """
    models = database.path.with_suffix(".models")
    database.path.replace(models)
    database.create(now)
    with plain_errors(database.path), closing(connect(database.path)) as connection:
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("ATTACH ? AS models", (str(models),))
        connection.execute("BEGIN IMMEDIATE")
        _take_over(connection)
        step = 1 + max(_highest(connection, table) for table in ("cases", "party", *COPIED))
        log = LogOfCopies(connection, frames, wanted, step, tell)
        log.write()
        _write_rows(connection, log.copies)
        connection.execute("COMMIT")
    models.unlink()


def _take_over(connection: sqlite3.Connection) -> None:
    """Copy the models into the new records, without their log."""
    connection.execute(
        "UPDATE installation SET (chain, created_at, law) = "
        "(SELECT chain, created_at, law FROM models.installation)"
    )
    for table in KEPT:
        connection.execute(f"INSERT INTO {table} SELECT * FROM models.{table}")
    connection.execute(
        "INSERT INTO case_search (rowid, words) SELECT rowid, words FROM models.case_search"
    )


def _highest(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT max(rowid) FROM models.{table}").fetchone()[0] or 0)


def _write_rows(connection: sqlite3.Connection, copies: Mapping[int, Sequence[Copy]]) -> None:
    """Write all rows of the copies except the log. `copies` is keyed by the model's number."""
    _write_cases(connection, copies)
    _write_parties(connection, copies)
    rounds: dict[int, list[int]] = defaultdict(list)
    for case, its in copies.items():
        for copy in its:
            rounds[copy.higher].append(case)
    for table in COPIED:
        columns = _columns(connection, table)
        values = ", ".join(f"{c} + :higher" if c in IDS else c for c in columns)
        sql = (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM models.{table} "
            "WHERE case_id IN (SELECT value FROM json_each(:cases))"
        )
        for higher, cases in sorted(rounds.items()):
            connection.execute(sql, {"higher": higher, "cases": json.dumps(cases)})


def _write_cases(connection: sqlite3.Connection, copies: Mapping[int, Sequence[Copy]]) -> None:
    columns = _columns(connection, "cases")
    rows = _models(connection, "cases", "id")
    _insert(connection, "cases", columns, (
        _copied("cases", columns, row, copy)
        for case, its in copies.items() for copy in its for row in rows[case]
    ))  # fmt: skip


def _write_parties(connection: sqlite3.Connection, copies: Mapping[int, Sequence[Copy]]) -> None:
    """Write the people of each copy, and the words that find them and the copy."""
    columns = _columns(connection, "party")
    name, organisation = columns.index("name"), columns.index("organisation")
    rows = _models(connection, "party", "role, position")
    people, found = [], []
    for case, its in copies.items():
        for copy in its:
            own = [_copied("party", columns, row, copy) for row in rows[case]]
            people += own
            names = [str(text) for row in own for text in (row[name], row[organisation])]
            words = search.findable_by(copy.reference, copy.words["summary"], names)
            found.append((case + copy.higher, words))
    _insert(connection, "party", columns, people)
    _insert(connection, "case_search", ("rowid", "words"), found)


def _models(connection: sqlite3.Connection, table: str, order: str) -> dict[int, list[Row]]:
    """Return the rows of the models, by case number."""
    case = "id" if table == "cases" else "case_id"
    found: dict[int, list[Row]] = defaultdict(list)
    for number, *row in connection.execute(
        f"SELECT {case}, * FROM models.{table} ORDER BY {order}"
    ):
        found[number].append(tuple(row))
    return found


def _copied(table: str, columns: Sequence[str], row: Row, copy: Copy) -> Row:
    """Return a model's row as it stands in a copy."""
    return tuple(
        copy.words[key] if key else value + copy.higher if column in IDS else value  # type: ignore[operator]  # numbers
        for column, value, key in zip(columns, row, keys(table, columns, row), strict=True)
    )


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in connection.execute(f"PRAGMA main.table_info({table})")]


def _insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
