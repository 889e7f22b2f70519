"""Changes to many items of a disclosure schedule at once, in one statement each."""

from collections.abc import Mapping, Sequence

from dpo_console.store.asking import Ask, Value
from dpo_console.store.dialect import as_list, listed

_WHICH = f"case_id = :case AND number IN ({listed('numbers')})"


def change_items(ask: Ask, case: int, numbers: Sequence[int], columns: Mapping[str, Value]) -> None:
    """Set columns to the same values in each of these items. The column names must be ours."""
    setting = ", ".join(f"{name} = :{name}" for name in columns)
    ask(f"UPDATE item SET {setting} WHERE {_WHICH}", dict(columns) | _these(case, numbers))


def remove_items(ask: Ask, case: int, numbers: Sequence[int]) -> None:
    """Remove these items of a case."""
    ask(f"DELETE FROM item WHERE {_WHICH}", _these(case, numbers))


def _these(case: int, numbers: Sequence[int]) -> dict[str, Value]:
    return {"case": case, "numbers": as_list(numbers)}
