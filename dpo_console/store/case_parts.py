"""The parts of a case, each from its own table, and how one question fetches a part of many."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from operator import itemgetter

from dpo_console.store.case_rows import (
    AssessmentRow,
    CaseRow,
    DecisionRow,
    FactRow,
    ItemRow,
    LetterRow,
    LinkRow,
    PartyRow,
    PlaceRow,
    ScopeItemRow,
    ScopeRow,
)
from dpo_console.store.database import Ask, Row

PAGE = 5_000
"""How many cases are held in memory at once when all of them are looked at."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case: a question for the cases :first to :last, and what one's rows are.

    Each row begins with the number of its case; `value` takes the rows of one case, without it.
    """

    sql: str
    value: Callable[[Sequence[Row]], object]


class Page:
    """The cases from one number to another. Each part is asked for once, for all of them."""

    def __init__(self, ask: Ask, first: int, last: int) -> None:
        """To be used only while `ask` can be: the records must stay open."""
        self.ask = ask
        self.first = first
        self.last = last
        self._values: dict[str, dict[int, object]] = {}

    def numbers(self) -> list[int]:
        """The cases of the page, in the order of their entry."""
        return list(self._all("case"))

    def of(self, part: str, case: int) -> object:
        """One case's part, by its name in PARTS."""
        values = self._all(part)
        return values[case] if case in values else PARTS[part].value([])

    def _all(self, part: str) -> dict[int, object]:
        if part not in self._values:
            sql, value = PARTS[part].sql, PARTS[part].value
            rows = self.ask(sql, {"first": self.first, "last": self.last})
            self._values[part] = {
                int(case or 0): value([row[1:] for row in its])
                for case, its in groupby(rows, itemgetter(0))
            }
        return self._values[part]


def pages(ask: Ask, size: int = PAGE) -> Iterator[Page]:
    """All cases, so many at a time, in the order of their entry."""
    last = 0
    while True:
        first = last + 1
        rows = ask(
            "SELECT max(id) FROM "
            "(SELECT id FROM cases WHERE id >= :first ORDER BY id LIMIT :size) AS page",
            {"first": first, "size": size},
        )
        if rows[0][0] is None:
            return
        last = int(rows[0][0])
        yield Page(ask, first, last)


def _select(columns: str, table: str, order: str, key: str = "case_id") -> str:
    return (
        f"SELECT {key}, {columns} FROM {table} WHERE {key} BETWEEN :first AND :last "
        f"ORDER BY {key}, {order}"
    )


def _rows(table: str, row: type, order: str = "id") -> Part:
    """All rows of a table; the fields of their class are its columns."""
    return Part(_select(", ".join(_names(row)), table, order), _made(row))


def _only(table: str, row: type) -> Part:
    """The one row that there may be; None where there is none."""
    made = _made(row)
    return Part(
        _select(", ".join(_names(row)), table, "case_id"),
        lambda rows: made(rows)[0] if rows else None,
    )


def _names(row: type) -> list[str]:
    return [field.name for field in fields(row)]


def _made(row: type) -> Callable[[Sequence[Row]], tuple[object, ...]]:
    """Makes rows of a class; the tables are STRICT, so only 0 and 1 are not what the class says."""
    flags = [field.type is bool for field in fields(row)]
    return lambda rows: tuple(
        row(*(bool(v) if flag else v for v, flag in zip(values, flags, strict=True)))
        for values in rows
    )


PARTS: dict[str, Part] = {
    "case": Part(
        _select(", ".join(CaseRow._fields), "cases", "id", key="id"),
        lambda rows: CaseRow._make(rows[0]),
    ),
    "parties": _rows("party", PartyRow, "role, position"),
    "facts": Part(
        _select(", ".join(FactRow._fields), "fact", "id"),
        lambda rows: tuple(map(FactRow._make, rows)),
    ),
    "scope": _only("scope", ScopeRow),
    "assessments": _rows("assessment", AssessmentRow),
    "decisions": _rows("decision", DecisionRow),
    "letters": _rows("letter", LetterRow),
    "notes": Part(
        _select("about, about_id, body", "note", "id"),
        lambda rows: {(about, number): body for about, number, body in rows},
    ),
    "scope_items": _rows("scope_item", ScopeItemRow, "position"),
    "places": _rows("place", PlaceRow, "position"),
    "items": _rows("item", ItemRow, "number"),
    "links": Part(
        "SELECT l.case_id, l.id, c.id, c.reference, c.kind, l.nature, 1 "
        "FROM link l JOIN cases c ON c.id = l.other_id WHERE l.case_id BETWEEN :first AND :last "
        "UNION ALL SELECT l.other_id, l.id, c.id, c.reference, c.kind, l.nature, 0 "
        "FROM link l JOIN cases c ON c.id = l.case_id WHERE l.other_id BETWEEN :first AND :last "
        "ORDER BY 1, 2",
        _made(LinkRow),
    ),
    "readers": Part(
        _select("person", "reader", "person"), lambda rows: tuple(row[0] for row in rows)
    ),
}
"""Every part, by the name of the field of a CaseFile that holds it."""
