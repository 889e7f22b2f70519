"""The door out beside reading the case: 300 items on the schedule, and a protected address."""

from datetime import date

import pytest

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.leaving import CHECKS, leaving
from dpo_console.cases.office.desk import Desk
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import treat_items
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.letters.catalogue import letter_kind
from dpo_console.store.cases import case_file
from dpo_console.store.cases.case_file import CaseFile
from tests.benchmarks.timing import say, seconds

ITEMS, TIMES = 300, 20
MOTHER = {"name": "Ann Doe", "address": "14 Oak Row\nBrookfield\nZZ1 2AB", "phone": "01632 960123"}
COVER = letter_kind("disclosure-cover")


def heavy(desk: Desk) -> str:
    """Return a request of the father, with a long schedule and the mother's address protected."""
    asks = NewRequest(
        "sar", date(2026, 11, 2), "Ed Doe", requester_kind="parent", subjects=("Tom Doe",)
    )
    reference = log_request(desk, asks).reference
    add_party(desk, reference, "other", MOTHER, protected=True)
    add_items(desk, reference, [NewItem(f"Page {n}", pages=2) for n in range(ITEMS)])
    whole = range(1, ITEMS + 1)
    treat_items(desk, reference, whole, "redact", exemption="sch2-16", reason="Other pupils")
    return reference


def read(desk: Desk, reference: str) -> CaseFile:
    with desk.database.read() as ask:
        return case_file.load(ask, case_file.find(ask, reference))


@pytest.mark.benchmark
def test_the_door_beside_reading_the_case(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    reference = heavy(desk)
    file, today = read(desk, reference), desk.today
    words = "We enclose a copy of what you asked for, and say what is left out. " * 100
    going = Departure(
        file, desk.settings, today, today, fact=COVER.records, letter=COVER, words=words
    )
    assert leaving(going)

    def often() -> None:
        for _ in range(TIMES):
            leaving(going)

    floor = seconds(lambda: [read(desk, reference) for _ in range(TIMES)]) / TIMES
    door = seconds(often) / TIMES
    rows = {"read the case": floor * 1e3, f"all {len(CHECKS)} checks": door * 1e3}
    say(capsys, f"A departure with {ITEMS} items:", rows, "ms")
