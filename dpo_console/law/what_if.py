"""What the dates would be if a question were asked or an extension notified today."""

from collections.abc import Sequence
from datetime import date, timedelta

from dpo_console.law.clock import read_clock
from dpo_console.law.facts import EXTENSION
from dpo_console.law.model import Clock, Fact, School
from dpo_console.law.words import days_words
from dpo_console.text import day_words

NOT_ENTERED = -1
"""The number of a fact that is only supposed: no recorded fact has it."""


def if_clarified(
    kind: str, facts: Sequence[Fact], school: School, today: date, answered_after_days: int = 7
) -> tuple[str, Clock]:
    """If a clarification were asked for today and answered some days later: a sentence, a clock."""
    answered = today + timedelta(days=answered_after_days)
    asking = Fact("clarification_requested", today, id=NOT_ENTERED)
    answer = Fact("clarification_received", answered, id=NOT_ENTERED, answers=NOT_ENTERED)
    now = read_clock(kind, facts, school, today)
    then = read_clock(kind, [*facts, asking, answer], school, today)
    lead = (
        f"If you ask for clarification today and the answer comes after "
        f"{days_words(answered_after_days)}, on {day_words(answered)},"
    )
    return f"{lead} {_outcome(now, then)}", then


def if_extended(kind: str, facts: Sequence[Fact], school: School, today: date) -> tuple[str, Clock]:
    """If the requester were told of an extension today: a sentence, a clock."""
    notice = Fact(EXTENSION, today, id=NOT_ENTERED)
    now = read_clock(kind, facts, school, today)
    then = read_clock(kind, [*facts, notice], school, today)
    return f"If you tell the requester of an extension today, {_outcome(now, then)}", then


def _outcome(now: Clock, then: Clock) -> str:
    if then.due is None:
        return "there is still no date to give."
    if then.due == now.due:
        new = [warning for warning in then.warnings if warning not in now.warnings]
        return " ".join([f"the date stays {day_words(then.due)}.", *new])
    before = f" instead of {day_words(now.due)}" if now.due else ""
    return f"the date will be {day_words(then.due)}{before}."
