"""The parts of a case, each from its own table, and how one question fetches a part of many."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from dpo_console.store.cases.case_rows import (
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

T = TypeVar("T")

PAGE = 200
"""How many cases one question asks for."""

_LISTED = "SELECT value FROM json_each(:cases)"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case: a question for the cases {cases}, and what the rows of one of them are.

    Each row begins with the number of its case; `value` takes the rows of one case, without it.
    """

    sql: str
    value: Callable[[Sequence[Row]], object]


class Page:
    """Some cases, PAGE at most. Each of their parts is asked for once, for all of them."""

    def __init__(self, ask: Ask, cases: Sequence[int]) -> None:
        """To be used only while `ask` can be: the records must stay open."""
        self.ask = ask
        self.cases = cases
        self._values: dict[str, dict[int, object]] = {}

    def of(self, part: str, case: int) -> object:
        """One case's part, by its name in PARTS."""
        if part not in self._values:
            sql, value = PARTS[part].sql, PARTS[part].value
            self._values[part] = {case: value(its) for case, its in self.by_case(sql).items()}
        values = self._values[part]
        return values[case] if case in values else PARTS[part].value(())

    def rows(self, sql: str) -> list[Row]:
        """The rows of a question for {cases}."""
        if len(self.cases) == 1:
            return self.ask(sql.format(cases=":cases"), {"cases": self.cases[0]})
        return self.ask(sql.format(cases=_LISTED), {"cases": json.dumps([*self.cases])})

    def by_case(self, sql: str) -> dict[int, list[Row]]:
        """The rows of such a question by the number of the case, with which each must begin."""
        found: dict[int, list[Row]] = {}
        for row in self.rows(sql):
            found.setdefault(int(row[0] or 0), []).append(row[1:])
        return found


def pages(ask: Ask, cases: Sequence[int]) -> Iterator[Page]:
    """These cases, in their order, a page at a time."""
    return (Page(ask, cases[begin : begin + PAGE]) for begin in range(0, len(cases), PAGE))


def seen(
    ask: Ask, cases: Sequence[int], look: Callable[[Page], Iterable[tuple[int, T]]]
) -> Iterator[tuple[int, T | Exception]]:
    """What a look at pages tells of each of these cases; where one can't be read, each alone."""
    for page in pages(ask, cases):
        yield from _seen(page, look)


def _seen(
    page: Page, look: Callable[[Page], Iterable[tuple[int, T]]]
) -> list[tuple[int, T | Exception]]:
    try:
        return [*look(page)]
    except Exception as problem:  # whatever is wrong with one case, it doesn't hide the others
        if len(page.cases) == 1:
            return [(page.cases[0], problem)]
        alone = (Page(page.ask, [case]) for case in page.cases)
        return [told for one in alone for told in _seen(one, look)]


def _select(columns: str, table: str, order: str, key: str = "case_id") -> str:
    return (
        f"SELECT {key}, {columns} FROM {table} WHERE {key} IN ({{cases}}) ORDER BY {key}, {order}"
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
        "FROM link l JOIN cases c ON c.id = l.other_id WHERE l.case_id IN ({cases}) "
        "UNION ALL SELECT l.other_id, l.id, c.id, c.reference, c.kind, l.nature, 0 "
        "FROM link l JOIN cases c ON c.id = l.case_id WHERE l.other_id IN ({cases}) "
        "ORDER BY 1, 2",
        _made(LinkRow),
    ),
    "readers": Part(
        _select("person", "reader", "person"), lambda rows: tuple(row[0] for row in rows)
    ),
}
"""Every part, by the name of the field of a CaseFile that holds it."""
