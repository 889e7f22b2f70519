"""Every word that the records hold about some cases, column by column, for `about`.

The columns are those that the parts of a case declare, so a new part is read without a line here.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dpo_console.store.asking import Ask, Row, Value
from dpo_console.store.cases.case_parts import Page
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.reads.search import KEPT

_ENTRIES = (
    "SELECT c.id, a.seq, a.at, a.action, d.detail FROM audit a "
    "JOIN audit_detail d ON d.seq = a.seq JOIN cases c ON c.reference = a.reference "
    "WHERE c.id IN ({cases}) ORDER BY a.seq"
)

OF_PEOPLE = {
    "audit": ("actor", "account"), "cases": ("owner", "created_by"), "look": ("person",),
    "reader": ("person",), "fact": ("recorded_by",), "note": ("recorded_by",),
    "letter": ("recorded_by",), "assessment": ("recorded_by",), "place": ("recorded_by",),
    "decision": ("decided_by", "recorded_by"), "link": ("recorded_by",), "paper": ("recorded_by",),
    "item": ("recorded_by", "treated_by", "looked_by"), "open_check": ("recorded_by",),
    "message": ("recorded_by", "settled_by"),
}  # fmt: skip
"""The columns that name somebody of the office by slug or account. A test compares them."""


class Record(NamedTuple):
    """One row of a table: the number of its case, and its values by column."""

    table: str
    case: int
    values: dict[str, Value]


@cache
def columns() -> dict[str, tuple[str, ...]]:
    """Return the columns of each table of a case, in the order of its parts."""
    found: dict[str, dict[str, None]] = {}
    for part in PARTS.values():
        for covered in part.covered:
            names = [name.strip() for name in covered.columns.split(",")]
            found.setdefault(covered.table, {}).update(dict.fromkeys(names))
    return {table: tuple(names) for table, names in found.items()}


def records(page: Page) -> Iterator[Record]:
    """Yield every row about the cases of a page, table by table."""
    for table, names in columns().items():
        case = "id" if table == "cases" else "case_id"
        sql = f"SELECT {case}, {', '.join(names)} FROM {table} WHERE {case} IN ({{cases}})"
        for row in page.rows(sql):
            yield _record(table, names, row)
    for row in page.rows(KEPT):
        yield _record("case_search", ("words",), row)
    for row in page.rows(_ENTRIES):
        yield _record("audit_detail", ("seq", "at", "action", "detail"), row)


def _record(table: str, names: tuple[str, ...], row: Row) -> Record:
    return Record(table, int(row[0] or 0), dict(zip(names, row[1:], strict=True)))


def entries_of_no_case(ask: Ask, after: int, most: int) -> list[Record]:
    """Return the next entries of the log that are about no case, with their words."""
    rows = ask(
        "SELECT 0, a.seq, a.at, a.action, d.detail FROM audit a "
        "JOIN audit_detail d ON d.seq = a.seq WHERE a.reference = '' AND a.seq > :after "
        "ORDER BY a.seq LIMIT :most",
        {"after": after, "most": most},
    )
    return [_record("audit_detail", ("seq", "at", "action", "detail"), row) for row in rows]


def parties(ask: Ask, after: int, most: int) -> list[Row]:
    """Return the next people of the cases in sight: id, name, email, phone and address."""
    return ask(
        "SELECT p.id, p.name, p.email, p.phone, p.address FROM party p "
        "JOIN cases c ON c.id = p.case_id WHERE p.id > :after ORDER BY p.id LIMIT :most",
        {"after": after, "most": most},
    )


def cases_in_sight(ask: Ask) -> dict[int, str]:
    """Return the cases that this reader may see: the reference by the number."""
    rows = ask("SELECT id, reference FROM cases ORDER BY id", {})
    return {int(row[0] or 0): str(row[1]) for row in rows}


def times_named(ask: Ask, slug: str) -> Iterator[tuple[str, str, int]]:
    """Yield each table and column that names somebody of the office, and how often it does.

    Only the cases in sight are counted.
    """
    for table, names in OF_PEOPLE.items():
        case = "id" if table == "cases" else "case_id"
        seen = f"{case} IN (SELECT id FROM cases)"
        if table == "message":
            seen = f"(case_id IS NULL OR {seen})"
        if table == "audit":
            seen = "(reference = '' OR reference IN (SELECT reference FROM cases))"
        for name in names:
            rows = ask(
                f"SELECT count(*) FROM {table} WHERE {name} = :slug AND {seen}", {"slug": slug}
            )
            if times := int(rows[0][0] or 0):
                yield table, name, times
