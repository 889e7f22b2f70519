"""The second file: the class that writes."""

from dpo_console.store.tables import RowOfCase


class CallTable(RowOfCase, table=True):
    """One call about a case."""

    __tablename__ = "call"

    number: int
    whom: str
    on_day: str
    answered: int
