"""The facts of one case in order: the questions, their answers and the contradictions.

The order of entry never matters for facts on different days.
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from dpo_console.errors import BadInput
from dpo_console.law.facts import RECEIVED, before_receipt, notices, questions, reasoned_facts
from dpo_console.law.model import Fact

LAST_DAY = date(2199, 12, 31)
"""The last day that a fact may have. A later day is a typing error."""

_IN_ORDER = attrgetter("on", "id")


class Asking(NamedTuple):
    """A question put to the requester with its answer, or a notice given to them.

    `answered` is None for an open question and for a notice.
    """

    name: str
    asked: date
    answered: date | None
    fact: Fact

    def answered_on(self, today: date) -> "Asking":
        """Return the question with its answer, or answered today if it is open."""
        if self.answered is not None:
            return self
        return Asking(self.name, self.asked, max(today, self.asked), self.fact)


class History(NamedTuple):
    """The facts of a case in order of their days.

    `early` holds the facts before receipt, which don't count. `unmatched` holds the answers that
    close no question. `misnamed` holds the answers that name a question they can't answer.
    `unreasoned` holds the questions, notices and judgements without their reason. They are in
    neither `facts` nor `askings`, because they count for nothing until it is recorded.
    """

    received: Fact
    facts: tuple[Fact, ...]
    early: tuple[Fact, ...]
    askings: tuple[Asking, ...]
    unmatched: tuple[Fact, ...] = ()
    misnamed: tuple[Fact, ...] = ()
    unreasoned: tuple[Asking, ...] = ()

    def first(self, name: str) -> date | None:
        """Return the earliest day of a fact, or None."""
        for fact in self.facts:
            if fact.name == name:
                return fact.on
        return None

    def told_until(self, name: str) -> date | None:
        """Return the latest day that a letter gave to do what such a fact asks for, or None."""
        days = [f.answer_by for f in self.facts if f.name == name and f.answer_by]
        return max(days, default=None)

    def first_of(self, names: Container[str]) -> Fact | None:
        """Return the earliest of any of these facts, or None."""
        for fact in self.facts:
            if fact.name in names:
                return fact
        return None

    def without(self, name: str) -> "History":
        """Return the same history without a question, as if it had never been asked."""
        askings = tuple(asking for asking in self.askings if asking.name != name)
        return History(self.received, self.facts, self.early, askings)

    def answered_on(self, today: date) -> "History":
        """Return the same history as if all open questions were answered today."""
        askings = tuple(asking.answered_on(today) for asking in self.askings)
        return self._replace(askings=askings)

    def with_reason(self, fact: Fact) -> "History":
        """Return the same history as if the reason that belongs to a fact were recorded."""
        others = (asking.fact for asking in self.unreasoned if asking.fact is not fact)
        return read_history((*self.early, *self.facts, *others, replace(fact, reasoned=True)))


def read_history(facts: Sequence[Fact]) -> History:
    """Put facts in order. Raises BadInput if none gives the day of receipt."""
    ordered = tuple(sorted(facts, key=_IN_ORDER))
    received = next((fact for fact in ordered if fact.name == RECEIVED), None)
    if received is None:
        raise BadInput("No date counts without the day of receipt: record when it was received.")
    if ordered[-1].on > LAST_DAY:
        late = next(fact for fact in ordered if fact.on > LAST_DAY)
        raise BadInput(f"The year of {late.on} ({late.name}) is too far ahead. Check the date.")
    counting, early = ordered, tuple[Fact, ...]()
    if ordered[0].on < received.on:
        early = tuple(f for f in ordered if f.on < received.on and f.name not in before_receipt())
        counting = tuple(f for f in ordered if f not in early)
    pairs = questions()
    asked = [f for f in counting if f.name in pairs or f.name in notices() or _lacks(f)]
    answers = [f for f in counting if f.name in pairs.values()]
    if not asked and not answers:
        return History(received, counting, early, ())
    paired, unmatched, misnamed = _paired(asked, answers)
    askings = tuple(asking for asking in paired if not _lacks(asking.fact))
    unreasoned = tuple(asking for asking in paired if _lacks(asking.fact))
    counting = tuple(f for f in counting if not _lacks(f)) if unreasoned else counting
    return History(received, counting, early, askings, unmatched, misnamed, unreasoned)


def _lacks(fact: Fact) -> bool:
    """Return True if a fact counts for nothing, because its reason isn't recorded."""
    return not fact.reasoned and fact.name in reasoned_facts()


def _paired(
    asked: list[Fact], answers: list[Fact]
) -> tuple[tuple[Asking, ...], tuple[Fact, ...], tuple[Fact, ...]]:
    """Pair each answer with the question that it closes, taking correctly named ones first.

    Returns the questions, the answers that close nothing, and those that name a wrong question.
    """
    closed: dict[int, date] = {}
    unnamed = [f for f in answers if not _close_named(f, asked, closed)]
    unmatched = tuple(f for f in unnamed if not _close_first_open(f, asked, closed))
    misnamed = tuple(f for f in unnamed if f.answers is not None)
    return tuple(Asking(f.name, f.on, closed.get(id(f)), f) for f in asked), unmatched, misnamed


def _close_named(answer: Fact, asked: list[Fact], closed: dict[int, date]) -> bool:
    """Close the question that the answer names. Return False if it names no fitting question."""
    if answer.answers is None:
        return False
    named = [question for question in asked if question.id == answer.answers]
    return _close_first_open(answer, named, closed)


def _close_first_open(answer: Fact, asked: list[Fact], closed: dict[int, date]) -> bool:
    """Close the first open question of the answer's kind. Return False without one."""
    for question in asked:
        fits = questions().get(question.name) == answer.name and question.on <= answer.on
        if fits and id(question) not in closed:
            closed[id(question)] = answer.on
            return True
    return False
