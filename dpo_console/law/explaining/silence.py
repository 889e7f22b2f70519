"""The steps while nobody answers: the day to chase, and the day a request may be closed.

Neither day is a limit. The day to chase is the office's own target. The statute gives the ground
for closing.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from dpo_console.law.calendar.calendars import DAY, CalendarGap, last_on_or_before, working_days
from dpo_console.law.facts import noun
from dpo_console.law.model import Step, day_of
from dpo_console.law.reckoning.limits import end_of
from dpo_console.law.reckoning.reckoning import GovernedCase
from dpo_console.law.statutes.duties import Limit
from dpo_console.law.statutes.statute import Silence
from dpo_console.law.words import listed
from dpo_console.text import day_words

Waits = Sequence[tuple[str, date]]
"""The open questions: fact and day of asking."""


def chase_on(case: GovernedCase, waits_for: Waits) -> date | None:
    """Return the day to chase the earliest question, or None without a rule.

    It comes before the day that a question's letter named, unless that is the day of asking.
    """
    days = (_end(case, silence.chase, asked) for silence, asked in _silences(case, waits_for))
    day = min((day for day in days if day), default=None)
    named = _days_named(case, waits_for)
    if day is None or not named:
        return day
    return min(day, max(_working_day_before(min(named)), max(asked for _, asked in waits_for)))


def may_close_on(case: GovernedCase, waits_for: Waits) -> date | None:
    """Return the first day on which the request may be treated as withdrawn.

    It is never before the day that a question's letter named, nor before the usual time is over.
    Return None if a question has no such rule.
    """
    found = [_first_after(case, silence, asked) for silence, asked in _silences(case, waits_for)]
    days = [day for day in found if day]
    named = [day + DAY for day in _days_named(case, waits_for)]
    return max(*days, *named, date.min) if days and len(days) == len(waits_for) else None


def silence_steps(case: GovernedCase, waits_for: Waits) -> Iterator[Step]:
    """Yield both days with their ground, as the last steps of an explanation."""
    chase, close = chase_on(case, waits_for), may_close_on(case, waits_for)
    if chase:
        what = listed(noun(name) for name, _ in waits_for)
        text = f"Chase {what} on this day, if still awaited: our own target"
        yield Step(chase, text, "")
    if close:
        laws = dict.fromkeys(silence.law for silence, _ in _silences(case, waits_for))
        by = close - DAY
        in_letter = by in _days_named(case, waits_for)
        named = f" by {day_words(by)} (the date in our letter)" if in_letter else ""
        ending = case.law.outcomes.get("no-answer", "")
        may = f"you may treat the request as withdrawn and close it from {day_words(close)}"
        may += f", as “{ending}”" if ending else ""
        text = f"If nothing has come{named}, {may}"
        if sooner := [day for day in _days_named(case, waits_for) if day < by]:
            text += f". Our letter named {day_words(min(sooner))}: wait until this day all the same"
        yield Step(close, text, "; ".join(laws))


def _days_named(case: GovernedCase, waits_for: Waits) -> list[date]:
    """Return the days up to which the open questions' letters wait."""
    return [
        asking.fact.answer_by for asking in case.history.askings
        if asking.fact.answer_by and (asking.name, asking.asked) in waits_for
    ]  # fmt: skip


def _working_day_before(day: date) -> date:
    """Return the last working day before a day, or the day before where no calendar says."""
    return last_on_or_before(working_days("england"), day - DAY) or day - DAY


def _silences(case: GovernedCase, waits_for: Waits) -> Iterator[tuple[Silence, date]]:
    """Yield the statute's rule for each open question, with the day of asking."""
    for name, asked in waits_for:
        yield from ((silence, asked) for silence in case.law.silences if name in silence.to)


def _first_after(case: GovernedCase, silence: Silence, asked: date) -> date | None:
    """Return the first day after the time to close."""
    end = _end(case, silence.close, asked)
    if end is None:
        return None
    # A time that includes the day of asking ends on the day before the same date of the last month.
    # If that month has no such date, it ends on its last day.
    same_number = silence.beginning_with and end.day == asked.day
    return end if same_number else end + DAY


def _end(case: GovernedCase, limit: Limit, asked: date) -> date | None:
    end = end_of((limit,), asked, (), case.setting)
    return None if isinstance(end, CalendarGap) else day_of(end)
