"""Checks that the database file itself is whole and has this release's layout."""

import hashlib
from collections.abc import Iterator

from dpo_console.config.methods import CHANNELS
from dpo_console.store.asking import Ask
from dpo_console.store.sqlite import dialect
from dpo_console.store.sqlite.whole_file.soundness import columns, faults, layout, newest_layout
from dpo_console.text import show_line

_FROM_WORDS = (
    "SELECT words_read, words_digest, "
    "(SELECT json_group_array(json_array(id, method, former_kind, letter_id)) "
    "FROM (SELECT * FROM fact WHERE id <= words_read ORDER BY id)), "
    "(SELECT json_group_array(json_array(id, fact_id, criterion, recorded_at)) "
    "FROM (SELECT * FROM open_check WHERE recorded_by = '' ORDER BY id)) FROM installation"
)

_DATED = {
    "closed_on", "received", "due", "due_at", "safe_by", "target", "on_day", "until", "review_on",
    "sent_on", "hold_on", "asked_on", "reply_by", "chased_on", "answered_on", "dated",
    "opinion_on", "looked_on", "created_at", "recorded_at", "at",
}  # fmt: skip
"""The columns that hold a day or a moment."""

_WHOSE = {
    "cases": "reference",
    "audit": "reference",
    "audit_detail": "(SELECT reference FROM audit WHERE audit.seq = audit_detail.seq)",
}
"""The column or query that names a row's case, for tables without a case_id."""


def problems(ask: Ask) -> list[str]:
    """Return the faults of the file, of the row that identifies it, and of what was once read."""
    lost = (
        [] if ask("SELECT 1 FROM installation", {}) else ["the records have lost their first row"]
    )
    return [*faults(ask), *lost, *_read_from_words(ask)]


def _read_from_words(ask: Ask) -> Iterator[str]:
    """Yield a fault where the values that layout 4 read from words were changed since."""
    for number, told, facts, checks in ask(_FROM_WORDS, {}):
        due = hashlib.sha256(f"{number}{facts}{checks}".encode()).hexdigest() if number else ""
        if told != due:
            yield "what was once read from words was changed"


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
            f"SELECT {_whose(table)}, {dialect.ROW}, {column} FROM {table} "
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
    for table, choices in columns():
        of_case = "case_id" in choices or table in _WHOSE
        for column, allowed in choices.items() if of_case else ():
            condition = _bad(column, allowed)
            if condition:
                yield table, column, condition


def _bad(column: str, allowed: str) -> str:
    """Return the condition for a bad value in a column, or '' if any value will do."""
    if column in _DATED:
        return dialect.is_no_day(column)
    if allowed:
        return f"{column} NOT IN {allowed}"
    match column:
        case "channel":
            return f"channel NOT IN {CHANNELS}"
        case "at_minute":
            return dialect.is_no_minute(column)
        case "detail":
            return dialect.is_no_json(column)
    return ""


def changed_layout(ask: Ask) -> list[str]:
    """Return the tables, indexes and triggers that differ from the numbered layouts."""
    due, have = newest_layout(), layout(ask)
    return [
        *(f"the {what} is missing" for what in sorted(due.keys() - have.keys())),
        *(f"the {what} isn't ours" for what in sorted(have.keys() - due.keys())),
        *(f"the {w} was changed" for w in sorted(due.keys() & have.keys()) if due[w] != have[w]),
    ]
