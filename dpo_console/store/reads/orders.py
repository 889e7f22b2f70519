"""The orders in which lists stand: columns, and which way. Each is one that an index keeps."""

from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from dpo_console.store.rows import QueueRow

Key = tuple[str | int, ...]
"""Where a row stands in an order: its values in the order's columns."""

_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
"""What NOCASE folds, which is no more than the letters of English."""


class Column(NamedTuple):
    """What a list is sorted by: a row's field, and where its value is kept.

    In a `folded` one capitals count as small letters.
    """

    field: str
    kept: str
    folded: bool = False

    @property
    def sql(self) -> str:
        """The column as a page is sorted by it."""
        return f"{self.kept} COLLATE NOCASE" if self.folded else self.kept

    @property
    def sql_of_page(self) -> str:
        """The column as the rows of a page are sorted by it."""
        return f"c.{self.field} COLLATE NOCASE" if self.folded else f"c.{self.field}"

    def of(self, row: QueueRow) -> str | int:
        """A row's value."""
        value: str | int | None = getattr(row, self.field)
        return "" if value is None else value


NUMBER = Column("id", "c.id")
URGENCY = Column("urgent_at", "c.urgent_at")
REQUESTER = Column("requester", "q.name", folded=True)


class Order(NamedTuple):
    """How a list is sorted; the case's number, last, keeps equals apart."""

    columns: tuple[Column, ...]
    backwards: bool = False

    def turned(self) -> "Order":
        """The same order, from its other end."""
        return self._replace(backwards=not self.backwards)

    def key(self, row: QueueRow) -> Key:
        """Where a row stands."""
        return tuple(column.of(row) for column in self.columns)

    def place(self, row: QueueRow) -> Key:
        """The same, to be compared here as the records would: what lies between two rows."""
        folded = [column.folded for column in self.columns]
        return tuple(
            value.translate(_SMALL) if fold and isinstance(value, str) else value
            for value, fold in zip(self.key(row), folded, strict=True)
        )

    def just_before(self, row: QueueRow) -> Key:
        """A key that the row itself follows as the next."""
        *places, number = self.key(row)
        return (*places, int(number) + (1 if self.backwards else -1))

    @property
    def by_requester(self) -> bool:
        """Whether the requester's name is looked at, which stands apart from the case."""
        return REQUESTER in self.columns

    def sql(self, *, of_page: bool = False) -> str:
        """The columns as ORDER BY takes them, of all cases or of the rows of a page."""
        way = "DESC" if self.backwards else "ASC"
        names = (c.sql_of_page if of_page else c.sql for c in self.columns)
        return ", ".join(f"{name} {way}" for name in names)


BY_URGENCY = Order((URGENCY, NUMBER))
BY_CLOSING = Order((Column("closed_on", "c.closed_on"), NUMBER), backwards=True)
BY_RECEIPT = Order((Column("received", "c.received"), NUMBER))
BY_REFERENCE = Order((Column("reference", "c.reference"), NUMBER))
BY_REQUESTER = Order((REQUESTER, Column("id", "q.case_id")))
BY_OWNER = Order((Column("owner", "c.owner"), URGENCY, NUMBER))
BY_KIND = Order((Column("kind", "c.kind"), URGENCY, NUMBER))
