"""The parts of a case, each from its own table, fetched for many cases by one question."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TypeVar, cast

from dpo_console.store import asking
from dpo_console.store.asking import Ask, AtOnce, Row, Value, ask_all
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.cases.disclosure_rows import Covered, Notes, Part, RowShape

IN_EVERY_CASE = ("cases", "party", "fact")
"""The tables in which every case has a row."""

T = TypeVar("T")

PAGE = 200
"""Number of cases fetched by one question."""

_LISTED = asking.listed("cases")


class Page:
    """A group of at most PAGE cases. Each part is fetched once, for all of them."""

    def __init__(
        self,
        ask: Ask,
        cases: Sequence[int],
        also: Sequence[str] = (),
        known: Mapping[str, list[Row]] | None = None,
    ) -> None:
        """Use the page only while `ask` works: the records must stay open.

        Questions that the caller will ask `also` can then be answered with the rest. The answers in
        `known` are asked for no more.
        """
        self.ask, self.also = ask, also
        self.cases = cases
        self._values: dict[str, dict[int, object]] = {}
        self._tables: dict[str, dict[int, list[Row]]] = {}
        self._empty: frozenset[str] | None = None
        self._ahead: dict[str, list[Row]] = {**(known or {})}
        self._far = ask if isinstance(ask, AtOnce) and len(cases) == 1 else None

    @classmethod
    def of_nothing(cls, ask: Ask, case: int) -> "Page":
        """Return the page of a new case without any row, of which nothing needs asking."""
        page = cls(ask, [case])
        page._tables = {table: {} for table in questions()}
        page._values = {name: {} for name, part in PARTS.items() if part.sql}
        page._empty = frozenset(page._tables)
        return page

    def take_over(self, earlier: "Page", changed: frozenset[str], own: Row) -> None:
        """Take over what an earlier page of the one case read of the tables not `changed`.

        Its `own` row needs no look: the change has just written it.
        """
        self._tables = {t: rows for t, rows in earlier._tables.items() if t not in changed}
        self._tables["cases"] = {self.cases[0]: [own[1:]]}
        self._values = {
            part: values
            for part, values in earlier._values.items()
            if changed.isdisjoint(_tables_of(PARTS[part]))
        }
        self._empty = earlier._empty and earlier._empty - changed
        self._ahead = {sql: rows for sql, rows in earlier._ahead.items() if sql in self.also}

    def of(self, part: str, case: int) -> object:
        """Return one case's part, by its name in PARTS."""
        if part not in self._values:
            rows = self._rows_of(PARTS[part]).items()
            self._values[part] = {case: self._value(part, case, its) for case, its in rows}
        values = self._values[part]
        return values[case] if case in values else self._value(part, case, ())

    def _value(self, part: str, case: int, rows: Sequence[Row]) -> object:
        its = PARTS[part]
        if its.value:
            return its.value(rows)
        if its.row is None:
            raise TypeError(f"the part {part} has neither a row nor a value")
        shape = shape_of(its.row)
        notes = self.of("notes", case) if rows and shape.abouts else {}
        made = shape.made(rows, cast(Notes, notes))
        if its.only:
            return made[0] if made else None
        return made

    def _rows_of(self, part: Part) -> dict[int, list[Row]]:
        if part.sql:
            return {} if self._is_empty(part.table) else self.by_case(part.sql)
        pick = own_of(part.table)
        return {case: [*map(pick, rows)] for case, rows in self._table(part.table).items()}

    def covered(self, covered: Covered) -> dict[int, list[Row]]:
        """Return the rows that a digest covers, of the cases that have any."""
        picked = covered_of(covered)
        found = {case: picked(rows) for case, rows in self._table(covered.table).items()}
        return {case: rows for case, rows in found.items() if rows}

    def _table(self, table: str) -> dict[int, list[Row]]:
        if table not in self._tables:
            asked = not self._is_empty(table)
            self._tables[table] = self.by_case(questions()[table].sql) if asked else {}
        return self._tables[table]

    def _is_empty(self, table: str) -> bool:
        """Return True if a single case has no rows in a table, which most have not in most."""
        if len(self.cases) != 1 or self._far or table in IN_EVERY_CASE:
            return False
        if self._empty is None:
            tables, sql = which_are_filled()
            (filled,) = self.rows(sql)
            self._empty = frozenset(t for t, its in zip(tables, filled, strict=True) if not its)
        return table in self._empty

    def rows(self, sql: str) -> list[Row]:
        """Return the rows that answer a question for {cases}."""
        return self.ask(*self._about_these(sql))

    def _about_these(self, sql: str) -> tuple[str, dict[str, Value]]:
        """Return a question for {cases} with the page's own, and its values."""
        if len(self.cases) == 1:
            return sql.format(cases=":cases"), {"cases": self.cases[0]}
        return sql.format(cases=_LISTED), {"cases": asking.as_list(self.cases)}

    def by_case(self, sql: str) -> dict[int, list[Row]]:
        """Group the answer to a question by case number, which must be its first column."""
        found: dict[int, list[Row]] = {}
        for row in self._answer(sql):
            found.setdefault(int(row[0] or 0), []).append(row[1:])
        return found

    def _answer(self, sql: str) -> list[Row]:
        """Return the rows of an answer. A far server is asked what will follow as well."""
        if sql not in self._ahead:
            if self._far is None:
                return self.rows(sql)
            asked = [*dict.fromkeys([sql, *self._not_read()])]
            (_, values), *_ = told = [*map(self._about_these, asked)]
            answers = self._far.at_once([one for one, _ in told], values)
            self._ahead |= zip(asked, answers, strict=True)
        return self._ahead.pop(sql)

    def _not_read(self) -> Iterator[str]:
        """Yield the questions for the rest of the case."""
        yield from (sql for sql in self.also if sql not in self._ahead)
        for table, question in questions().items():
            if table not in self._tables:
                yield question.sql
        for name, part in PARTS.items():
            if part.sql and name not in self._values:
                yield part.sql


def with_the_case(
    ask: Ask,
    reference: str,
    others: Sequence[str],
    values: Mapping[str, Value],
    also: Sequence[str],
) -> tuple[Sequence[list[Row]], dict[str, list[Row]]]:
    """Return the answers to `others`, and what is `known` of a case for its page.

    A far server is asked for all of it in one round, and one that is near for nothing ahead.
    """
    if not isinstance(ask, AtOnce):
        return ask_all(ask, others, values), {}
    asked = [*also, *(question.sql for question in questions().values())]
    asked += [part.sql for part in PARTS.values() if part.sql]
    about = [sql.format(cases="SELECT id FROM its") for sql in asked]
    its = "SELECT id FROM cases WHERE reference = :its"  # a policy makes plans of it long
    answers = ask.at_once([*others, *about], {**values, "its": reference}, its=its)
    first = len(others)
    return answers[:first], dict(zip(asked, answers[first:], strict=True))


def _tables_of(part: Part) -> Iterator[str]:
    """Yield each table that a part is made of. A question of its own may read other cases' too."""
    yield part.table
    if part.sql:
        yield "cases"
    if part.row and shape_of(part.row).abouts:
        yield "note"


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


def as_kept(row: object) -> dict[str, object]:
    """Return a row's values by the names of the columns that hold them."""
    kind: type = type(row)
    fields, columns = kind.__annotations__, shape_of(kind).columns
    return {column: getattr(row, name) for name, column in zip(fields, columns, strict=False)}


@dataclass(frozen=True, slots=True)
class Question:
    """The question for the columns of a table's rows about the cases {cases}.

    A condition that selects the rows of a digest is a column too. `filled` asks if the one case
    :cases has any rows.
    """

    sql: str
    filled: str
    order: str
    columns: tuple[str, ...]


@cache
def shape_of(row: type) -> RowShape:
    """Return how the rows of a class are made."""
    return RowShape(row)


@cache
def questions() -> Mapping[str, Question]:
    """Return the question for each table of a case."""
    return {part.table: _question(part) for part in PARTS.values()}


def row_of_case(values: Mapping[str, Value]) -> Row:
    """Return the answer to the question for a case's own row, from the values of its columns.

    The one condition among its columns is that the case is restricted.
    """
    asked = questions()["cases"].columns
    return (values["id"], *(values.get(name, values["restricted"]) for name in asked))


@cache
def own_of(table: str) -> Callable[[Row], Row]:
    """Return a function that picks the columns of a part's own values from a row of its table."""
    (part,) = (part for part in PARTS.values() if part.table == table)
    return _picking(questions()[table].columns, columns_of(part))


@cache
def covered_of(covered: Covered) -> Callable[[Sequence[Row]], list[Row]]:
    """Return a function that picks what a digest covers, in its order, from one case's rows."""
    asked = questions()[covered.table]
    pick = _picking(asked.columns, covered.columns.split(", "))
    where = asked.columns.index(_condition(covered)) if covered.where else None
    number = asked.columns.index(covered.order) if covered.order != asked.order else None

    def picked(rows: Sequence[Row]) -> list[Row]:
        if where is not None:
            rows = [row for row in rows if row[where]]
        if number is not None:
            rows = sorted(rows, key=itemgetter(number))
        return [pick(row) for row in rows]

    return picked


def _picking(columns: Sequence[str], wanted: Sequence[str]) -> Callable[[Row], Row]:
    places = [columns.index(name) for name in wanted]
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


@cache
def which_are_filled() -> tuple[tuple[str, ...], str]:
    """Return the tables in which only some cases have rows, and one question for all of them."""
    asked = {t: its.filled for t, its in questions().items() if t not in IN_EVERY_CASE}
    return tuple(asked), f"SELECT {', '.join(asked.values())}"


def columns_of(part: Part) -> Sequence[str]:
    """Return the columns that a part's own values are made of."""
    if part.columns:
        return part.columns.split(", ")
    return shape_of(part.row).columns if part.row else ()


def _question(part: Part) -> Question:
    columns = tuple(dict.fromkeys(_columns(part)))
    rows = f"FROM {part.table} WHERE {part.key}"
    return Question(
        f"SELECT {part.key}, {', '.join(columns)} {rows} IN ({{cases}}) "
        f"ORDER BY {part.key}, {part.order}",
        f"EXISTS ({part.sql.format(cases=':cases') or f'SELECT 1 {rows} = :cases'})",
        part.order,
        columns,
    )


def _columns(part: Part) -> Iterator[str]:
    if not part.sql:
        yield from columns_of(part)
    for covered in part.covered:
        yield from covered.columns.split(", ")
        if covered.where:
            yield _condition(covered)


def _condition(covered: Covered) -> str:
    return f"({covered.where})"
