"""Copies of cases in great number, for trials of volume: whole records that `verify` accepts.

Every row of a copy is a row of its model with higher numbers and other names. Its audit entries
follow the model's, one for one. Each holds a digest of the copy after that act.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from dpo_console.store.asking import Ask, Row
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.copies.copied_log import Copy, LogOfCopies
from dpo_console.store.copies.digest_text import IDS, Frame, Words, frame, keys
from dpo_console.store.database import Database
from dpo_console.store.dialect import as_list, listed
from dpo_console.store.reads.words import search
from dpo_console.store.sqlite.whole_file.rewriting import SEARCH, Rewriting, rewriting

COPIED = tuple(part.table for part in PARTS.values() if part.copied)
"""The tables whose rows need no other words in a copy."""

KEPT = ("counter", *(part.table for part in PARTS.values()))
"""The tables whose rows are taken over unchanged."""


def watched(database: Database, frames: dict[int, Frame]) -> Database:
    """Return the records so that they keep a frame of each act, by its audit entry's number."""

    class Watched(Database):
        __slots__ = ()

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
            if len(acts) == 1:
                seq, case = (int(value or 0) for value in acts[0])
                with suppress(ValueError):
                    frames[seq] = frame(ask, case)

    return Watched(*database)


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
    with rewriting(database.path, lambda: database.create(now)) as records:
        records.ask(
            "UPDATE installation SET (chain, created_at, law) = "
            "(SELECT chain, created_at, law FROM models.installation)",
            {},
        )
        records.take_over(KEPT)
        step = 1 + max(records.highest(table) for table in ("cases", "party", *COPIED))
        log = LogOfCopies(records, frames, wanted, step, tell)
        log.write()
        _write_rows(records, log.copies)


def _write_rows(records: Rewriting, copies: Mapping[int, Sequence[Copy]]) -> None:
    """Write all rows of the copies except the log. `copies` is keyed by the model's number."""
    _write_cases(records, copies)
    _write_parties(records, copies)
    rounds: dict[int, list[int]] = defaultdict(list)
    for case, its in copies.items():
        for copy in its:
            rounds[copy.higher].append(case)
    for table in COPIED:
        columns = records.columns(table)
        values = ", ".join(f"{c} + :higher" if c in IDS else c for c in columns)
        sql = (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM models.{table} "
            f"WHERE case_id IN ({listed('cases')})"
        )
        for higher, cases in sorted(rounds.items()):
            records.ask(sql, {"higher": higher, "cases": as_list(cases)})


def _write_cases(records: Rewriting, copies: Mapping[int, Sequence[Copy]]) -> None:
    columns = records.columns("cases")
    rows = _models(records, "cases", "id")
    records.insert("cases", columns, (
        _copied("cases", columns, row, copy)
        for case, its in copies.items() for copy in its for row in rows[case]
    ))  # fmt: skip


def _write_parties(records: Rewriting, copies: Mapping[int, Sequence[Copy]]) -> None:
    """Write the people of each copy, and the words that find them and the copy."""
    columns = records.columns("party")
    name, organisation = columns.index("name"), columns.index("organisation")
    rows = _models(records, "party", "role, position")
    people, found = [], []
    for case, its in copies.items():
        for copy in its:
            own = [_copied("party", columns, row, copy) for row in rows[case]]
            people += own
            names = [str(text) for row in own for text in (row[name], row[organisation])]
            words = search.findable_by(copy.reference, copy.words["summary"], names)
            found.append((case + copy.higher, words))
    records.insert("party", columns, people)
    records.insert(*SEARCH, found)


def _models(records: Rewriting, table: str, order: str) -> dict[int, list[Row]]:
    """Return the rows of the models, by case number."""
    case = "id" if table == "cases" else "case_id"
    found: dict[int, list[Row]] = defaultdict(list)
    for number, *row in records.stream(f"SELECT {case}, * FROM models.{table} ORDER BY {order}"):
        found[number].append(tuple(row))
    return found


def _copied(table: str, columns: Sequence[str], row: Row, copy: Copy) -> Row:
    """Return a model's row as it stands in a copy."""
    return tuple(
        copy.words[key] if key else value + copy.higher if column in IDS else value  # type: ignore[operator]  # numbers
        for column, value, key in zip(columns, row, keys(table, columns, row), strict=True)
    )
