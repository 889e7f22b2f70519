"""The one question for all that is read of each table of a case.

Rows and digests need most columns of a table twice. One question serves both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from dpo_console.store.asking import Row, Value
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.cases.parts import Covered, Part, RowShape

IN_EVERY_CASE = ("cases", "party", "fact")
"""The tables in which every case has a row."""


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
