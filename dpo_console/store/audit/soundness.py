"""Checks of the records as a whole: values that nobody writes, references and counters."""

import hashlib
from collections.abc import Iterator

from dpo_console.config.methods import CHANNELS
from dpo_console.store import asking
from dpo_console.store.asking import Ask
from dpo_console.store.audit.chain import canonical
from dpo_console.store.sqlite.whole_file import columns
from dpo_console.text import show_line

Series = tuple[str, str]
"""A reference's prefix and year."""

_FROM_WORDS = (
    "SELECT id, method, former_kind, letter_id FROM fact WHERE id <= :last ORDER BY id",
    "SELECT id, fact_id, criterion, recorded_at FROM open_check WHERE recorded_by = '' ORDER BY id",
)
"""The questions for what layout 4 read from words, up to the last fact that it read."""

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

_NUMBERS = {"audit": "seq", "audit_detail": "seq", "scope": "case_id", "reader": "case_id"}
"""The column that numbers a table's rows, where it isn't `id`."""


def miscounted_references(ask: Ask) -> list[str]:
    """Return the cases that were removed or slipped in, and the counters that were altered."""
    cases, logged = _all(ask, "cases"), _all(ask, "audit") - {""}  # roles belong to no case
    return [
        *(f"{r}: the audit log has this case, but it is gone" for r in sorted(logged - cases)),
        *(f"{r}: the audit log knows nothing of this case" for r in sorted(cases - logged)),
        *_miscounted_series(ask, cases | logged),
    ]


def problems(ask: Ask) -> list[str]:
    """Return the faults of the row that identifies the records, and of what was once read."""
    lost = (
        [] if ask("SELECT 1 FROM installation", {}) else ["the records have lost their first row"]
    )
    return [*lost, *_read_from_words(ask)]


def _read_from_words(ask: Ask) -> Iterator[str]:
    """Yield a fault where the values that layout 4 read from words were changed since."""
    for number, told in ask("SELECT words_read, words_digest FROM installation", {}):
        rows = (ask(sql, {"last": number} if ":last" in sql else {}) for sql in _FROM_WORDS)
        text = f"{number}{''.join(canonical(its).decode() for its in rows)}"
        if told != (hashlib.sha256(text.encode()).hexdigest() if number else ""):
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
            f"SELECT {_whose(table)}, {_NUMBERS.get(table, 'id')}, {column} FROM {table} "
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
        return asking.is_no_day(column)
    if allowed:
        return f"{column} NOT IN {allowed}"
    match column:
        case "channel":
            return f"channel NOT IN {CHANNELS}"
        case "at_minute":
            return asking.is_no_minute(column)
        case "detail":
            return asking.is_no_json(column)
    return ""


def _all(ask: Ask, table: str) -> set[str]:
    return {str(row[0]) for row in ask(f"SELECT DISTINCT reference FROM {table}", {})}


def _miscounted_series(ask: Ask, references: set[str]) -> list[str]:
    """Return the series whose counter differs from its last number.

    Each number is given with its case, in one transaction, and no case is ever deleted.
    """
    counters = {
        (str(prefix), str(year)): int(last or 0)
        for prefix, year, last in ask("SELECT prefix, year, last FROM counter", {})
    }
    given: dict[Series, int] = {}
    for reference in references:
        prefix, year, number = (*reference.rsplit("-", 2), "", "")[:3]
        last = int(number) if number.isdecimal() else 0
        given[prefix, year] = max(last, given.get((prefix, year), 0))
    return [
        f"{'-'.join(series)}: {counters.get(series, 0)} references were counted, but the last is "
        f"number {given.get(series, 0)}"
        for series in sorted(counters.keys() | given.keys())
        if counters.get(series, 0) != given.get(series, 0)
    ]
