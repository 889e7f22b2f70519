"""The checks of a case that are still open, and those to answer now."""

from dpo_console.approval.criteria import about_data
from dpo_console.cases.checklist.rows import ChecklistRow
from dpo_console.cases.view.views import CaseView

FOUND = "schedule"
"""The head of the criteria that the schedule answers, and its name among the data of others."""


def open_rows(case: CaseView) -> tuple[ChecklistRow, ...]:
    """Return the criteria that hold something up and can be answered here."""
    reasons = case.gate.reasons if case.gate else ()
    open_ids = {gap.criterion for gap in reasons}
    return tuple(row for row in case.checklist if row.id in open_ids and not row.computed)


def to_answer_now(case: CaseView) -> tuple[ChecklistRow, ...]:
    """Return the open criteria to go through, less those about what is still to be found.

    Once it is listed, the schedule answers them. An answer before that would speak of nothing.
    """
    rows = open_rows(case)
    listed = case.schedule is not None and case.schedule.items
    if listed or not any(place.is_open or place.result == "found" for place in case.places):
        return rows
    about = about_data()
    return tuple(r for r in rows if r.head != FOUND and FOUND not in about.get(r.id, ()))


def next_open(case: CaseView, after: str) -> str:
    """Return the next open criterion, starting again from the first after the last.

    Where no other is open, it is the same one.
    """
    place = next((n for n, row in enumerate(case.checklist, 1) if row.id == after), 0)
    order = (*case.checklist[place:], *case.checklist[:place])
    open_ = to_answer_now(case) or open_rows(case)
    return next((row.id for row in order if row in open_), after)
