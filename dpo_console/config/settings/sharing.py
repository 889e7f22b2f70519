"""What the office says about sharing: its own data items, and when numbers are small."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

from dpo_console.toml_file import Table
from dpo_console.toml_marks import whole
from dpo_console.toml_reader import read

if TYPE_CHECKING:
    from dpo_console.approval.data_items import DataItem


class Sharing(NamedTuple):
    """The office's own settings for sharing.

    `small_number`: fewer pupils than this are a small number. `risks` is the lowest identification
    risk of the office's scale, where 1 is the highest. `items` are the data items that the office
    adds or rates differently.
    """

    small_number: Annotated[int, whole(1, 1000)] = 10
    risks: Annotated[int, whole(2, 6)] = 6
    items: tuple["DataItem", ...] = ()


USUAL = Sharing()
"""Of an office that says nothing."""


def read_sharing(table: Table, key: str, usual: Sharing) -> Sharing:
    """Return [sharing] and every [[data_item]]. Raises BadFile naming the key."""
    none: tuple[DataItem, ...] = ()
    items = table.attempt(_items, none, table)
    if not table.has(key):
        return usual._replace(items=items)
    return read(Sharing, table.table(key), usual, items=items)


def _items(table: Table) -> tuple["DataItem", ...]:
    entries = table.tables("data_item")
    if not entries:
        return ()
    from dpo_console.approval.data_items import office_item  # a login banner needn't wait for it

    read = [entry.attempt(office_item, None, entry) for entry in entries]
    items = tuple(item for item in read if item)
    if len({item.slug for item in items}) != len(items):
        raise table.wrong("data_item", "has two entries with the same slug; make them differ.")
    return items
