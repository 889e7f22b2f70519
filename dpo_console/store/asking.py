"""A question to the records: its values, its rows, who asks it, and the function that does."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Value = str | int | None
Row = tuple[Value, ...]
Ask = Callable[[str, Mapping[str, Value]], list[Row]]
"""A function that asks the database one question with `:named` values and returns all rows."""


Question = tuple[str, Mapping[str, Value]]
"""A question with its values."""


class Reader(NamedTuple):
    """Somebody for whom the records are asked, by slug.

    `schools` are those whose cases alone they see, or None for the cases of every school.
    """

    person: str
    schools: tuple[str, ...] | None = None


class AtOnce(ABC):
    """An Ask that answers several questions in one round, because its server is far."""

    @abstractmethod
    def __call__(self, sql: str, values: Mapping[str, Value]) -> list[Row]:
        """Ask one question."""

    @abstractmethod
    def at_once(
        self, questions: Sequence[str], values: Mapping[str, Value], *, its: str = ""
    ) -> list[list[Row]]:
        """Return the rows of each question. They may ask for the rows of `its`, another one."""

    @abstractmethod
    def later(self, sql: str, values: Mapping[str, Value], rows: int = 1) -> None:
        """Write rows with the next question, as nobody needs an answer."""

    @abstractmethod
    def ahead(self, questions: Sequence[Question]) -> None:
        """Ask these in one round, if their answers can be kept until they are asked one by one."""


def ask_all(ask: Ask, questions: Sequence[str], values: Mapping[str, Value]) -> Sequence[list[Row]]:
    """Return the rows of each question, in one round where that saves time."""
    if isinstance(ask, AtOnce):
        return ask.at_once(questions, values)
    return [ask(sql, values) for sql in questions]


def tell(ask: Ask, sql: str, values: Mapping[str, Value], rows: int = 1) -> None:
    """Write rows, with the next question where a server is far."""
    if isinstance(ask, AtOnce):
        ask.later(sql, values, rows)
    else:
        ask(sql, values)


def text(value: Value) -> str | None:
    """Return a column's value as text, or None for a null."""
    return None if value is None else str(value)
