"""A correction stands in the timeline on the day on which it was made."""

from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import correct_fact
from tests.cases.letters.test_letter_fields import logged


def test_a_corrected_fact_stands_on_the_day_of_its_correction(desk: Desk) -> None:
    reference = logged(desk, "sar")
    [fact] = case_view(desk, reference).facts
    correct_fact(desk, reference, fact.id, on=date(2026, 11, 9), why="It came on Monday")
    event = case_view(desk, reference).timeline[-1]
    assert event.on == desk.today
    assert event.text.startswith("Corrected “Received” from ")
    assert "to Mon 9 Nov 2026" in event.text
