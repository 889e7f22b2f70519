"""A sharing on consent goes out on a recorded consent alone, and on none that was withdrawn."""

from dataclasses import replace

import pytest

from dpo_console.approval.model import Path
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import Review, release, review
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import GateClosed
from tests.casework.gates import assessed, scope_of
from tests.conftest import TODAY, DeskOf

NOTE = "Jane Doe: Tom's photograph for the local paper"


@pytest.fixture
def reference(desk: Desk) -> str:
    found = assessed(desk, "nhs", Path.ORDINARY)
    scope = replace(scope_of(desk, Path.ORDINARY), lawful_basis="Consent, Art 6(1)(a)")
    set_scope(desk, found, replace(scope, agreement="DSA 7"))
    return found


def why_not(desk: Desk, reference: str) -> str:
    with pytest.raises(GateClosed) as caught:
        release(desk, reference, TODAY)
    return " ".join(map(str, caught.value.reasons))


def given(desk: Desk, reference: str, note: str = NOTE) -> int:
    record_fact(desk, reference, "consent_given", TODAY, note=note)
    return case_view(desk, reference).facts[-1].id


def test_no_sharing_on_consent_goes_without_one_and_a_withdrawal_ends_the_approval(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    decide(desk_of("head"), reference, "approve", "They agreed")
    given(desk, reference, note="")
    assert "Consent is the basis, and none stands on record" in why_not(desk, reference)
    tom, amy = given(desk, reference), given(desk, reference, "Rosa Lane: Amy's photograph")
    (consent,) = (c for c in case_view(desk, reference).challenges if c.name == "consent")
    assert NOTE in consent.says
    assert "Amy's photograph" in consent.says
    record_fact(desk, reference, "consent_withdrawn", TODAY, answers=tom)
    assert "has lapsed: a consent was withdrawn since" in why_not(desk, reference)
    decide(desk_of("head"), reference, "approve", "Amy's alone")
    record_fact(desk, reference, "consent_withdrawn", TODAY, answers=amy)
    decide(desk_of("head"), reference, "approve", "All the same")
    assert "none stands on record" in why_not(desk, reference)


def test_a_withdrawal_that_names_no_consent_withdraws_every_earlier_one_but_no_later_one(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    given(desk, reference)
    given(desk, reference, "Rosa Lane: Amy's photograph")
    record_fact(desk, reference, "consent_withdrawn", TODAY)
    decide(desk_of("head"), reference, "approve", "They agreed")
    assert "none stands on record" in why_not(desk, reference)
    again = given(desk, reference, "Jane Doe: Tom's photograph, asked again")
    decide(desk_of("head"), reference, "approve", "They agreed again")
    release(desk, reference, TODAY)
    record_fact(desk, reference, "consent_withdrawn", TODAY, answers=again)
    assert case_view(desk, reference).row.next_action.startswith("Review the sharing: stop")
    review(desk, reference, Review(TODAY, "Told them to delete it"))
    assert not case_view(desk, reference).row.next_action.startswith("Stop")


def test_a_withdrawal_that_was_a_slip_withdraws_nothing(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    given(desk, reference)
    record_fact(desk, reference, "consent_withdrawn", TODAY)
    slip = case_view(desk, reference).facts[-1].id
    correct_fact(desk, reference, slip, why="Another family's letter")
    decide(desk_of("head"), reference, "approve", "They agreed")
    release(desk, reference, TODAY)
    assert case_view(desk, reference).released is not None


def test_a_withdrawal_logged_as_a_case_of_its_own_is_taken_in_first(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    given(desk, reference)
    decide(desk_of("head"), reference, "approve", "They agreed")
    for pupil in ("Tom Doe", "Amy Lane"):
        log_request(desk, NewRequest("consent-withdrawn", TODAY, "Jane Doe", subjects=(pupil,)))
    said = why_not(desk, reference)
    assert said.count("A consent about the same pupil was withdrawn on Wed 25 Nov 2026") == 1
    given(desk, reference, "Jane Doe: Tom's photograph. She withdrew that for the website alone")
    decide(desk_of("head"), reference, "approve", "They agreed")
    release(desk, reference, TODAY)
    assert case_view(desk, reference).released is not None
