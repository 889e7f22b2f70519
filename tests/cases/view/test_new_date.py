"""A letter promises a new date. Once what it asked for came, the console offers to give it."""

from datetime import date
from pathlib import Path

import pytest

import dpo_console
from dpo_console.cases.letters.letter_choices import letters_for, preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.next_steps import letters_next, next_steps
from dpo_console.cases.view.views import PROMISES
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from tests.cases.letters.test_letter_fields import logged
from tests.cases.letters.test_reply_days import ASKED
from tests.conftest import DeskOf

WORDING = Path(dpo_console.__file__).parent / "letters" / "wording"
OFFER = "Letters: tell the requester the new date"


@pytest.fixture
def asked(desk_of: DeskOf) -> str:
    """Acknowledge a request, then ask for proof of identity."""
    desk = desk_of(today=date(2026, 11, 25))
    reference = logged(desk, "sar")
    record_fact(desk, reference, "acknowledged", desk.today)
    write_letter(desk, reference, "identity-request", ASKED)
    return mark_sent(desk, reference, "identity-request", desk.today)


def test_a_promised_date_is_offered_once_the_proof_came(asked: str, desk_of: DeskOf) -> None:
    desk = desk_of(today=date(2026, 11, 30))
    steps = [step.title for step in next_steps(desk, case_view(desk, asked))]
    assert OFFER not in steps
    record_fact(desk, asked, "id_received", desk.today)
    case = case_view(desk, asked)
    assert next_steps(desk, case)[0].title == OFFER
    assert letters_next(case) == ["new-date"]
    shown = preview_letter(desk, asked, "new-date", {})
    assert "Our answer is now due by: Wednesday 30 December 2026" in shown.text
    assert "This date takes the place of any that we gave you before." in shown.text


def test_a_promised_date_is_offered_until_it_was_told(asked: str, desk_of: DeskOf) -> None:
    desk = desk_of(today=date(2026, 11, 30))
    record_fact(desk, asked, "id_received", desk.today)
    write_letter(desk, asked, "new-date", {})
    mark_sent(desk, asked, "new-date", desk.today)
    case = case_view(desk, asked)
    assert OFFER not in [step.title for step in next_steps(desk, case)]
    assert "new-date" not in letters_next(case)


def test_no_new_date_is_told_before_anything_came(asked: str, desk: Desk) -> None:
    letter = next(x for x in letters_for(desk, asked) if x.name == "new-date")
    assert letter.why_not.startswith("Nothing that you asked the requester for has come")


def test_each_letter_that_promises_a_new_date_is_followed() -> None:
    promising = {p.stem for p in WORDING.glob("*.md") if "{part.replaces}" in p.read_text()}
    assert {name.removesuffix(".pupil") for name in promising} == {*PROMISES}
