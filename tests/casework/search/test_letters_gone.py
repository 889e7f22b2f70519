"""The plan's letters: recording that places were asked or told counts their letters as sent."""

from datetime import date, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_plan_letters
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import (
    EVERY,
    add_place,
    ask_places,
    record_answer,
    tell_to_keep,
)
from dpo_console.errors import BadInput, GateClosed
from tests.conftest import TODAY, on_day

DAY = timedelta(days=1)

REQUEST = "search-request"


def sendings(desk: Desk, reference: str, name: str) -> dict[str, date | None]:
    letters = case_view(desk, reference).letters
    return {row.to: row.sent_on for row in letters if row.name == name}


@pytest.fixture
def lettered(desk: Desk) -> str:
    """Log a request with places of two more holders, and letters to all of them."""
    reference = log_request(desk, NewRequest("sar", date(2026, 11, 20), "Jane Doe")).reference
    for place, holder in (("Year 6 drive", "Ann Bell"), ("Her mailbox", "Ann Bell"), ("Shed", "")):
        add_place(desk, reference, place, holder)
    write_plan_letters(desk, reference, "ask", EVERY, "All e-mails about T.D.")
    return reference


def test_recording_on_the_plan_counts_the_letters_of_its_holders_as_sent(
    desk: Desk, lettered: str
) -> None:
    ask_places(desk, lettered, ("Year 6 drive", "Shed"))
    sent = sendings(desk, lettered, REQUEST)
    assert {to for to, day in sent.items() if day == TODAY} == {"Ann Bell", "Shed"}
    assert len(sent) > 2
    *_, told = case_view(desk, lettered).timeline
    assert told.text.startswith("Asked what is held: Year 6 drive, Shed")
    assert "by letters no. " in told.text
    assert "Sent the letter" not in " ".join(e.text for e in case_view(desk, lettered).timeline)
    assert verify(desk).sound


def test_a_letter_of_another_act_or_of_a_person_asked_instead_stays_unsent(
    desk: Desk, lettered: str
) -> None:
    tell_to_keep(desk, lettered, ("Shed",), "Ann Bell")
    ask_places(desk, lettered, ("Shed",), of="Kim Ito")
    assert set(sendings(desk, lettered, REQUEST).values()) == {None}
    ask_places(desk, lettered, ("Shed",), of="ann bell")
    assert set(sendings(desk, lettered, REQUEST).values()) == {None}, "hers isn't about the shed"
    ask_places(desk, lettered, ("Her mailbox",), of="ann bell")
    sent = sendings(desk, lettered, REQUEST)
    assert {to for to, day in sent.items() if day} == {"Ann Bell"}


def test_a_notice_counts_as_sent_only_where_its_holder_was_told(desk: Desk) -> None:
    request = NewRequest("sar", date(2026, 11, 20), "Jane Doe")
    reference = log_request(desk, request).reference
    cctv = next(row for row in case_view(desk, reference).places if row.slug == "cctv")
    write_plan_letters(desk, reference, "hold", ("cctv",), "All recordings of T.D.")
    tell_to_keep(desk, reference, ("cctv",), "Kim Ito in IT, by phone")
    assert set(sendings(desk, reference, "preservation-notice").values()) == {None}
    tell_to_keep(desk, reference, ("cctv",), f"{cctv.holder}, by e-mail")
    assert set(sendings(desk, reference, "preservation-notice").values()) == {TODAY}


def test_a_letter_whose_reply_was_due_before_did_not_go_with_a_later_question(
    desk: Desk, lettered: str
) -> None:
    later = on_day(desk, TODAY + 30 * DAY)
    ask_places(later, lettered, ("Shed",))
    assert set(sendings(later, lettered, REQUEST).values()) == {None}


def test_a_letter_written_after_the_day_recorded_did_not_go_then(desk: Desk, lettered: str) -> None:
    tomorrow = on_day(desk, TODAY + DAY)
    ask_places(tomorrow, lettered, ("Her mailbox",), on=TODAY - DAY)
    assert set(sendings(desk, lettered, REQUEST).values()) == {None}
    ask_places(tomorrow, lettered, ("Her mailbox",), on=TODAY)
    assert sendings(desk, lettered, REQUEST)["Ann Bell"] == TODAY


def test_only_the_newest_letter_to_a_holder_counts_as_sent_and_once(
    desk: Desk, lettered: str
) -> None:
    write_plan_letters(desk, lettered, "ask", ("Shed",), "All letters about T.D.")
    for _ in range(2):
        ask_places(desk, lettered, ("Shed",))
    rows = [x for x in case_view(desk, lettered).letters if x.to == "Shed"]
    assert [row.state for row in rows] == ["superseded", "sent"]
    assert "letter" not in case_view(desk, lettered).timeline[-1].text


def test_a_question_that_was_never_asked_leaves_its_letter_unsent(
    desk: Desk, lettered: str
) -> None:
    ask_places(desk, lettered, ("Year 6 drive", "Her mailbox", "Shed"))
    record_answer(desk, lettered, ["Year 6 drive", "Shed"], "not-asked", "The wrong day")
    sent = sendings(desk, lettered, REQUEST)
    assert (sent["Shed"], sent["Ann Bell"]) == (None, TODAY), "hers is about her mailbox too"
    record_answer(desk, lettered, ["Her mailbox"], "not-asked", "The wrong day")
    assert set(sendings(desk, lettered, REQUEST).values()) == {None}
    later = on_day(desk, TODAY + DAY)
    ask_places(later, lettered, ("Shed",))
    assert sendings(desk, lettered, REQUEST)["Shed"] == TODAY + DAY
    assert verify(desk).sound


def test_a_letter_with_an_entry_of_its_own_stays_sent(desk: Desk, lettered: str) -> None:
    number = next(x.number for x in case_view(desk, lettered).letters if x.to == "Shed")
    mark_sent(desk, lettered, REQUEST, TODAY, "by hand", number=number)
    ask_places(desk, lettered, ("Shed",))
    record_answer(desk, lettered, ["Shed"], "not-asked", "By mistake")
    assert sendings(desk, lettered, REQUEST)["Shed"] == TODAY


def test_a_letter_that_the_door_stops_is_recorded_with_the_reason_that_it_went(
    desk: Desk, lettered: str
) -> None:
    row = next(x for x in case_view(desk, lettered).letters if x.to == "Shed")
    (desk.home.exports / row.path).write_bytes(b"another")
    before = case_view(desk, lettered).version
    with pytest.raises(GateClosed, match="isn't the file recorded"):
        ask_places(desk, lettered, ("Shed",))
    assert case_view(desk, lettered).version == before
    with pytest.raises(BadInput, match="leave out the override"):
        ask_places(desk, lettered, ("Her mailbox",), override="It was handed over.")
    ask_places(desk, lettered, ("Shed",), override="It was handed over.")
    case = case_view(desk, lettered)
    assert sendings(desk, lettered, REQUEST)["Shed"] == TODAY
    assert "under an override, because It was handed over." in case.timeline[-1].text
    assert any("went under an override" in flag for flag in case.flags)
