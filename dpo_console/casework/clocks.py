"""Dates without changing anything: of a kind, of a request being typed, of a what-if."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.law import clock, statutes
from dpo_console.law.model import Clock, Fact, School


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of request, in words. `outcomes` are slug and title."""

    slug: str
    title: str
    limit: str
    law: str
    outcomes: tuple[tuple[str, str], ...]


def kinds() -> tuple[KindRow, ...]:
    """The kinds of request there are."""
    return tuple(
        KindRow(s.kind, s.title, limit_in_words(s), s.law, tuple(s.outcomes.items()))
        for s in statutes.statutes().values()
    )


def clock_without_a_case(kind: str, facts: Sequence[Fact], school: School, today: date) -> Clock:
    """What is due, and why, from facts alone. Raises BadInput for an unknown kind."""
    return clock.read_clock(kind, facts, school, today)
