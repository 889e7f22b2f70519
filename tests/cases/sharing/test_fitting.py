"""Who may make each kind of request."""

from datetime import date

import pytest

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.fitting import fits, third_party_kind, why_unfit
from dpo_console.cases.view.case import case_view
from dpo_console.casework.people.parties import change_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import Refused
from dpo_console.law.statutes import kinds, statute
from tests.store import spoiling

OFFICIAL = {"la-education", "dfe", "school"}
OF_DUTY = ("pupil-information", "ctf", "ctf-request", "ehc-advice")
OF_A_PERSON = ("sar", "rectification", "erasure", "portability", "educational-record")
STRANGERS = ("police", "insurer", "researcher", "media", "supplier", "nhs", "home-office")
OPEN_TO_ALL = ("foi", "eir", "complaint", "breach", "disclosure", "ico-enquiry")


def test_every_named_requester_is_a_requester_kind() -> None:
    named = {slug for kind in kinds() for slug in statute(kind).work.asked_by}
    assert named <= set(requester_kinds())


@pytest.mark.parametrize("kind", OF_DUTY)
def test_kind_of_a_duty_belongs_to_la_dfe_and_schools(kind: str) -> None:
    assert {slug for slug in requester_kinds() if fits(kind, slug)} == OFFICIAL


@pytest.mark.parametrize("kind", OF_A_PERSON)
def test_right_of_a_person_is_no_strangers(kind: str) -> None:
    assert not any(fits(kind, slug) for slug in STRANGERS)
    assert all(fits(kind, slug) for slug in ("pupil", "parent", "staff", "agent", "solicitor"))


@pytest.mark.parametrize("kind", OPEN_TO_ALL)
def test_kind_open_to_all_fits_everybody(kind: str) -> None:
    assert all(fits(kind, slug) for slug in requester_kinds())


@pytest.mark.parametrize("kind", kinds())
def test_requester_that_a_form_supposes_fits(kind: str) -> None:
    assert why_unfit(kind, statute(kind).work.requester) == ""


@pytest.mark.parametrize("kind", OF_DUTY)
def test_police_request_under_another_kind_is_refused_and_told_how_to_log_it(
    desk: Desk, kind: str
) -> None:
    asked = NewRequest(kind, date(2026, 11, 2), "Ada Finch", "police", subjects=("Tom Doe",))
    with pytest.raises(Refused) as refused:
        log_request(desk, asked)
    assert "The requester (Police) makes this a third-party request, not " in str(refused.value)
    assert "dpo-console add disclosure --requester-kind police" in str(refused.value)


def test_message_that_is_two_kinds_is_refused_for_either(desk: Desk) -> None:
    asked = NewRequest("foi", date(2026, 11, 2), "Ada Finch", "police", also=("sar",))
    with pytest.raises(Refused, match="third-party request"):
        log_request(desk, asked)


def test_requester_kind_is_corrected_only_to_one_that_fits(desk: Desk) -> None:
    asked = NewRequest("pupil-information", date(2026, 11, 2), "Ada Finch", "la-education")
    reference = log_request(desk, asked).reference
    with pytest.raises(Refused, match=rf"dpo-console reclassify {reference} disclosure"):
        change_party(desk, reference, 1, {}, "It is the police", kind="police")
    change_party(desk, reference, 1, {}, "It is the Department", kind="dfe")


def test_case_of_before_the_rule_says_that_it_does_not_fit(desk: Desk) -> None:
    asked = NewRequest("pupil-information", date(2026, 11, 2), "Ada Finch", "la-education")
    reference = log_request(desk, asked).reference
    spoiling.change(desk.home.database, "UPDATE cases SET requester_kind = 'police'")
    flags = "\n".join(case_view(desk, reference).flags)
    assert f"dpo-console add {third_party_kind()} --requester-kind police" in flags
