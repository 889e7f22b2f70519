"""Holds whose review is overdue, for the officer to keep or to lift."""

from dpo_console.cases.office.desk import Desk
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import BY_URGENCY

NAMED = 3
"""The most cases that are named."""


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
