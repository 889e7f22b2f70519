"""The cases that are due, for a greeting at login: read without what other lists need."""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.ahead import due_soon
from dpo_console.cases.sharing.chasing import each_as_owed
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import lists
from dpo_console.store.reads.orders import BY_URGENCY


def due_report(desk: Desk, on: date, *, named: bool = True) -> tuple[QueueRow, ...]:
    """Return cases overdue or due within seven days of `on`, and urgent records to complete.

    Unless they are `named`, they have only what a line of `due` shows.
    """
    due = due_soon(on)
    with desk.database.glance() as ask:
        if not named:
            return each_as_owed(lists.open_ones(ask, due, BY_URGENCY), desk.now)
        return each_as_owed(lists.cases(ask, due, BY_URGENCY, 100_000), desk.now)
