"""A letter tells every reason for the last day of its answer, in the order in which it counts."""

from datetime import date

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Fact
from dpo_console.letters.composing.filling import counted_if_answered, counted_words
from tests.each import each

ASKED, ANSWERED = "clarification_requested", "clarification_received"

TOLD: dict[str, tuple[date, str]] = {
    "sar received 2026-09-02": (
        date(2026, 10, 2),
        "The month runs from Wednesday 2 September 2026, the day on which we received your "
        "request.",
    ),
    f"sar received 2026-09-01 {ASKED} 2026-09-03 {ANSWERED} 2026-09-14": (
        date(2026, 10, 13),
        "request. From Thursday 3 September 2026 to Monday 14 September 2026 we waited for your "
        "answer to our question. These 12 days do not count.",
    ),
    f"sar received 2026-09-01 {ASKED} 2026-09-05 {ANSWERED} 2026-09-05": (
        date(2026, 10, 2),
        "On Saturday 5 September 2026 we waited for your answer to our question. That day does "
        "not count.",
    ),
    "sar received 2027-01-31": (
        date(2027, 3, 1),
        "February 2027 has no day 31, so we count to its last day. Sunday 28 February 2027 is not "
        "a working day, so we have until Monday 1 March 2027.",
    ),
    "sar received 2026-09-01 id_requested 2026-09-02 id_received 2026-09-10": (
        date(2026, 10, 12),
        "The month runs from Thursday 10 September 2026, the day on which we received proof of "
        "identity. Saturday 10 October 2026 is not a working day, so we have until Monday 12 "
        "October 2026.",
    ),
    f"sar received 2026-11-30 {ASKED} 2026-12-01 {ANSWERED} 2026-12-03 "
    "extension_notified 2026-12-18": (
        date(2027, 3, 3),
        "The time runs from Monday 30 November 2026, the day on which we received your request. "
        "On Friday 18 December 2026 we told you that we need two more months. February 2027 has no "
        "day 30, so we count to its last day. From Tuesday 1 December 2026 to Thursday 3 December "
        "2026 we waited for your answer to our question. These 3 days do not count.",
    ),
    f"eir received 2026-11-09 {ASKED} 2026-11-10 {ANSWERED} 2026-11-12 "
    "fee_requested 2026-11-16 fee_paid 2026-11-18": (
        date(2026, 12, 16),
        "The time runs from Thursday 12 November 2026, the day on which we received your "
        "clarification. From Monday 16 November 2026 to Wednesday 18 November 2026 we waited for "
        "the fee to be paid. These 3 working days do not count.",
    ),
    f"erasure received 2026-11-02 {ASKED} 2026-11-03 {ANSWERED} 2026-11-10": (
        date(2026, 12, 2),
        "The month runs from Monday 2 November 2026, the day on which we received your request.",
    ),
}
"""A kind with its facts, the last day, and the end of its count or all of it."""


def clock_of(facts: str, today: date) -> Clock:
    """Return the clock of a kind with its facts, as a day has it."""
    kind, *rest = facts.split()
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    told = [Fact(name, date.fromisoformat(on), id=place) for place, (name, on) in enumerate(pairs)]
    return read_clock(kind, told, School(), today)


@each(facts=TOLD)
def test_every_reason_for_a_day_is_told_in_order(facts: str) -> None:
    day, words = TOLD[facts]
    clock = clock_of(facts, date(2027, 1, 4))
    assert clock.due == day
    assert counted_words(clock).endswith(words)


IF_ANSWERED = {
    f"sar received 2026-09-01 {ASKED} 2026-09-03": (
        "The month runs from Tuesday 1 September 2026, the day on which we received your request. "
        "From Thursday 3 September 2026 to Monday 14 September 2026 we waited for your answer to "
        "our question. These 12 days do not count."
    ),
    f"sar received 2026-09-01 id_requested 2026-09-02 {ASKED} 2026-09-03": "",
    "sar received 2026-09-01": "",
}
"""What a further question tells on 14 September of the last day if it is answered then."""


@each(facts=IF_ANSWERED)
def test_a_further_question_tells_the_count_if_it_is_answered_today(facts: str) -> None:
    assert counted_if_answered(clock_of(facts, date(2026, 9, 14))) == IF_ANSWERED[facts]


def test_the_notice_that_extends_the_time_tells_all_but_itself() -> None:
    told = [Fact("received", date(2026, 9, 2)), Fact("extension_notified", date(2026, 9, 30))]
    words = counted_words(read_clock("sar", told, School(), date(2026, 9, 30)), extends=True)
    assert words == (
        "We count the longer time from Wednesday 2 September 2026, the day on which we received "
        "your request."
    )
