"""The parts of a case, each from its own table, fetched for many cases by one question."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from dpo_console.store.asking import Ask, Row
from dpo_console.store.cases.case_rows import (
    AssessmentRow,
    CaseRow,
    DecisionRow,
    FactRow,
    ItemRow,
    LetterRow,
    LinkRow,
    OpenCheckRow,
    PartyRow,
    PlaceRow,
    ScopeItemRow,
    ScopeRow,
)
from dpo_console.store.sqlite import dialect

T = TypeVar("T")

PAGE = 200
"""Number of cases fetched by one question."""

_LISTED = dialect.listed("cases")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case: a question for {cases}, and a function from its rows to a value.

    Each row begins with the case number. `value` takes the rows of one case without that number.
    """

    sql: str
    value: Callable[[Sequence[Row]], object]


class Page:
    """A group of at most PAGE cases. Each part is fetched once, for all of them."""

    def __init__(self, ask: Ask, cases: Sequence[int]) -> None:
        """Use the page only while `ask` works: the records must stay open."""
        self.ask = ask
        self.cases = cases
        self._values: dict[str, dict[int, object]] = {}

    def of(self, part: str, case: int) -> object:
        """Return one case's part, by its name in PARTS."""
        if part not in self._values:
            sql, value = PARTS[part].sql, PARTS[part].value
            self._values[part] = {case: value(its) for case, its in self.by_case(sql).items()}
        values = self._values[part]
        return values[case] if case in values else PARTS[part].value(())

    def rows(self, sql: str) -> list[Row]:
        """Return the rows that answer a question for {cases}."""
        if len(self.cases) == 1:
            return self.ask(sql.format(cases=":cases"), {"cases": self.cases[0]})
        return self.ask(sql.format(cases=_LISTED), {"cases": dialect.as_list(self.cases)})

    def by_case(self, sql: str) -> dict[int, list[Row]]:
        """Group the answer to a question by case number, which must be its first column."""
        found: dict[int, list[Row]] = {}
        for row in self.rows(sql):
            found.setdefault(int(row[0] or 0), []).append(row[1:])
        return found


def pages(ask: Ask, cases: Sequence[int]) -> Iterator[Page]:
    """Split these cases into pages, in order."""
    return (Page(ask, cases[begin : begin + PAGE]) for begin in range(0, len(cases), PAGE))


def seen(
    ask: Ask, cases: Sequence[int], look: Callable[[Page], Iterable[tuple[int, T]]]
) -> Iterator[tuple[int, T | Exception]]:
    """Yield what `look` finds in each case, or the error that it raised for that case.

    If a page can't be read, its cases are read one by one.
    """
    for page in pages(ask, cases):
        yield from _seen(page, look)


def _seen(
    page: Page, look: Callable[[Page], Iterable[tuple[int, T]]]
) -> list[tuple[int, T | Exception]]:
    try:
        return [*look(page)]
    except Exception as problem:  # one unreadable case must not hide the others
        if len(page.cases) == 1:
            return [(page.cases[0], problem)]
        alone = (Page(page.ask, [case]) for case in page.cases)
        return [told for one in alone for told in _seen(one, look)]


def _select(columns: str, table: str, order: str, key: str = "case_id") -> str:
    return (
        f"SELECT {key}, {columns} FROM {table} WHERE {key} IN ({{cases}}) ORDER BY {key}, {order}"
    )


def _rows(table: str, row: type, order: str = "id") -> Part:
    """Return the part that holds all rows of a table. The fields of `row` name its columns."""
    return Part(_select(", ".join(_names(row)), table, order), _made(row))


def _only(table: str, row: type) -> Part:
    """Return the part that holds the single row of a table, or None without a row."""
    made = _made(row)
    return Part(
        _select(", ".join(_names(row)), table, "case_id"),
        lambda rows: made(rows)[0] if rows else None,
    )


def _names(row: type) -> list[str]:
    return [field.name for field in fields(row)]


def _made(row: type) -> Callable[[Sequence[Row]], tuple[object, ...]]:
    """Return a function that builds objects of class `row` from database rows.

    The tables are STRICT, so only the flags need converting: they are kept as 0 and 1.
    """
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
    "open_checks": _rows("open_check", OpenCheckRow),
}
"""Every part, by the field of CaseFile that holds it."""
