"""A request whose requester has details that are kept from others."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.requests import NewRequest, log_request

PHONE, EMAIL = "01632 960555", "hidden@example.org"
SECRET = "4 Refuge Row\nHarbourton HB4 9ZZ"


@pytest.fixture
def sar(desk: Desk) -> str:
    request = NewRequest(
        "sar", date(2026, 11, 2), "Jane Doe", "parent", subjects=("Tom Doe",), address=SECRET,
        email=EMAIL, phone=PHONE, summary="Everything on Tom", owner="clerk",
    )  # fmt: skip
    return log_request(desk, request).reference
