"""The cases that are due, and the holds to review, for a greeting at login.

They are read without what other lists need.
"""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.chasing import each_as_owed
from dpo_console.config.home import Home
from dpo_console.store.asking import Ask
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import BY_URGENCY, Where
from dpo_console.store.records_of import read_ahead

FIRST = 50
"""The number of cases of which the first frame shows some."""


NAMED = 3
"""The most cases that are named."""


def due_soon(on: date) -> Where:
    """Return the condition for cases overdue or due within seven days of `on`."""
    return conditions.due_within(7, on, "on")


def due_ahead(home: Home, on: date) -> None:
    """Have a server read the cases that `due` prints. Raises BadInput, BadFile.

    It reads nothing else: a command is nearly imported by then, and would wait for it.
    """
    read_ahead(home, lambda ask: lists.count(ask, due_soon(on)))


def queue_ahead(home: Home) -> None:
    """Have a server read the head of the queue. Raises BadInput, BadFile."""

    def first(ask: Ask) -> None:
        lists.cases(ask, conditions.everything(), BY_URGENCY, FIRST)

    read_ahead(home, first)


def due_report(desk: Desk, on: date, *, named: bool = True) -> tuple[QueueRow, ...]:
    """Return cases overdue or due within seven days of `on`, and urgent records to complete.

    Unless they are `named`, they have only what a line of `due` shows.
    """
    due = due_soon(on)
    with desk.database.glance() as ask:
        if not named:
            return each_as_owed(lists.open_ones(ask, due, BY_URGENCY), desk.now)
        return each_as_owed(lists.cases(ask, due, BY_URGENCY, 100_000), desk.now)


def overdue_reviews(desk: Desk) -> str:
    """Return a sentence that holds should have been reviewed, or ''."""
    where = conditions.hold_review_before(desk.today, "hold")
    with desk.database.glance() as ask:
        if not lists.count(ask, where):  # without an order, only few of many cases are read
            return ""
    with desk.database.read() as ask:  # the number and the names must agree
        number, found = lists.count(ask, where), lists.cases(ask, where, BY_URGENCY, NAMED)
    named = ", ".join(row.reference for row in found)
    if number == 1:
        return f"The review of the hold on {named} is overdue. Hold it again, or lift the hold."
    more = f" and {number - NAMED} more" if number > NAMED else ""
    return (
        f"The reviews of {number} holds are overdue: {named}{more}. Find them with the filter "
        "hold:overdue."
        if number
        else ""
    )
