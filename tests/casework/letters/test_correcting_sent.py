"""A letter recorded as sent in error, where its sending is no fact, is corrected openly."""

import json
from datetime import date, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.sendings import without_fact
from dpo_console.casework.facts import correct_fact
from dpo_console.casework.letters.correcting_sent import correct_sending
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.undo import undo, undoing
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.store.cases import case_file
from tests.conftest import TODAY, DeskOf, on_day

LATE = "late-apology"
WRITTEN = TODAY - timedelta(days=2)
SORRY = {"late.cause": "a colleague is away", "late.by": "2026-12-04"}


@pytest.fixture
def sar(desk: Desk) -> str:
    """Log a late request, with a letter that says so written two days ago and sent today."""
    asks = NewRequest("sar", date(2026, 10, 5), "Jane Doe", email="jane@example.org")
    reference = log_request(desk, asks).reference
    write_letter(on_day(desk, WRITTEN), reference, LATE, SORRY)
    return mark_sent(desk, reference, LATE, TODAY, "email")


def stands(desk: Desk, sar: str) -> tuple[str, date | None, str]:
    letter = case_view(desk, sar).letters[-1]
    return letter.state, letter.sent_on, letter.method


def test_correcting_a_sending_moves_its_day_and_keeps_the_former_one(desk: Desk, sar: str) -> None:
    before = case_view(desk, sar)
    correct_sending(desk, sar, LATE, on=WRITTEN, why="The post book says Monday")
    assert stands(desk, sar) == ("sent", WRITTEN, "email")
    after = case_view(desk, sar)
    assert (after.clock, after.facts) == (before.clock, before.facts)
    *_, sent, corrected = after.timeline
    assert corrected.on == TODAY
    assert sent == before.timeline[-1]
    assert corrected.text == (
        "Corrected the sending of the letter “Our answer is late” no. 1 from Wed 25 Nov 2026 to "
        "Mon 23 Nov 2026: The post book says Monday"
    )
    with desk.database.read() as ask:
        said = json.loads(case_file.history(ask, sar)[-1].detail or "")
    assert (said["before"], said["on"]) == (TODAY.isoformat(), WRITTEN.isoformat())
    assert verify(desk).sound


def test_a_letter_that_was_not_sent_waits_again_and_can_be_sent(desk: Desk, sar: str) -> None:
    correct_sending(desk, sar, LATE, why="It is still on my desk")
    assert stands(desk, sar) == ("written", None, "")
    last = case_view(desk, sar).timeline[-1].text
    assert last == (
        "Not sent after all: the letter “Our answer is late” no. 1, recorded Wed 25 Nov 2026: "
        "It is still on my desk"
    )
    with pytest.raises(BadInput, match="was not sent yet"):
        correct_sending(desk, sar, LATE, on=WRITTEN, why="It went on Monday")
    mark_sent(desk, sar, LATE, TODAY, "post")
    assert stands(desk, sar) == ("sent", TODAY, "post")


@pytest.mark.parametrize("on", [WRITTEN, None])
def test_undoing_a_correction_restores_the_day(desk: Desk, sar: str, on: date | None) -> None:
    correct_sending(desk, sar, LATE, on=on, why="a slip")
    planned = undoing(desk, sar)
    assert planned.does == "Lets “Our answer is late” stand as sent Wed 25 Nov 2026."
    undo(desk, planned)
    assert stands(desk, sar) == ("sent", TODAY, "email")
    assert verify(desk).sound


@pytest.mark.parametrize(
    ("on", "why", "error", "says"),
    [
        (date(2026, 10, 1), "x", BadInput, "before the request came"),
        (TODAY + timedelta(days=1), "x", BadInput, "in the future"),
        (WRITTEN - timedelta(days=1), "x", BadInput, "before the letter was written, Mon 23 Nov"),
        (TODAY, "x", Refused, "sent Wed 25 Nov 2026 is recorded already"),
        (WRITTEN, " ", BadInput, "why"),
        (None, "", BadInput, "why"),
    ],
)
def test_a_correction_out_of_order_is_refused_and_changes_nothing(
    desk: Desk, sar: str, on: date | None, why: str, error: type[Exception], says: str
) -> None:
    before = case_view(desk, sar).version
    with pytest.raises(error, match=says):
        correct_sending(desk, sar, LATE, on=on, why=why)
    assert case_view(desk, sar).version == before


@pytest.mark.parametrize("who", ["head", "dsl"])
def test_whoever_may_not_correct_a_fact_may_not_correct_a_sending(
    desk_of: DeskOf, sar: str, who: str
) -> None:
    with pytest.raises(NotAllowed, match="may not correct a fact"):
        correct_sending(desk_of(who), sar, LATE, why="It is on my desk")


def test_a_sending_that_is_a_fact_is_corrected_as_that_fact(desk: Desk, sar: str) -> None:
    write_letter(desk, sar, "acknowledgement", {"summary": "the reports"})
    mark_sent(desk, sar, "acknowledgement", TODAY)
    fact = case_view(desk, sar).facts[-1]
    with pytest.raises(Refused, match=rf"recorded as “Acknowledged”.*correct {sar} {fact.id}"):
        correct_sending(desk, sar, "acknowledgement", why="It is on my desk")
    assert [x.name for x in without_fact(file_meant(desk, sar))] == [LATE]
    correct_fact(desk, sar, fact.id, why="It is on my desk")
    undo(desk, undoing(desk, sar))
    assert [x.name for x in without_fact(file_meant(desk, sar))] == [LATE]


def test_undo_of_a_sending_says_that_it_can_be_corrected(desk: Desk, sar: str) -> None:
    with pytest.raises(Refused, match="use “correct”, which lists it"):
        undoing(desk, sar)
