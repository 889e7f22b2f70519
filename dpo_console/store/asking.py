"""A question to the records: its values, its rows, and the function that asks it."""

from collections.abc import Callable, Mapping

Value = str | int | None
Row = tuple[Value, ...]
Ask = Callable[[str, Mapping[str, Value]], list[Row]]
"""A function that asks the database one question with `:named` values and returns all rows."""


def text(value: Value) -> str | None:
    """Return a column's value as text, or None for a null."""
    return None if value is None else str(value)
