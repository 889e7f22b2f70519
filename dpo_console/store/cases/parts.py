"""Words to declare a part of a case: its table, its row, and what the audit log vouches for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from dpo_console.store.asking import Row

Notes = Mapping[tuple[str, int], str]
"""The latest note on each subject: (about, about_id)."""


@dataclass(frozen=True, slots=True)
class KeptAs:
    """The column of a field that has another name."""

    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """A field that holds the latest note about its row."""

    about: str


@dataclass(frozen=True, slots=True)
class Successor:
    """A field that holds the number of the row that names this one in a `column`, or None."""

    column: str


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A field that the records don't hold: a reader works it out for the rows that it shows."""


class Covered(NamedTuple):
    """Columns of one table that a digest covers. `where` selects the rows, if not all.

    It goes by the name of its part, or by a `name` of its own. Without `words`, they are the record
    that outlives erasure. The log vouches for what is `later` only if a case has such rows, so
    cases written before it existed keep their digests.
    """

    table: str
    columns: str
    order: str = "id"
    where: str = ""
    name: str = ""
    words: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case: all rows of a table, or the `only` one, as objects of the class `row`.

    Without a class, `value` makes one value of the `columns` of one case's rows. `sql` stands in
    for the question for {cases} that follows from the class. Each of its rows begins with the case
    number. A copy of a case takes over the rows of a `copied` table with other numbers alone. An
    evidence pack tells the `packed` fields, or all of them. An officer who is told of words in a
    row reads what it is `called`. The rows of a part that `goes` are deleted when a case is erased.
    """

    table: str
    row: type | None = None
    order: str = "id"
    key: str = "case_id"
    only: bool = False
    columns: str = ""
    sql: str = ""
    value: Callable[[Sequence[Row]], object] | None = None
    covered: tuple[Covered, ...] = ()
    copied: bool = False
    goes: bool = False
    packed: tuple[str, ...] = ()
    called: str = ""


class RowShape:
    """The columns that a row's class reads, and how its fields are made of them."""

    def __init__(self, row: type) -> None:
        """Read the annotations of the class. Fields that are kept elsewhere come last."""
        self.row = row
        self.columns: list[str] = []
        self.abouts: list[str] = []
        self.successors: list[str] = []
        self._converters: list[tuple[int, Callable[[Any], Any]]] = []
        for name, hint in row.__annotations__.items():
            self._take(name, hint)

    def _take(self, name: str, hint: object) -> None:
        kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        mark = marks[0] if marks else None
        if isinstance(mark, Note):
            self.abouts.append(mark.about)
        elif isinstance(mark, Successor):
            self.successors.append(mark.column)
        elif not isinstance(mark, WorkedOut):
            converter = _converter(kind)
            if converter:
                self._converters.append((len(self.columns), converter))
            self.columns.append(mark.name if isinstance(mark, KeptAs) else name)

    def made(self, rows: Sequence[Row], notes: Notes) -> tuple[Any, ...]:
        """Return objects of the class, from one case's rows and notes."""
        successors = [self._successors(rows, column) for column in self.successors]
        return tuple(self._made(values, notes, successors) for values in rows)

    def _successors(self, rows: Sequence[Row], column: str) -> dict[Any, Any]:
        place = self.columns.index(column)
        return {row[place]: row[0] for row in rows if row[place] is not None}

    def _made(self, values: Row, notes: Notes, successors: Sequence[dict[Any, Any]]) -> object:
        made: list[Any] = [*values]
        for place, converter in self._converters:
            if made[place] is not None:
                made[place] = converter(made[place])
        number: Any = values[0]
        made += [notes.get((about, number), "") for about in self.abouts]
        made += [by_number.get(number) for by_number in successors]
        return self.row(*made)


def _converter(kind: object) -> Callable[[Any], Any] | None:
    """Return the function that makes a field of what its column holds, or None."""
    known: dict[object, Callable[[Any], Any]] = {
        bool: bool,
        date: date.fromisoformat,
        time: time.fromisoformat,
        datetime: datetime.fromisoformat,
    }
    return next((known[one] for one in (kind, *get_args(kind)) if one in known), None)
