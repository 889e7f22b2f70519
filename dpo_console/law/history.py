"""The facts of one case put in order: what was asked, what was answered, and what contradicts.

The order in which facts were entered never matters for different days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.errors import BadInput
from dpo_console.law.facts import EXTENSION, RECEIVED, questions
from dpo_console.law.model import Fact

LAST_YEAR = 2199
"""No fact of a case lies later; a day beyond it is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question put to the requester with its answer, or a notice given to them.

    `answered` is None while a question is open, and for a notice.
    """

    name: str
    asked: date
    answered: date | None
    fact: Fact

    def answered_on(self, today: date) -> "Asking":
        """The same, and where it is open as if it were answered today."""
        if self.answered is not None:
            return self
        return Asking(self.name, self.asked, max(today, self.asked), self.fact)


@dataclass(frozen=True, slots=True)
class History:
    """The facts of a case in order.

    `askings` are in order of their days; `unmatched` are answers that close no question;
    `misnamed` are answers that name a question they can't answer; `early` lie before receipt.
    """

    received: Fact
    facts: tuple[Fact, ...]
    askings: tuple[Asking, ...]
    unmatched: tuple[Fact, ...]
    misnamed: tuple[Fact, ...]
    early: tuple[Fact, ...]

    def first(self, name: str) -> date | None:
        """The earliest day of a fact; None where there is none."""
        return min((fact.on for fact in self.facts if fact.name == name), default=None)

    def first_of(self, names: Iterable[str]) -> date | None:
        """The earliest day, not before receipt, of any of these facts."""
        days = (f.on for f in self.facts if f.name in names and f.on >= self.received.on)
        return min(days, default=None)


def read_history(facts: Sequence[Fact]) -> History:
    """Put facts in order. Raises BadInput where none says when it was received."""
    ordered = tuple(sorted(facts, key=_order))
    received = next((fact for fact in ordered if fact.name == RECEIVED), None)
    if received is None:
        raise BadInput("No date counts without the day of receipt: record when it was received.")
    late = next((fact for fact in ordered if fact.on.year > LAST_YEAR), None)
    if late is not None:
        raise BadInput(f"The year of {late.on} ({late.name}) is too far ahead. Check the date.")
    asking_names = questions()
    asked = [f for f in ordered if f.name in asking_names or f.name == EXTENSION]
    answers = [f for f in ordered if f.name in asking_names.values()]
    if not asked and not answers:
        return History(received, ordered, (), (), (), ())
    return _paired(received, ordered, asked, answers)


def _order(fact: Fact) -> tuple[date, int]:
    return (fact.on, fact.id)


def _paired(
    received: Fact, ordered: tuple[Fact, ...], asked: list[Fact], answers: list[Fact]
) -> History:
    """Pair each answer with the question that it closes: first those that name it rightly."""
    early = tuple(f for f in (*asked, *answers) if f.on < received.on)
    open_questions = [f for f in asked if f.on >= received.on]
    closed: dict[int, date] = {}
    unnamed: list[Fact] = []
    for answer in answers:
        if answer.on >= received.on and not _close_named(answer, open_questions, closed):
            unnamed.append(answer)
    unmatched = [f for f in unnamed if not _close_first_open(f, open_questions, closed)]
    misnamed = [f for f in unnamed if f.answers is not None]
    askings = (Asking(f.name, f.on, closed.get(id(f)), f) for f in open_questions)
    return History(received, ordered, tuple(askings), tuple(unmatched), tuple(misnamed), early)


def _close_named(answer: Fact, asked: list[Fact], closed: dict[int, date]) -> bool:
    """Close the question that the answer names; False where it names none that it can answer."""
    if answer.answers is None:
        return False
    named = [question for question in asked if question.id == answer.answers]
    return _close_first_open(answer, named, closed)


def _close_first_open(answer: Fact, asked: list[Fact], closed: dict[int, date]) -> bool:
    """Close the open question of the answer's kind that was asked first; False where none is."""
    for question in asked:
        fits = questions().get(question.name) == answer.name and question.on <= answer.on
        if fits and id(question) not in closed:
            closed[id(question)] = answer.on
            return True
    return False
