"""What would hold if a question were asked, or an extension notified, today."""

from datetime import date

from dpo_console.law.model import Fact, School, Status
from dpo_console.law.what_if import if_clarified, if_extended

FACTS = [Fact("received", date(2026, 9, 1), id=1)]
TODAY = date(2026, 9, 3)


def test_a_clarification_that_is_answered_in_a_week() -> None:
    sentence, clock = if_clarified("sar", FACTS, School(), TODAY)
    assert clock.due == date(2026, 10, 9)
    assert sentence == (
        "If you ask for clarification today and the answer comes after 7 days, "
        "on Thu 10 Sep 2026, the date will be Fri 9 Oct 2026 instead of Thu 1 Oct 2026."
    )


def test_an_extension_today() -> None:
    sentence, clock = if_extended("sar", FACTS, School(), TODAY)
    assert clock.due == date(2026, 12, 1)
    assert sentence.endswith("the date will be Tue 1 Dec 2026 instead of Thu 1 Oct 2026.")


def test_too_late_says_why_nothing_moves() -> None:
    sentence, clock = if_extended("sar", FACTS, School(), date(2026, 10, 2))
    assert clock.due == date(2026, 10, 1)
    assert "the date stays Thu 1 Oct 2026." in sentence
    assert "after the limit" in sentence


def test_a_kind_that_cannot_be_stopped_says_why() -> None:
    sentence, clock = if_clarified("rectification", FACTS, School(), TODAY)
    assert clock.due == date(2026, 10, 1)
    assert "Art 12A(5)" in sentence


def test_the_supposed_answer_closes_the_supposed_question_only() -> None:
    asked = Fact("clarification_requested", date(2026, 9, 2), id=2)
    sentence, clock = if_clarified("sar", [*FACTS, asked], School(), TODAY)
    assert clock.status is Status.PAUSED
    assert sentence.endswith("there is still no date to give.")


def test_nothing_is_added_to_the_facts() -> None:
    if_extended("sar", FACTS, School(), TODAY)
    assert len(FACTS) == 1
