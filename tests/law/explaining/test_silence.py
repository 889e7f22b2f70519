"""The day from which an unanswered request may be treated as withdrawn."""

from datetime import date, timedelta

import pytest

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Fact

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "asked_on", "first_day"),
    [
        # FOIA 2000 s.9(2): three months beginning with the day of the fees notice.
        ("foi", date(2026, 11, 25), date(2027, 2, 25)),
        ("foi", date(2026, 11, 30), date(2027, 3, 1)),
        ("foi", date(2026, 12, 1), date(2027, 3, 1)),
        ("foi", date(2027, 3, 1), date(2027, 6, 1)),
        ("foi", date(2027, 3, 31), date(2027, 7, 1)),
        # EIR 2004 reg 8(5): 60 working days after the notice.
        ("eir", date(2026, 11, 25), date(2027, 2, 25)),
    ],
)
def test_a_fee_that_is_not_paid(kind: str, asked_on: date, first_day: date) -> None:
    facts = [Fact("received", asked_on - 2 * DAY), Fact("fee_requested", asked_on, id=1)]
    clock = read_clock(kind, facts, School(), asked_on + DAY)
    assert clock.may_close_on == first_day
