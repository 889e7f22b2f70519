from datetime import timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.letters.written_and_sent import write_and_send
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, GateClosed, StaleSave
from tests.answering import meet_checklist
from tests.conftest import TODAY

COVER = {
    "schedule": "The school record", "disclosure.searched": "Everywhere",
    "disclosure.period": "two years", "disclosure.method": "by secure link",
}  # fmt: skip


def logged(desk: Desk, requester_kind: str = "") -> CaseView:
    """Log a subject access request of today, and return its case."""
    request = NewRequest(
        "sar", TODAY, "Jane Doe", requester_kind=requester_kind, summary="the reports on Tom",
        address="1 Low Road",
    )  # fmt: skip
    return case_view(desk, log_request(desk, request).reference)


def test_a_letter_is_written_and_sent_in_one_act_that_the_log_tells_twice(desk: Desk) -> None:
    case = logged(desk)
    found = write_and_send(
        desk, case.reference, "acknowledgement", {}, TODAY, "post", version=case.version
    )
    after = case_view(desk, found)
    [letter] = after.letters
    assert (letter.sent_on, letter.method, letter.number) == (TODAY, "post", 1)
    told = [event.text for event in after.timeline]
    assert "Wrote the letter “Acknowledgement” no. 1" in " ".join(told)
    assert "Sent the letter “Acknowledgement” no. 1" in " ".join(told)
    assert "acknowledged" in {fact.name for fact in after.facts}
    assert verify(desk).sound


def test_a_sending_that_is_refused_leaves_no_letter_behind(desk: Desk) -> None:
    case = logged(desk)
    with pytest.raises(BadInput, match="in the future"):
        write_and_send(desk, case.reference, "acknowledgement", {}, TODAY + timedelta(1))
    with pytest.raises(StaleSave):
        write_and_send(desk, case.reference, "acknowledgement", {}, TODAY, version=case.version - 1)
    after = case_view(desk, case.reference)
    assert (after.letters, after.version) == ((), case.version)
    assert not list(desk.home.exports.rglob("*.docx"))


def test_one_override_serves_for_writing_and_sending(desk: Desk) -> None:
    case = logged(desk, "parent")
    with pytest.raises(GateClosed):
        write_and_send(desk, case.reference, "disclosure-cover", COVER, TODAY)
    why = "The court sits this afternoon"
    write_and_send(desk, case.reference, "disclosure-cover", COVER, TODAY, override=why)
    assert any(why in flag for flag in case_view(desk, case.reference).flags)


def test_an_override_that_nothing_needs_is_refused(desk: Desk) -> None:
    case = logged(desk)
    meet_checklist(desk, case.reference)
    with pytest.raises(BadInput, match="leave out the override"):
        write_and_send(
            desk, case.reference, "acknowledgement", {}, TODAY, override="It must go today"
        )
    assert case_view(desk, case.reference).letters == ()
