"""A request typed in one line, and the fields read from it."""

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests.quick import read_line
from dpo_console.errors import BadInput


@pytest.mark.parametrize("number", ["01632 960111", "+44 1632 960111", "(01632) 960 111"])
def test_a_telephone_number_is_read(desk: Desk, number: str) -> None:
    assert read_line(desk, f"sar Jane Doe, {number}").phone


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-2 0930x",
        "24-11-2026 14",
        "24 11 2026 09 3",
        "2026-13-10 - 2026-13-11",
        "01 11 2026 99 30",
    ],
)
def test_a_day_that_was_mistyped_is_no_telephone_number(desk: Desk, day: str) -> None:
    with pytest.raises(BadInput, match="is not a day"):
        read_line(desk, f"sar Jane Doe, email, {day}")
