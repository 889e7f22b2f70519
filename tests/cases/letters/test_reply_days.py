"""A letter asks for an answer by a day on which the office works, and says why it is that day."""

from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from tests.cases.letters.test_letter_fields import logged
from tests.conftest import DeskOf

ASKED = {"doubt": "the request came from a new e-mail address", "documents": "A passport"}


@pytest.mark.parametrize(
    ("today", "by", "why"),
    [
        (date(2026, 11, 25), "Tuesday 5 January 2027", "bank holiday (Christmas Day)"),
        (date(2026, 12, 10), "Monday 11 January 2027", ""),
        (date(2026, 12, 7), "Wednesday 6 January 2027", ""),
        (date(2027, 1, 18), "Monday 22 February 2027", "half-term holiday"),
    ],
)
def test_the_usual_last_day_is_moved_on_to_one_on_which_the_office_works(
    today: date, by: str, why: str, desk_of: DeskOf
) -> None:
    desk = desk_of(today=today)
    shown = preview_letter(desk, logged(desk, "sar"), "identity-request", ASKED)
    assert f"Please answer by: {by}" in shown.text
    closed = f", {why}, to "
    told = ["The office is closed from " in note and closed in note for note in shown.notes]
    assert told == ([True] if why else [])


def test_a_day_typed_stays_and_its_officer_is_told_when_nobody_works(desk: Desk) -> None:
    reference = logged(desk, "sar")
    given = ASKED | {"reply_by": "28 Dec 2026"}
    shown = preview_letter(desk, reference, "identity-request", given)
    assert "Please answer by: Monday 28 December 2026" in shown.text
    assert shown.notes == (
        "The office may be closed on Mon 28 Dec 2026: bank holiday (Boxing Day, substitute day). "
        "The next day at work is Tue 5 Jan 2027.",
    )
    given = ASKED | {"reply_by": "16 Dec 2026"}
    assert preview_letter(desk, reference, "identity-request", given).notes == ()


def test_nobody_is_closed_before_the_day_that_their_letter_named(desk_of: DeskOf) -> None:
    desk = desk_of(today=date(2026, 11, 27))
    reference = logged(desk, "sar")
    write_letter(desk, reference, "identity-request", ASKED | {"reply_by": "5 January 2027"})
    mark_sent(desk, reference, "identity-request", desk.today)
    clock = case_view(desk, reference).clock
    assert clock.may_close_on == date(2027, 1, 6)  # a month alone would be 28 December
    assert clock.steps[-1].on == date(2027, 1, 6)
    assert "by Tue 5 Jan 2027 (the date in our letter), you may treat" in clock.steps[-1].text


def test_a_day_before_the_month_is_over_closes_nothing_early(desk_of: DeskOf) -> None:
    desk = desk_of(today=date(2026, 11, 27))
    reference = logged(desk, "sar")
    write_letter(desk, reference, "identity-request", ASKED | {"reply_by": "11 December 2026"})
    mark_sent(desk, reference, "identity-request", desk.today)
    clock = case_view(desk, reference).clock
    assert clock.may_close_on == date(2026, 12, 28)
    assert clock.steps[-1].text.startswith("If nothing has come, you may")


FEE = {"amount": "£12.00", "breakdown": "Copying, £12.00", "how_to_pay": "by card"}


@pytest.mark.parametrize("kind", ["foi", "eir"])
def test_a_fees_notice_gives_all_the_time_that_the_law_gives(kind: str, desk_of: DeskOf) -> None:
    """Three months from the notice (FOIA 2000 s.9(2)); 60 working days after it (EIR reg 8(5))."""
    desk = desk_of(today=date(2026, 11, 27))
    reference = logged(desk, kind)
    shown = preview_letter(desk, reference, "fees-notice", FEE)
    assert "Please pay by: Friday 26 February 2027" in shown.text
    shown = preview_letter(desk, reference, "fees-notice", FEE | {"pay_by": "5 January 2027"})
    assert shown.notes == (
        "The law gives until Fri 26 Feb 2027 to pay, and not only Tue 5 Jan 2027.",
    )
