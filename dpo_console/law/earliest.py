"""The school that counts for the dates of a case whose school isn't known.

A date kept too early harms nobody. A date too late breaks the law, so the earliest one counts.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Fact, Moment, Standing

NEVER = datetime.combine(date.max, time.max)
"""The last minute of a case without a date."""


def earliest_school(
    kind: str, facts: Sequence[Fact], schools: Sequence[School], today: date
) -> School:
    """Return the school under which the case is due first. Raises BadInput as the clock does."""
    first, *others = dict.fromkeys(schools)
    if not others:
        return first
    clocks = {s: read_clock(kind, facts, s, today, explained=False) for s in (first, *others)}
    return min(clocks, key=lambda school: due_first(clocks[school]))


def due_first(clock: Clock) -> datetime:
    """Return the last minute of the first duty still open, or of any duty once all are met.

    A stopped clock counts as if the answer came today. A clock without a date comes last.
    """
    lawful = [d for d in clock.deadlines if d.standing is not Standing.TARGET]
    open_still = [d.due for d in lawful if d.met_on is None] or [d.due for d in lawful]
    dates = [due for due in (*open_still, clock.due_if_answered_today) if due is not None]
    return min(map(_last_minute, dates), default=NEVER)


def _last_minute(due: Moment) -> datetime:
    return due if isinstance(due, datetime) else datetime.combine(due, time(23, 59))
