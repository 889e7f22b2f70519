"""The course of a clock, the source of its picture and its line of words."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.explaining.headline import course_words, with_lateness
from dpo_console.law.model import Clock, Fact, Going
from tests.law.random_cases import random_case

DAY = timedelta(days=1)
TODAY = date(2026, 9, 21)
ASKED = ("clarification_requested", date(2026, 9, 7))
ANSWERED = ("clarification_received", date(2026, 9, 14))
EXTENDED = ("extension_notified", date(2026, 9, 20))


def read(*facts: tuple[str, date], kind: str = "sar", today: date = TODAY) -> Clock:
    given = (("received", date(2026, 9, 1)), *facts)
    return read_clock(
        kind, [Fact(n, on, id=number) for number, (n, on) in enumerate(given, 1)], School(), today
    )


def course(clock: Clock) -> list[tuple[str, str, str]]:
    return [(s.going.value, str(s.first)[5:], str(s.last)[5:]) for s in clock.course]


def test_a_stop_is_taken_out_where_it_was() -> None:
    assert course(read(ASKED, ANSWERED)) == [
        ("runs", "09-01", "09-06"),
        ("stopped", "09-07", "09-14"),
        ("runs", "09-15", "10-09"),
    ]


def test_what_an_extension_adds_begins_after_the_limit_without_it() -> None:
    later = (("clarification_requested", date(2026, 11, 1)),
             ("clarification_received", date(2026, 11, 4)))  # fmt: skip
    assert course(read(ASKED, ANSWERED, EXTENDED, *later)) == [
        ("runs", "09-01", "09-06"),
        ("stopped", "09-07", "09-14"),
        ("runs", "09-15", "10-09"),
        ("extended", "10-10", "10-31"),
        ("stopped", "11-01", "11-04"),
        ("extended", "11-05", "12-14"),
    ]


def test_a_clock_that_waits_goes_on_as_if_answered_today() -> None:
    waiting = read(("id_requested", date(2026, 9, 3)))
    assert course(waiting) == [("not started", "09-01", "09-20"), ("runs", "09-21", "10-21")]
    assert "the end if they answer today; today is Mon 21 Sep 2026." in course_words(waiting, TODAY)


def test_hours_go_from_minute_to_minute() -> None:
    aware = Fact("received", date(2026, 9, 24), at=time(14, 20), id=1)
    [whole] = read_clock("breach", [aware], School(), date(2026, 9, 25)).course
    assert (whole.first, whole.last) == (
        datetime(2026, 9, 24, 14, 20),
        datetime(2026, 9, 27, 14, 20),
    )


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ((), ("late", "10-02", "10-11")),
        ((("responded", date(2026, 10, 5)),), ("late", "10-02", "10-05")),
        ((("responded", date(2026, 9, 30)),), ("runs", "09-01", "10-01")),
    ],
)
def test_lateness_ends_with_the_answer_or_goes_on_to_today(
    facts: tuple[tuple[str, date], ...], late: tuple[str, str, str]
) -> None:
    today = date(2026, 10, 11)
    last = with_lateness(read(*facts, today=today), today)[-1]
    assert (last.going.value, str(last.first)[5:], str(last.last)[5:]) == late


def test_the_words_say_each_stretch_in_order() -> None:
    assert course_words(read(ASKED, ANSWERED), TODAY) == (
        "Clock: runs Tue 1 Sep 2026 to Sun 6 Sep 2026, stopped Mon 7 Sep 2026 to Mon 14 Sep 2026, "
        "runs Tue 15 Sep 2026 to Fri 9 Oct 2026; today is Mon 21 Sep 2026."
    )


def test_the_course_of_any_case_goes_from_receipt_to_its_date_without_a_gap() -> None:
    random, seen = Random(20_261_125), set()
    for _ in range(600):
        case = random_case(random)
        clock = read_clock(case.kind, case.facts, case.school, date(2027, 2, 1))
        end = clock.deadlines[0].due or clock.due_if_answered_today
        stretches = clock.course
        if not stretches:
            assert end is None or end < clock.starts
            continue
        assert stretches[0].first == clock.received
        assert end is None or stretches[-1].last == end
        for one, after in pairwise(stretches):
            assert after.first == one.last + DAY
            assert one.last >= one.first
        seen |= {stretch.going for stretch in stretches}
    assert seen == {Going.WAITING, Going.RUNNING, Going.STOPPED, Going.EXTENDED}
