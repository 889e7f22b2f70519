"""The places of a search plan as shown."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the search plan.

    `hold` is set if data there are deleted automatically. `gone_on` is when the data held on
    receipt will be lost, if known. `told` and `asked` name the people told and asked. `result` is
    '' until the place has answered, then found, nothing or not-searched, with its `note`.
    """

    number: int
    slug: str
    title: str
    holder: str
    hold: bool
    gone_on: date | None
    told_on: date | None
    told: str
    asked_on: date | None
    asked: str
    reply_by: date | None
    chased_on: date | None
    answered_on: date | None
    result: str
    note: str

    @property
    def is_open(self) -> bool:
        """True if the place has neither answered nor been left out with a reason."""
        return self.answered_on is None

    @property
    def to_tell(self) -> bool:
        """True if its holder still needs a preservation notice."""
        return self.hold and self.told_on is None and self.is_open

    @property
    def to_ask(self) -> bool:
        """True if the place has still to be asked."""
        return self.is_open and self.asked_on is None

    def is_overdue(self, today: date) -> bool:
        """Return True if its answer is overdue."""
        return self.is_open and self.reply_by is not None and self.reply_by < today
