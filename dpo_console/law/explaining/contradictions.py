"""Facts that can't all be right, or that the clock must ignore: one sentence each."""

from collections import Counter
from collections.abc import Iterator

from dpo_console.law.facts import (
    RECEIVED,
    counted_facts,
    fact_kinds,
    moves_clocks,
    notices,
    questions,
)
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Fact
from dpo_console.law.reckoning.reckoning import GovernedCase
from dpo_console.text import day_words


def contradictions_of(case: GovernedCase) -> Iterator[str]:
    """Yield every contradiction among the facts of a case."""
    for fact in (*case.history.early, *case.history.facts):
        yield from _strange_day(case, fact)
    for answer in case.history.misnamed:
        yield f"{_said(answer)} names a question that it can't answer: it was taken for the oldest."
    for answer in case.history.unmatched:
        question = next(asks for asks, answers in questions().items() if answers == answer.name)
        yield (f"{_said(answer)} doesn't count: no “{fact_words(question)}” was open on that day.")
    yield from _out_of_order(case)
    yield from _repeated(case)
    yield from _no_time(case)


def _said(fact: Fact) -> str:
    return f"{fact_words(fact.name)} on {day_words(fact.on)}"


def _strange_day(case: GovernedCase, fact: Fact) -> Iterator[str]:
    kind = fact_kinds().get(fact.name)
    received = case.history.received.on
    if kind is None:
        yield f"{_said(fact)} is no fact that is known here, so it doesn't count."
    elif fact in case.history.early:
        yield f"{_said(fact)} lies before receipt on {day_words(received)}, so it doesn't count."
    elif fact.on > case.today and not kind.ahead and fact.id > 0:
        what = case.law.receipt if fact.name == RECEIVED else fact_words(fact.name)
        yield f"{what} on {day_words(fact.on)} lies in the future."
    if kind and _beside_the_point(case, fact):
        what = case.law.work.in_words
        yield f"{_said(fact)} moves nothing: the law doesn't count it in {what}."


def _beside_the_point(case: GovernedCase, fact: Fact) -> bool:
    """Return True if a fact has no effect in this kind.

    Other warnings cover questions and notices.
    """
    kind = fact_kinds()[fact.name]
    if kind.everywhere or fact.name in case.law.facts or moves_clocks(fact.name):
        return False
    return fact.name not in counted_facts(case.law)


def _out_of_order(case: GovernedCase) -> Iterator[str]:
    """Yield each fact that follows one it can't follow. A reopened case begins again."""
    history = case.history
    reopened = [fact.on for fact in history.facts if fact.name == "reopened"]
    for fact in history.facts:
        kind = fact_kinds().get(fact.name)
        for name in kind.not_after if kind else ():
            day = history.first(name)
            if day and day < fact.on and not any(day <= again <= fact.on for again in reopened):
                other = f"“{fact_words(name)}” on {day_words(day)}"
                yield f"{_said(fact)} comes after {other}: check both days."


def _repeated(case: GovernedCase) -> Iterator[str]:
    """Yield each fact that is recorded on several days but can have only one."""
    counts = Counter(fact.name for fact in case.history.facts)
    for name, count in counts.items():
        kind = fact_kinds().get(name)
        if count > 1 and (name == RECEIVED or (kind and kind.ahead)):
            day = day_words(case.history.first(name) or case.history.received.on)
            yield f"{fact_words(name)}: {count} days are recorded; the earliest, {day}, counts."
        elif count > 1 and name in notices():
            yield f"{fact_words(name)}: {count} times, but a limit is extended once only."


def _no_time(case: GovernedCase) -> Iterator[str]:
    received = case.history.received
    hours = any(limit.unit == "hours" for duty in case.version.duties for limit in duty.limits)
    if hours and received.at is None:
        yield "No time of day is recorded: the hours are counted from the start of the day."
