"""The ground of the safe day is exactly the reading that gives it."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.law.calendar.schools import School
from dpo_console.law.explaining.warnings import DOUBTS, strictest
from dpo_console.law.model import Fact
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning, open_case, reckon_all
from dpo_console.law.reckoning.settling import AS_ENACTED, settle
from dpo_console.law.statutes import statute
from tests.law.random_cases import random_case
from tests.law.worked import TODAY

RUNS = "the clock restarts on the day a clarification is answered"
STAYS = "a weekend or holiday doesn't move the last day"
AUTHORITY = "the clock doesn't wait for an authority to act"


def sar(*facts: tuple[str, int, int]) -> tuple[GovernedCase, Reckoning]:
    numbered = [
        Fact(name, date(2026, month, day), id=n) for n, (name, month, day) in enumerate(facts)
    ]
    case = open_case(statute("sar"), numbered, School(), TODAY)
    return case, reckon_all(case)[0]


CLARIFICATION = ("clarification_requested", "clarification_received")
CASES = [
    (
        "asking on a rolled day",
        [("received", 9, 3), (CLARIFICATION[0], 10, 5), (CLARIFICATION[1], 10, 7)],
        date(2026, 10, 3),
        f"some hold that {STAYS}, which makes asking on Mon 5 Oct 2026 too late",
    ),
    (
        "both conditions are needed",
        [("received", 9, 1), (CLARIFICATION[0], 9, 10), (CLARIFICATION[1], 9, 15),
         ("extension_notified", 10, 1)],
        date(2026, 12, 6),
        f"some hold that {RUNS} and that {STAYS}",
    ),
    (
        "the notice would be late",
        [("received", 9, 1), (CLARIFICATION[0], 9, 7), (CLARIFICATION[1], 9, 14),
         ("extension_notified", 10, 9)],
        date(2026, 10, 8),
        f"some hold that {RUNS}, which makes the notice of Fri 9 Oct 2026 too late",
    ),
    (
        "the day of the answer alone, though the date rolls",
        [("received", 9, 1), (CLARIFICATION[0], 9, 3), (CLARIFICATION[1], 9, 14)],
        date(2026, 10, 12),
        f"some hold that {RUNS}",
    ),
    (
        "authority alone",
        [("received", 9, 1), ("authority_requested", 9, 2), ("authority_received", 9, 14)],
        date(2026, 10, 1),
        f"some hold that {AUTHORITY}",
    ),
    (
        "authority outstanding",
        [("received", 9, 1), ("authority_requested", 9, 2)],
        date(2026, 10, 1),
        f"some hold that {AUTHORITY}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "safe_by", "words"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_names_the_conditions_that_matter_and_what_they_make_late(
    facts: list[tuple[str, int, int]], safe_by: date, words: str
) -> None:
    case, reckoning = sar(*facts)
    found = strictest(case, reckoning)
    assert reckoning.safe_by == safe_by
    assert found is not None
    assert found.words == words


def test_where_no_reading_is_earlier_nothing_is_contested() -> None:
    assert strictest(*sar(("received", 9, 1))) is None


@given(st.randoms(use_true_random=False))
def test_the_conditions_give_the_safe_day_and_fewer_of_them_do_not(random: Random) -> None:
    made = random_case(random)
    case = open_case(statute(made.kind), made.facts, made.school, TODAY)
    reckoning = reckon_all(case)[0]
    found = strictest(case, reckoning)
    if found is None:
        assert reckoning.safe_by in (None, reckoning.settled.due)
        return

    def due(doubts: tuple[str, ...]) -> object:
        how = replace(AS_ENACTED, **{name: DOUBTS[name][0] for name in doubts})
        return settle(case.version, reckoning.duty, case.setting, how)[0].settled().due

    assert due(found.doubts) == reckoning.safe_by
    for count in range(len(found.doubts)):
        assert all(due(some) != reckoning.safe_by for some in combinations(DOUBTS, count))


@given(st.randoms(use_true_random=False))
def test_no_mixture_of_readings_is_earlier_than_the_safe_day(random: Random) -> None:
    made = random_case(random)
    case = open_case(statute(made.kind), made.facts, made.school, TODAY)
    reckoning = reckon_all(case)[0]
    for count in range(len(DOUBTS) + 1):
        for doubts in combinations(DOUBTS, count):
            how = replace(AS_ENACTED, **{name: DOUBTS[name][0] for name in doubts})
            due = settle(case.version, reckoning.duty, case.setting, how)[0].settled().due
            assert reckoning.safe_by is None or due is None or reckoning.safe_by <= due
