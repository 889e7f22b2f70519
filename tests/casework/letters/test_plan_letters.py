"""The letters of a search plan: one for each holder, with their places and days from the plan."""

from datetime import date, timedelta

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter, written_words
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letters_sent import latest_letter
from dpo_console.casework.letters.plan_letters import write_plan_letters
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import EVERY, add_place, ask_places
from dpo_console.errors import BadInput, LetterIncomplete, Refused
from tests.conftest import TODAY, DeskOf

WHAT = "All e-mails about the pupil with the initials T.D., Year 6."


@pytest.fixture
def sar(desk: Desk) -> str:
    """Log a request with three more places, two of them kept by the same person."""
    reference = log_request(desk, NewRequest("sar", date(2026, 11, 20), "Jane Doe")).reference
    for place, holder in (("Year 6 drive", "Ann Bell"), ("Her mailbox", "Ann Bell"), ("Shed", "")):
        add_place(desk, reference, place, holder)
    return reference


def test_each_holder_gets_one_letter_with_all_their_places(desk: Desk, sar: str) -> None:
    rows = case_view(desk, sar).places
    written = write_plan_letters(desk, sar, "ask", EVERY, WHAT)
    assert len(written) == len({row.holder or row.title for row in rows})
    shown = [written_words(desk, row) for row in written]
    (hers,) = (text for text in shown if "Ann Bell" in text)
    assert "Year 6 drive" in hers
    assert "Her mailbox" in hers
    assert "Shed" not in hers
    assert WHAT in hers
    assert all("Please reply by: " in text for text in shown)


def test_each_letter_of_a_plan_stands_with_its_reader_and_is_fetched_by_its_number(
    desk: Desk, sar: str
) -> None:
    written = write_plan_letters(desk, sar, "ask", EVERY, WHAT)
    rows = case_view(desk, sar).letters
    assert [row.state for row in rows] == ["written"] * len(written)
    assert "Ann Bell" in [row.to for row in rows]
    assert len({row.to for row in rows}) == len(written)
    first = rows[0]
    assert latest_letter(desk, sar, first.name, number=1)[0].name.endswith("-1.docx")
    with pytest.raises(BadInput, match=r"no\. 99 was written"):
        latest_letter(desk, sar, first.name, number=99)
    again = write_plan_letters(desk, sar, "ask", EVERY, WHAT)
    states = [row.state for row in case_view(desk, sar).letters]
    assert states == ["superseded"] * len(written) + ["written"] * len(again)


def test_a_reminder_says_when_the_place_was_asked(desk_of: DeskOf, sar: str) -> None:
    desk = desk_of()
    ask_places(desk, sar, ("Shed",), by=TODAY + timedelta(days=2), on=date(2026, 11, 23))
    with pytest.raises(Refused, match="No place is due"):
        write_plan_letters(desk, sar, "chase", EVERY, "")
    (row,) = write_plan_letters(desk, sar, "chase", ("shed",), "")
    shown = written_words(desk, row)
    assert "Monday 23 November 2026" in shown


def test_nothing_is_written_if_the_letters_lack_what_to_look_for(desk: Desk, sar: str) -> None:
    with pytest.raises(LetterIncomplete, match=r"search\.what"):
        write_plan_letters(desk, sar, "hold", EVERY, "")
    assert case_view(desk, sar).letters == ()
    with pytest.raises(BadInput, match="no place 'attic'"):
        write_plan_letters(desk, sar, "ask", ("attic",), WHAT)


def test_a_letter_written_by_itself_takes_places_and_day_from_the_plan(
    desk: Desk, sar: str
) -> None:
    shown = preview_letter(desk, sar, "search-request", {"search.what": WHAT})
    assert "Year 6 drive" in shown.text
    assert [gap for gap in shown.missing if "addressee" not in gap] == []
    assert len(shown.missing) == 1, "several holders: the officer says to whom"
