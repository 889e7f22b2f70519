"""A request with a schedule of six items."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.requests import NewRequest, log_request


def log(desk: Desk, kind: str = "sar") -> str:
    request = NewRequest(kind, date(2026, 11, 2), "Jane Doe", subjects=("Tom Doe",))
    return log_request(desk, request).reference


@pytest.fixture
def sar(desk: Desk) -> str:
    """Return a request with six items, three of them needing different people's opinions."""
    reference = log(desk)
    items = [
        NewItem("Page one", "pupil-record", "Paper file", pages=2),
        NewItem("Page two", "pupil-record", "Paper file", pages=3),
        NewItem("Message of a neighbour", "emails", "Mailbox of the office", pages=1),
        NewItem("Nurse's letter", "health", "Paper file", pages=1),
        NewItem("Social worker's report", "social-work", "Paper file", pages=9),
        NewItem("Note of concern", "safeguarding", "lrs", pages=2),
    ]
    add_items(desk, reference, items)
    return reference
