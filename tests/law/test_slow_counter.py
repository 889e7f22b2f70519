"""The product agrees with a counter that looks at one day after another."""

from random import Random

import pytest

from dpo_console.law.clock import read_clock
from tests.law.random_cases import RandomCase, random_case
from tests.law.slow_counter import Answer, count
from tests.law.worked import TODAY, worked_examples


def product(case: RandomCase) -> Answer:
    clock = read_clock(case.kind, case.facts, case.school, TODAY, explained=False)
    assert not hasattr(clock.due, "hour")
    return Answer(clock.due, clock.safe_by, clock.extension_notice_by, clock.status)


def assert_agree(cases: int, seed: int) -> None:
    random = Random(seed)
    for number in range(cases):
        case = random_case(random)
        slow = count(case.kind, case.facts, case.school.type, case.terms)
        assert product(case) == slow, f"case {number} of seed {seed}: {case}"


def test_agrees_on_2000_random_cases() -> None:
    assert_agree(2_000, seed=1)


@pytest.mark.slow
def test_agrees_on_100000_random_cases() -> None:
    assert_agree(100_000, seed=2)


def test_the_slow_counter_agrees_with_the_worked_examples() -> None:
    other = ("breach", "disclosure", "ico-enquiry", "foi-review")
    for example in worked_examples():
        beyond = any(fact.answers or not fact.reasoned for fact in example.facts)
        if example.kind in other or beyond or "due" not in example.expected:
            continue
        slow = count(example.kind, example.facts, example.school.type, example.school.terms)
        assert slow.due == example.expected["due"], example.id
