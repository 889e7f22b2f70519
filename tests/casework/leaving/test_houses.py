"""A family's house, postcode and e-mail address are known in a letter of another case."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import GateClosed

HERS = NewRequest(
    "sar", date(2026, 11, 9), "Rosa Lane", "parent", email="Rosa@Example.org",
    address="9 MILL Lane\nHarbourton HB4 1AA",
)  # fmt: skip
TOLD = ("9 Mill Lane", "HB4 1AA", "rosa@example.org")


def asked(desk: Desk, question: str) -> None:
    reference = log_request(desk, NewRequest("sar", date(2026, 11, 9), "Jane Doe")).reference
    given = {"clarification.questions": question, "clarification.reason": "It is much"}
    write_letter(desk, reference, "clarification", given)


def test_each_place_of_another_family_is_told_whatever_its_capitals(desk: Desk) -> None:
    log_request(desk, HERS)
    asked(desk, "Do you mean 9 Low Road, HB4 1AB or rose@example.org?")
    with pytest.raises(GateClosed) as closed:
        asked(desk, f"Do you mean the family at nine mill lane, {', '.join(TOLD)}?")
    said = str(closed.value)
    assert [place for place in TOLD if f"“{place}”" not in said] == []
