"""Places searched that have not answered by their day, over all open cases."""

from dataclasses import dataclass
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.store.reads import lists


@dataclass(frozen=True, slots=True)
class OverduePlace:
    """A place whose answer is overdue, in an open case."""

    reference: str
    number: int
    title: str
    holder: str
    asked_on: date
    reply_by: date
    chased_on: date | None


def overdue_places(desk: Desk) -> tuple[OverduePlace, ...]:
    """Return every overdue answer in every open case, the longest awaited first."""
    with desk.database.glance() as ask:
        rows = lists.overdue_places(ask, desk.today.isoformat())
    return tuple(
        OverduePlace(
            str(reference), int(number or 0), str(title), str(holder),
            date.fromisoformat(str(asked_on)), date.fromisoformat(str(reply_by)),
            date.fromisoformat(str(chased_on)) if chased_on else None,
        )
        for reference, number, title, holder, asked_on, reply_by, chased_on in rows
    )  # fmt: skip
