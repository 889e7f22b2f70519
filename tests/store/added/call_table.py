"""The second file: the class that writes."""

from sqlmodel import Field, SQLModel


class CallTable(SQLModel, table=True):
    """One call about a case."""

    __tablename__ = "call"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    number: int
    whom: str
    on_day: str
    answered: int
