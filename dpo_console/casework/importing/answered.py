"""Rows that say that something was given: history, which no check of ours has passed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dpo_console.approval.criteria import checklist_for
from dpo_console.approval.model import Ruling
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.casework.change import Change
from dpo_console.casework.importing.rows import ReadRow
from dpo_console.casework.leaving.door import keep_open_checks, sentence
from dpo_console.errors import BadInput
from dpo_console.sentences import Gap
from dpo_console.store.reads.lists import first_own_case
from dpo_console.text import day_words

GIVING = ("given", "part", "sent", "lost", "answered", "reviewed")
"""The endings of a checklist by which something went to somebody."""


def with_answers_checked(desk: Desk, rows: Sequence[ReadRow], override: str) -> list[ReadRow]:
    """Return the rows, with a problem for each that says what this officer may not record.

    Only the DPO records that something was given, if it was before the first own case or with a
    reason. Raises BadInput for a reason that says too little, or that no row needs.
    """
    why, first = sentence(override), _first_day(desk)
    found = list(_checked(desk, rows, first, why))
    if why and not any(row.past or row.problem for row in found):
        raise BadInput("No row needs an override, so leave it out.", "override")
    return found


def _first_day(desk: Desk) -> date | None:
    with desk.database.whole.read() as ask:
        day = first_own_case(ask)
    return date.fromisoformat(day) if day else None


def _checked(
    desk: Desk, rows: Sequence[ReadRow], first: date | None, why: str
) -> Iterator[ReadRow]:
    may_not = why_may_not(desk, "import_answered")
    for row in rows:
        day = _given_on(row)
        if day is None:
            yield row
        elif may_not:
            yield replace(row, request=None, problem=may_not)
        elif first is None or day < first:
            yield row
        elif why:
            yield replace(row, past=True)
        else:
            yield replace(row, request=None, problem=_too_late(day, first))


def _given_on(row: ReadRow) -> date | None:
    """Return the day on which a row says that something was given, or None."""
    if not row.request or not row.ended:
        return None
    checklist, outcome = checklist_for(row.request.kind), row.ended.outcome
    approved = [o for ruling in checklist.rulings if ruling != Ruling.REFUSE
                for o in checklist.rulings[ruling]]  # fmt: skip
    gives = checklist.ending(outcome) in GIVING or outcome in approved
    return (row.ended.answered or row.ended.closed) if gives else None


def _too_late(day: date, first: date) -> str:
    return (
        f"It says that something was given on {day_words(day)}, but this office has kept its own "
        f"cases since {day_words(first)}. Log it as a case and let it pass the checks, or say "
        'why not: --override "...".'
    )


def keep_not_passed(this: Change, fact: int, why: str) -> None:
    """Keep with the closing of a case that no check was asked, and why it is recorded."""
    by = f"recorded by {this.desk.person.name}"
    gap = Gap("", f"Taken over from an earlier register, {by}; the door was not passed.")
    keep_open_checks(this, fact, (gap,), why)
    this.detail |= {"past_gate": 1, "why": why}
