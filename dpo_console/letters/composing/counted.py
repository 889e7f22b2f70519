"""The count of the time for an answer, as its reader sees it: every reason, in order."""

from collections.abc import Iterator

from dpo_console.law.model import Clock, Moved, MovedBy, Status, day_of
from dpo_console.law.statutes import statute
from dpo_console.letters.wording.fields import day_in_full, month_in_full
from dpo_console.text import counted

STARTED_BY = {
    "id_received": "the day on which we received proof of identity",
    "authority_received": "the day on which we received proof of authority",
    "fee_paid": "the day on which the fee was paid",
    "clarification_received": "the day on which we received your clarification",
}
"""Why the time runs from the day of a fact, in words that follow that day."""

WAITED = {
    "clarification_requested": ("your answer to our question", "day"),
    "fee_requested": ("the fee to be paid", "working day"),
}
"""What we waited for after each question that stops a clock, and the days that are left out."""


def start_reason(clock: Clock) -> str:
    """Return why the time runs from the day on which it starts."""
    return STARTED_BY.get(clock.started_by, "the day on which we received your request")


def counted_words(clock: Clock, *, extends: bool = False) -> str:
    """Return how the last day for the answer is counted, in sentences, or '' without one.

    With `extends`, they stand in the very notice that extends the time.
    """
    return " ".join(_sentences(clock, extends)) if clock.due else ""


def counted_if_answered(clock: Clock) -> str:
    """Return how the last day is counted if our question is answered today, or ''.

    Nothing is told before the time runs: a proof or a fee would start it on another day.
    """
    return " ".join(_sentences(clock, extends=False)) if clock.status is Status.PAUSED else ""


def _sentences(clock: Clock, extends: bool) -> Iterator[str]:
    in_months = statute(clock.kind).counts_a_month
    one = in_months and all(moved.by is not MovedBy.EXTENDED for moved in clock.moved)
    begins = f"The {'month' if one else 'time'} runs from"
    since = f"{day_in_full(day_of(clock.starts))}, {start_reason(clock)}."
    yield f"{'We count the longer time from' if extends else begins} {since}"
    for moved in clock.moved:
        if not (extends and moved.by is MovedBy.EXTENDED):
            yield from _moved(moved, in_months=in_months)


def _moved(moved: Moved, *, in_months: bool) -> Iterator[str]:
    first, last = day_in_full(moved.first), day_in_full(moved.last)
    match moved.by:
        case MovedBy.EXTENDED:
            more = "two more months" if in_months else "more time"
            yield f"On {first} we told you that we need {more}."
        case MovedBy.SHORT_MONTH:
            month = month_in_full(moved.last)
            yield f"{month} has no day {moved.first.day}, so we count to its last day."
        case MovedBy.STOPPED if moved.days:
            waited, unit = WAITED[moved.name]
            span = f"On {first}" if moved.first == moved.last else f"From {first} to {last}"
            yield f"{span} we waited for {waited}."
            yield (
                "That day does not count."
                if moved.days == 1
                else (f"These {counted(moved.days, unit)} do not count.")
            )
        case MovedBy.ROLLED:
            yield f"{first} is not a working day, so we have until {last}."
