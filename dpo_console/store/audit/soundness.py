"""Checks that the database file itself is whole and has this release's layout."""

import re
from collections.abc import Iterator

from dpo_console.config.channels import CHANNELS
from dpo_console.store import schema
from dpo_console.store.database import Ask, Value, asker
from dpo_console.text import show_line

_DATED = {
    "closed_on", "received", "due", "due_at", "safe_by", "target", "on_day", "until", "review_on",
    "sent_on", "hold_on", "asked_on", "reply_by", "chased_on", "answered_on", "dated",
    "opinion_on", "looked_on", "created_at", "recorded_at", "at",
}  # fmt: skip
"""The columns that hold a day or a moment."""

_NO_DAY = "strftime('%Y-%m-%d', {0}) IS NOT substr({0}, 1, 10)"
_NO_MINUTE = "strftime('%H:%M', {0}) IS NOT {0}"
_ONE_OF = re.compile(r"CHECK \((\w+) IN (\([^()]*\))\)")
_WHOSE = {
    "cases": "reference",
    "audit": "reference",
    "audit_detail": "(SELECT reference FROM audit WHERE audit.seq = audit_detail.seq)",
}
"""The column or query that names a row's case, for tables without a case_id."""


def problems(ask: Ask) -> list[str]:
    """Return the faults that SQLite finds in the file and its links.

    This proves little by itself: SQLite misses many changed bytes and accepts an empty file.
    """
    found = [str(row[0]) for row in ask("PRAGMA integrity_check", {}) if row[0] != "ok"]
    found += [
        f"{row[0]} row {row[1]} points to a missing {row[2]}"
        for row in ask("PRAGMA foreign_key_check", {})
    ]
    if not ask("SELECT 1 FROM installation", {}):
        found.append("the records have lost their first row")
    return found


def never_written(ask: Ask) -> list[str]:
    """Return the values that this program never writes.

    These are invalid days, choices that don't exist, and cases without a requester. A case can't be
    read while they remain.
    """
    lost = ask(
        "SELECT reference FROM cases WHERE id NOT IN "
        "(SELECT case_id FROM party WHERE role = 'requester')",
        {},
    )
    odd = (
        f"{reference}: {column} in row {row} of {table} is {show_line(str(value), 40)!r}"
        for table, column, where in _tests()
        for reference, row, value in ask(
            f"SELECT {_whose(table)}, rowid, {column} FROM {table} "
            f"WHERE {column} IS NOT NULL AND {where}",
            {},
        )
    )
    return [*odd, *(f"{reference}: its requester is gone" for (reference,) in lost)]


def _whose(table: str) -> str:
    of_case = f"(SELECT reference FROM cases WHERE cases.id = {table}.case_id)"
    return f"coalesce({_WHOSE.get(table, of_case)}, '')"


def _tests() -> Iterator[tuple[str, str, str]]:
    """Yield each column that can hold a bad value, with its table and the condition for one."""
    pristine = schema.empty_records()
    for table, sql in pristine.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%) STRICT'"
    ):
        allowed = dict(_ONE_OF.findall(sql))
        columns = [row[1] for row in pristine.execute(f"PRAGMA table_info({table})")]
        of_case = "case_id" in columns or table in _WHOSE
        for column in columns if of_case else ():
            if column in _DATED:
                yield table, column, _NO_DAY.format(column)
            elif column in allowed:
                yield table, column, f"{column} NOT IN {allowed[column]}"
            elif column == "channel":
                yield table, column, f"channel NOT IN {CHANNELS}"
            elif column == "at_minute":
                yield table, column, _NO_MINUTE.format(column)
            elif column == "detail":
                yield table, column, "NOT json_valid(detail)"
    pristine.close()


def changed_layout(ask: Ask) -> list[str]:
    """Return the tables, indexes and triggers that differ from the numbered layouts."""
    pristine = schema.empty_records()
    due, have = _layout(asker(pristine)), _layout(ask)
    pristine.close()
    return [
        *(f"the {what} is missing" for what in sorted(due.keys() - have.keys())),
        *(f"the {what} is none of ours" for what in sorted(have.keys() - due.keys())),
        *(f"the {w} was changed" for w in sorted(due.keys() & have.keys()) if due[w] != have[w]),
    ]


def _layout(ask: Ask) -> dict[str, Value]:
    """Return the SQL of each table, index and trigger, except search's inner tables.

    SQLite lays those out itself.
    """
    rows = ask(
        "SELECT type || ' ' || name, CASE WHEN name LIKE 'case_search_%' THEN '' ELSE sql END "
        "FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'",
        {},
    )
    return {str(what): sql for what, sql in rows}
