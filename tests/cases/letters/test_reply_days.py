"""A letter asks for an answer by a day on which the office works, and says why it is that day."""

from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.letters.wording.conditions import day_in_full
from dpo_console.text import day_words
from tests.cases.letters.test_letter_fields import logged
from tests.conftest import DeskOf

ASKED = {"doubt": "the request came from a new e-mail address", "documents": "A passport"}


@pytest.mark.parametrize(
    ("today", "by", "closed"),
    [
        (date(2026, 11, 25), date(2027, 1, 5), "Fri 25 Dec 2026"),
        (date(2026, 12, 10), date(2027, 1, 11), ""),
        (date(2026, 12, 7), date(2027, 1, 7), ""),
        (date(2027, 1, 18), date(2027, 2, 22), "Thu 18 Feb 2027"),
    ],
)
def test_the_usual_last_day_is_moved_on_to_one_on_which_the_office_works(
    today: date, by: date, closed: str, desk_of: DeskOf
) -> None:
    desk = desk_of(today=today)
    shown = preview_letter(desk, logged(desk, "sar"), "identity-request", ASKED)
    assert f"Please answer by: {day_in_full(by)}" in shown.text
    told = f"The office is closed on {closed}, the usual day, so the letter says {day_words(by)}."
    assert shown.notes == ((told,) if closed else ())


def test_a_day_typed_stays_and_its_officer_is_told_when_nobody_works(desk: Desk) -> None:
    reference = logged(desk, "sar")
    given = ASKED | {"reply_by": "28 Dec 2026"}
    shown = preview_letter(desk, reference, "identity-request", given)
    assert "Please answer by: Monday 28 December 2026" in shown.text
    assert shown.notes == (
        "The office may be closed on Mon 28 Dec 2026: bank holiday (Boxing Day, substitute day). "
        "The next day at work is Tue 5 Jan 2027.",
    )
    given = ASKED | {"reply_by": "13 Jan 2027"}
    assert preview_letter(desk, reference, "identity-request", given).notes == ()


LETTERS = {
    "identity-request": ASKED,
    "authority-request": {"reason": "only she can act for him", "documents": "A letter"},
    "clarification": {"reason": "we hold ten years", "questions": "Which years?"},
    "fee": {"ground": "excessive", "reason": "It repeats itself.", "amount": "£12",
            "breakdown": "Copying, £12", "how_to_pay": "by card"},
}  # fmt: skip


def test_a_day_sooner_than_usual_is_warned_about(desk: Desk) -> None:
    reference = logged(desk, "sar")
    for letter, given in LETTERS.items():
        field = {"clarification": "close_on", "fee": "pay_by"}.get(letter, "reply_by")
        shown = preview_letter(desk, reference, letter, {**given, field: "4 Dec 2026"})
        assert (
            "The letter will say that we close the request after Fri 4 Dec 2026. Guidance "
            "allows longer: the case waits until Fri 25 Dec 2026."
        ) in shown.notes, letter


def test_a_question_about_foi_gives_the_two_months_of_the_code(desk: Desk) -> None:
    given = {"questions": "Which years?"}
    shown = preview_letter(desk, logged(desk, "foi"), "foi-clarification", given)
    assert "Please answer by: Monday 25 January 2027" in shown.text


def test_nobody_is_closed_before_the_day_that_their_letter_named(desk_of: DeskOf) -> None:
    desk = desk_of(today=date(2026, 11, 27))
    reference = logged(desk, "sar")
    write_letter(desk, reference, "identity-request", ASKED | {"reply_by": "5 January 2027"})
    mark_sent(desk, reference, "identity-request", desk.today)
    clock = case_view(desk, reference).clock
    assert clock.may_close_on == date(2027, 1, 6)  # a month alone would be 28 December
    (close,) = [step for step in clock.steps if step.on == date(2027, 1, 6)]
    assert "by Tue 5 Jan 2027 (the date in our letter), you may treat" in close.text


def test_a_day_before_the_month_is_over_closes_nothing_early(desk_of: DeskOf) -> None:
    desk = desk_of(today=date(2026, 11, 27))
    reference = logged(desk, "sar")
    write_letter(desk, reference, "identity-request", ASKED | {"reply_by": "11 December 2026"})
    mark_sent(desk, reference, "identity-request", desk.today)
    clock = case_view(desk, reference).clock
    assert clock.may_close_on == date(2026, 12, 28)
    (close,) = [step for step in clock.steps if step.on == date(2026, 12, 28)]
    assert close.text.startswith("If nothing has come, you may")
    assert close.text.endswith("Our letter named Fri 11 Dec 2026: wait until this day all the same")


@pytest.mark.parametrize(
    ("named", "chase"),
    [
        ("7 December 2026", date(2026, 12, 4)),
        ("30 November 2026", date(2026, 11, 27)),
        ("5 January 2027", date(2026, 12, 11)),
    ],
)
def test_the_day_to_chase_comes_before_the_day_that_the_letter_named(
    named: str, chase: date, desk_of: DeskOf
) -> None:
    desk = desk_of(today=date(2026, 11, 27))
    reference = logged(desk, "sar")
    write_letter(desk, reference, "identity-request", ASKED | {"reply_by": named})
    mark_sent(desk, reference, "identity-request", desk.today)
    assert case_view(desk, reference).clock.chase_on == chase


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
