"""A question to the records: its values, its rows, who asks, and how each engine spells it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

Value = str | int | None

Row = tuple[Value, ...]

Ask = Callable[[str, Mapping[str, Value]], list[Row]]
"""A function that asks the database one question with `:named` values and returns all rows."""

Question = tuple[str, Mapping[str, Value]]
"""A question with its values."""

_FRAGMENT = re.compile(r"\[(\w+)(?: ([^\[\]]*))?\]")

FOUND = "[found]"
"""The column of `case_search` that numbers the cases."""

AUDIT_LINK = "[audit_link]"
"""The numbers, moments and hashes of the whole log, whose other columns a reader sees in part."""


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


def spelled(sql: str, spellings: Mapping[str, str]) -> str:
    """Return a question with its fragments spelled as an engine spells them."""
    return _FRAGMENT.sub(lambda found: spellings[found[1]].format(found[2]), sql)


def listed(name: str) -> str:
    """Return the question for each number of a list, whose value has this name."""
    return f"[listed :{name}]"


def as_list(numbers: Sequence[int]) -> Value:
    """Return numbers as the value that `listed` reads."""
    return f"[{','.join(map(str, numbers))}]"


def among_words(name: str) -> str:
    """Return the end of a condition: is one of a list of words, whose value has this name."""
    return f"[among :{name}]"


def as_words(words: Iterable[str]) -> Value:
    """Return words of letters alone as the value that `among_words` reads."""
    return f"""["{'","'.join(words)}"]"""


def in_small(column: str) -> str:
    """Return a column that LIKE compares with a pattern in small letters."""
    return f"[small {column}]"


def joined(expression: str) -> str:
    """Return the texts of a group, separated by commas."""
    return f"[joined {expression}]"


def folded(column: str) -> str:
    """Return a column to sort by, with the capitals of English counted as small letters."""
    return f"[folded {column}]"


def is_no_day(column: str) -> str:
    """Return the condition that a text doesn't begin with an ISO day."""
    return f"[is_no_day {column}]"


def is_no_minute(column: str) -> str:
    """Return the condition that a text is no HH:MM."""
    return f"[is_no_minute {column}]"


def is_no_json(column: str) -> str:
    """Return the condition that a text is no JSON."""
    return f"[is_no_json {column}]"


def answers(name: str) -> str:
    """Return the condition that words kept of a case answer the full-text question of this name."""
    return f"[answers :{name}]"


def has_word(name: str) -> str:
    """Return the condition that words kept of a case hold this one, which begins with a space."""
    return f"[has_word :{name}]"
