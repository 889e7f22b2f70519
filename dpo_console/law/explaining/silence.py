"""What to do while nobody answers: when to chase, and when a request may be treated as withdrawn.

Neither day is a limit. To chase is the office's own aim; the ground of closing is in the statute.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from dpo_console.law.calendar.calendars import DAY, Gap
from dpo_console.law.facts import noun
from dpo_console.law.model import Step
from dpo_console.law.reckoning.limits import day_of, end_of
from dpo_console.law.reckoning.reckoning import Case
from dpo_console.law.statutes import Limit, Silence
from dpo_console.law.words import listed

Waits = Sequence[tuple[str, date]]
"""The open questions: fact and day of asking."""


def chase_on(case: Case, waits_for: Waits) -> date | None:
    """The day to ask again for what was asked first; None where nothing says when."""
    days = (_end(case, silence.chase, asked) for silence, asked in _silences(case, waits_for))
    return min((day for day in days if day), default=None)


def may_close_on(case: Case, waits_for: Waits) -> date | None:
    """The first day on which the request may be treated as withdrawn, whatever was asked for.

    None where nothing says so of one of the questions.
    """
    found = [_first_after(case, silence, asked) for silence, asked in _silences(case, waits_for)]
    days = [day for day in found if day]
    return max(days) if days and len(days) == len(waits_for) else None


def silence_steps(case: Case, waits_for: Waits) -> Iterator[Step]:
    """Both days with their ground, as the last of an explanation."""
    chase, close = chase_on(case, waits_for), may_close_on(case, waits_for)
    if chase:
        text = f"Chase {listed(noun(name) for name, _ in waits_for)} on this day: our own aim"
        yield Step(chase, text, "")
    if close:
        laws = dict.fromkeys(silence.law for silence, _ in _silences(case, waits_for))
        text = "If nothing comes: may be treated as withdrawn from this day, and closed"
        yield Step(close, text, "; ".join(laws))


def _silences(case: Case, waits_for: Waits) -> Iterator[tuple[Silence, date]]:
    """What the statute says of each open question, and the day of asking."""
    for name, asked in waits_for:
        yield from ((silence, asked) for silence in case.law.silences if name in silence.to)


def _first_after(case: Case, silence: Silence, asked: date) -> date | None:
    """The first day after the time to close."""
    end = _end(case, silence.close, asked)
    if end is None:
        return None
    # A time that begins with the day of asking ends on the day before the one of the same number;
    # in a month that has no such day, with its last.
    same_number = silence.beginning_with and end.day == asked.day
    return end if same_number else end + DAY


def _end(case: Case, limit: Limit, asked: date) -> date | None:
    end = end_of((limit,), asked, (), case.setting)
    return None if isinstance(end, Gap) else day_of(end)
