"""Recorded facts as shown."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FactRow:
    """A recorded fact. `superseded_by` is the fact that corrected it."""

    id: int
    name: str
    on: date
    at: str | None
    note: str
    answers: int | None
    by: str
    recorded_at: datetime
    superseded_by: int | None
