"""A question to the records: its values, its rows, and the function that asks it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

Value = str | int | None
Row = tuple[Value, ...]
Ask = Callable[[str, Mapping[str, Value]], list[Row]]
"""A function that asks the database one question with `:named` values and returns all rows."""


class AtOnce(ABC):
    """An Ask that answers several questions in one round, because its server is far."""

    @abstractmethod
    def __call__(self, sql: str, values: Mapping[str, Value]) -> list[Row]:
        """Ask one question."""

    @abstractmethod
    def at_once(self, questions: Sequence[str], values: Mapping[str, Value]) -> list[list[Row]]:
        """Return the rows of each question."""


def ask_all(ask: Ask, questions: Sequence[str], values: Mapping[str, Value]) -> Sequence[list[Row]]:
    """Return the rows of each question, in one round where that saves time."""
    if isinstance(ask, AtOnce):
        return ask.at_once(questions, values)
    return [ask(sql, values) for sql in questions]


def text(value: Value) -> str | None:
    """Return a column's value as text, or None for a null."""
    return None if value is None else str(value)
