"""Facts are put in order, and each answer closes the right question."""

from datetime import date

import pytest

from dpo_console.errors import BadInput
from dpo_console.law.model import Fact
from dpo_console.law.reckoning.history import History, read_history

RECEIVED = Fact("received", date(2026, 9, 1), id=1)


def asked(day: int, number: int) -> Fact:
    return Fact("clarification_requested", date(2026, 9, day), id=number)


def answered(day: int, number: int, answers: int | None = None) -> Fact:
    return Fact("clarification_received", date(2026, 9, day), id=number, answers=answers)


def pairs(history: History) -> list[tuple[int, int | None]]:
    return [(a.asked.day, a.answered.day if a.answered else None) for a in history.askings]


def test_an_answer_closes_the_question_that_was_asked_first() -> None:
    history = read_history([RECEIVED, asked(3, 2), asked(5, 3), answered(8, 4)])
    assert pairs(history) == [(3, 8), (5, None)]


def test_an_answer_closes_the_one_it_names() -> None:
    history = read_history([RECEIVED, asked(3, 2), asked(5, 3), answered(8, 4, answers=3)])
    assert pairs(history) == [(3, None), (5, 8)]


def test_an_answer_that_names_one_leaves_the_other_to_the_next() -> None:
    facts = [RECEIVED, asked(3, 2), asked(5, 3), answered(6, 4), answered(8, 5, answers=2)]
    assert pairs(read_history(facts)) == [(3, 8), (5, 6)]


def test_an_answer_that_names_a_wrong_fact_closes_the_oldest_and_is_told() -> None:
    history = read_history([RECEIVED, asked(3, 2), answered(8, 4, answers=1)])
    assert pairs(history) == [(3, 8)]
    assert [fact.id for fact in history.misnamed] == [4]


def test_an_answer_before_its_question_closes_nothing() -> None:
    history = read_history([RECEIVED, answered(3, 2), asked(5, 3)])
    assert pairs(history) == [(5, None)]
    assert [fact.id for fact in history.unmatched] == [2]


def test_answers_of_another_kind_close_nothing() -> None:
    history = read_history([RECEIVED, asked(3, 2), Fact("id_received", date(2026, 9, 8), id=3)])
    assert pairs(history) == [(3, None)]
    assert [fact.id for fact in history.unmatched] == [3]


def test_what_lies_before_receipt_is_set_aside() -> None:
    early = Fact("clarification_requested", date(2026, 8, 31), id=2)
    history = read_history([RECEIVED, early, Fact("results_announced", date(2026, 8, 20), id=3)])
    assert history.early == (early,)
    assert history.first("results_announced") == date(2026, 8, 20)


def test_without_receipt_nothing_is_counted() -> None:
    with pytest.raises(BadInput, match="record when it was received"):
        read_history([asked(3, 2)])


def test_a_year_far_ahead_is_a_slip() -> None:
    with pytest.raises(BadInput, match="too far ahead"):
        read_history([RECEIVED, Fact("clarification_received", date(9999, 12, 31), id=2)])
