"""The orders of lists: columns and a direction. An index supports each one that may be long."""

from typing import NamedTuple

from dpo_console.store.dialect import folded
from dpo_console.store.queue_rows import QueueRow

Key = tuple[str | int, ...]
"""A row's position in an order: its values in the order's columns."""

_SMALL = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
"""The folding of the records, which covers only the letters of English."""


class Column(NamedTuple):
    """A column that a list can be sorted by: a row's field, and the place of its value.

    In a `folded` column, capitals count as small letters.
    """

    field: str
    kept: str
    folded: bool = False

    @property
    def sql(self) -> str:
        """The column's name for sorting a whole list."""
        return folded(self.kept) if self.folded else self.kept

    @property
    def sql_of_page(self) -> str:
        """The column's name for sorting the rows of a page."""
        return folded(f"c.{self.field}") if self.folded else f"c.{self.field}"

    def of(self, row: QueueRow) -> str | int:
        """Return a row's value in this column."""
        value: str | int | None = getattr(row, self.field)
        return "" if value is None else value


NUMBER = Column("id", "c.id")
URGENCY = Column("urgent_at", "c.urgent_at")
REQUESTER = Column("requester", "q.name", folded=True)


class Order(NamedTuple):
    """The sort order of a list. The case's number comes last and keeps equals apart."""

    columns: tuple[Column, ...]
    backwards: bool = False

    def turned(self) -> "Order":
        """Return the same order reversed."""
        return self._replace(backwards=not self.backwards)

    def key(self, row: QueueRow) -> Key:
        """Return a row's position in this order."""
        return tuple(column.of(row) for column in self.columns)

    def place(self, row: QueueRow) -> Key:
        """Return a row's position, folded to compare in Python as the records compare."""
        folds = [column.folded for column in self.columns]
        return tuple(
            value.translate(_SMALL) if fold and isinstance(value, str) else value
            for value, fold in zip(self.key(row), folds, strict=True)
        )

    def just_before(self, row: QueueRow) -> Key:
        """Return the key that comes immediately before this row."""
        *places, number = self.key(row)
        return (*places, int(number) + (1 if self.backwards else -1))

    @property
    def by_requester(self) -> bool:
        """True if the order needs the requester's name, which another table holds."""
        return REQUESTER in self.columns

    def sql(self, *, of_page: bool = False) -> str:
        """Return the columns for ORDER BY, for all cases or for the rows of a page."""
        way = "DESC" if self.backwards else "ASC"
        names = (c.sql_of_page if of_page else c.sql for c in self.columns)
        return ", ".join(f"{name} {way}" for name in names)


BY_URGENCY = Order((URGENCY, NUMBER))
BY_MOVER = Order((Column("whose_move", "c.whose_move"), URGENCY, NUMBER))
"""Cases to decide: the approver's come before ours, which somebody must complete first."""
BY_CLOSING = Order((Column("closed_on", "c.closed_on"), NUMBER), backwards=True)
BY_RECEIPT = Order((Column("received", "c.received"), NUMBER))
BY_REFERENCE = Order((Column("reference", "c.reference"), NUMBER))
BY_REQUESTER = Order((REQUESTER, Column("id", "q.case_id")))
BY_OWNER = Order((Column("owner", "c.owner"), URGENCY, NUMBER))
BY_KIND = Order((Column("kind", "c.kind"), URGENCY, NUMBER))
