"""Fragments of SQL that engines spell differently, as SQLite spells them."""

from collections.abc import Sequence

from dpo_console.store.asking import Value

ROW = "rowid"
"""The column that numbers the rows of any table."""


def listed(name: str) -> str:
    """Return the question for each number of a list, whose value has this name."""
    return f"SELECT value FROM json_each(:{name})"


def as_list(numbers: Sequence[int]) -> Value:
    """Return numbers as the value that `listed` reads."""
    return f"[{','.join(map(str, numbers))}]"


def joined(expression: str) -> str:
    """Return the texts of a group, separated by commas."""
    return f"group_concat({expression})"


def folded(column: str) -> str:
    """Return a column to sort by, with the capitals of English counted as small letters."""
    return f"{column} COLLATE NOCASE"


def is_no_day(column: str) -> str:
    """Return the condition that a text doesn't begin with an ISO day."""
    return f"strftime('%Y-%m-%d', {column}) IS NOT substr({column}, 1, 10)"


def is_no_minute(column: str) -> str:
    """Return the condition that a text is no HH:MM."""
    return f"strftime('%H:%M', {column}) IS NOT {column}"


def is_no_json(column: str) -> str:
    """Return the condition that a text is no JSON."""
    return f"NOT json_valid({column})"


def ending(column: str, length: int) -> str:
    """Return the last characters of a text."""
    return f"substr({column}, -{length})"
