"""Who may make each kind of request."""

from datetime import date

import pytest

from dpo_console.approval.requesters import requester_kinds
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.settings import SettingsFinding
from dpo_console.cases.sharing.fitting import third_party_kind, why_unfit
from dpo_console.cases.view.case import case_view
from dpo_console.casework.people.parties import change_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.settings.checking import check
from dpo_console.errors import Refused
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.statutes import kinds, statute
from dpo_console.law.statutes.statute import ANYBODY
from tests.each import each
from tests.store import spoiling

OF_DUTY = ("pupil-information", "ctf", "ctf-request", "ehc-advice")


def test_every_named_requester_is_a_requester_kind() -> None:
    named = {slug for kind in kinds() for slug in statute(kind).work.asked_by}
    assert named - {ANYBODY} <= set(requester_kinds())


@each(kind=kinds())
def test_requester_that_a_form_supposes_fits(kind: str) -> None:
    assert why_unfit(kind, statute(kind).work.requester, [SchoolType.MAINTAINED]) == ""


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


def test_open_case_of_a_duty_that_is_not_owed_is_named_by_the_settings_check(desk: Desk) -> None:
    asked = NewRequest("pupil-information", date(2026, 11, 2), "Ada Finch", "la-education")
    reference = log_request(desk, asked).reference
    assert not [f for f in checked(desk) if reference in f.what]
    spoiling.change(desk.home.database, "UPDATE cases SET requester_kind = 'school'")
    (finding,) = (f for f in checked(desk) if reference in f.what)
    assert "The requester (Another school or college) makes this a third-party" in finding.what
    assert f"dpo-console reclassify {reference} disclosure --why" in finding.remedy
    assert "2026-11-16" in str(case_view(desk, reference).row.due)


def checked(desk: Desk) -> tuple[SettingsFinding, ...]:
    return check(desk.home, None, desk.today, lambda: desk.now, lambda _: []).findings


def test_case_of_before_the_rule_says_that_it_does_not_fit(desk: Desk) -> None:
    asked = NewRequest("pupil-information", date(2026, 11, 2), "Ada Finch", "la-education")
    reference = log_request(desk, asked).reference
    spoiling.change(desk.home.database, "UPDATE cases SET requester_kind = 'police'")
    flags = "\n".join(case_view(desk, reference).flags)
    assert f"dpo-console add {third_party_kind()} --requester-kind police" in flags
