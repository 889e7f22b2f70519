"""Random made-up cases from a seed: any kind, any order of questions, answers and notices."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dpo_console.law.calendar.schools import School, SchoolType, TermCalendar
from dpo_console.law.model import Fact
from tests.law.slow_counter import MONTH_RIGHTS, QUESTIONS, SCHOOL_DAY_KINDS
from tests.law.worked import calendars

KINDS = (
    *MONTH_RIGHTS, *["sar"] * 6, *["foi"] * 3, "eir", "eir", *SCHOOL_DAY_KINDS,
    "complaint", "exam-results", "exam-results", "pupil-information", "ehc-advice",
)  # fmt: skip
FIRST, DAYS = date(2024, 1, 1), 365 * 3 + 180


@dataclass(frozen=True)
class RandomCase:
    """One case."""

    kind: str
    facts: tuple[Fact, ...]
    school: School

    @property
    def terms(self) -> TermCalendar | None:
        """The school's terms."""
        return self.school.terms


def random_case(random: Random) -> RandomCase:
    """Make a case with up to five questions, some of them answered, and sometimes a notice."""
    kind = random.choice(KINDS)
    first = date(2026, 4, 1) if kind in (*SCHOOL_DAY_KINDS, "foi") else FIRST
    span = 480 if first > FIRST else DAYS
    received = first + timedelta(days=random.randrange(span))
    facts = [("received", received)]
    for _ in range(random.choice((0, 0, 1, 1, 2, 3, 5))):
        facts += _question(random, received)
    if random.random() < 0.4:
        notice = "public_interest_notified" if kind == "foi" else "extension_notified"
        facts.append((notice, _later(random, received, 45)))
    if kind == "exam-results" and random.random() < 0.8:
        results = received + timedelta(days=random.randrange(-20, 170))
        facts.append(("results_announced", results))
    random.shuffle(facts)
    return RandomCase(
        kind,
        tuple(Fact(name, on, id=number) for number, (name, on) in enumerate(facts, 1)),
        School(random.choice((SchoolType.MAINTAINED, *SchoolType)), _terms(random)),
    )


def _question(random: Random, received: date) -> list[tuple[str, date]]:
    name = random.choice(tuple(QUESTIONS))
    asked = _later(random, received, 60)
    question = (name, asked)
    if random.random() < 0.2:
        return [question]
    answer = (QUESTIONS[name], _later(random, asked, 30))
    return [answer] if random.random() < 0.05 else [question, answer]


def _later(random: Random, day: date, most: int) -> date:
    return day + timedelta(days=random.randrange(random.choice((2, 12, most))))


def _terms(random: Random) -> TermCalendar | None:
    return random.choice((calendars()["A"], calendars()["A"], calendars()["B"], None))
