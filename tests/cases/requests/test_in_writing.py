"""A spoken request of a kind that the law wants in writing is told, and logged all the same."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests import NewRequest
from dpo_console.cases.view.case import case_view
from dpo_console.casework.correcting import Correction, correct_case
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import log_request
from dpo_console.config.methods import spoken_words

CALL = NewRequest("foi", date(2026, 11, 24), "Tom Reilly", channel="phone", school="oak")


@pytest.mark.parametrize(
    ("kind", "channel", "told"),
    [
        ("foi", "phone", True),
        ("foi", "in-person", True),
        ("foi", "email", False),
        ("educational-record", "phone", True),
        ("sar", "phone", False),
        ("eir", "phone", False),
        ("complaint", "in-person", False),
    ],
)
def test_only_what_the_law_wants_in_writing_is_asked_for(
    kind: str, channel: str, told: bool
) -> None:
    assert bool(spoken_words(kind, channel)) is told


def flags(desk: Desk, reference: str) -> str:
    return " ".join(map(str, case_view(desk, reference).flags))


def test_the_case_says_so_until_it_came_in_writing(desk: Desk) -> None:
    reference = log_request(desk, CALL).reference
    assert "FOIA s.8(1)" in flags(desk, reference)
    correct_case(desk, reference, Correction(channel="email"), "He e-mailed it")
    assert "FOIA s.8(1)" not in flags(desk, reference)


def test_an_answered_call_says_nothing_more(desk: Desk) -> None:
    reference = log_request(desk, replace(CALL, requester="Ann Poole")).reference
    record_fact(desk, reference, "responded", desk.today, override="answered on the telephone")
    assert "FOIA s.8(1)" not in flags(desk, reference)
