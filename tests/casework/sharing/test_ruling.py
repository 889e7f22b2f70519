"""Earlier refusals to the same people about the same pupil."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.leaving.departure import Departure
from dpo_console.cases.leaving.who_asks import who_asks
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.earlier import refused_before
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import answer_refusal, decide
from dpo_console.casework.undo import undo, undoing
from dpo_console.errors import BadInput, GateClosed, NotAllowed
from dpo_console.store.cases import case_file
from tests.conftest import DeskOf

POLICE = NewRequest(
    "disclosure", date(2026, 11, 2), "PC Ada Finch", "police", subjects=("Tom Doe",),
    organisation="Westmarch Police",
)  # fmt: skip
WHY = "They now have the production order of 20 November"


@pytest.fixture
def refused(desk_of: DeskOf, desk: Desk) -> str:
    reference = log_request(desk, POLICE).reference
    decide(desk_of("head"), reference, "refuse", "No power was named")
    return reference


def shown(desk: Desk, request: NewRequest) -> list[str]:
    case = case_view(desk, log_request(desk, request).reference)
    return [one.reference for one in case.refusals]


@pytest.mark.parametrize(
    "again",
    [
        POLICE,
        replace(POLICE, requester="Ada Finch", organisation=""),
        replace(POLICE, requester="Sgt B. Low", organisation="westmarch  police"),
        replace(POLICE, subjects=("Thomas Roe", "Mr Tom Doe")),
        replace(POLICE, subjects=()),
        replace(POLICE, kind="sar", requester_kind="parent"),
        replace(POLICE, kind="pupil-information", requester_kind="la-education"),
    ],
    ids=["same", "name", "body", "among others", "nobody", "as a parent", "as the authority"],
)
def test_earlier_refusal_to_the_same_people_is_shown(
    desk: Desk, refused: str, again: NewRequest
) -> None:
    assert shown(desk, again) == [refused]


@pytest.mark.parametrize(
    "other",
    [
        replace(POLICE, subjects=("Ann Ash",)),
        replace(POLICE, requester="Jane Doe", organisation="Eastmarch Police"),
        replace(POLICE, kind="foi"),
    ],
    ids=["another pupil", "other people", "foi"],
)
def test_refusal_to_others_or_about_another_pupil_is_not_shown(
    desk: Desk, refused: str, other: NewRequest
) -> None:
    assert shown(desk, other) == []


def test_refusal_that_was_ruled_on_again_is_none(desk: Desk, desk_of: DeskOf, refused: str) -> None:
    decide(desk_of("head"), refused, "approve", "The order came")
    assert shown(desk, POLICE) == []


def test_answer_with_who_and_why_lets_the_request_go_on(desk: Desk, refused: str) -> None:
    again = log_request(desk, POLICE).reference
    assert f"dpo-console answer-refusal {again} {refused}" in case_view(desk, again).flags[0]
    answer_refusal(desk, again, refused, WHY)
    case = case_view(desk, again)
    assert (case.refusals, case.timeline[-1].by) == ((), "dpo")
    assert WHY in case.timeline[-1].text
    assert why_not(desk, case)["answer_refusal"] != ""
    undo(desk, undoing(desk, again))
    assert [one.reference for one in case_view(desk, again).refusals] == [refused]


def test_clerk_can_not_answer_a_refusal(desk_of: DeskOf, desk: Desk, refused: str) -> None:
    again = log_request(desk, POLICE).reference
    with pytest.raises(NotAllowed, match="may not answer an earlier refusal"):
        answer_refusal(desk_of("clerk"), again, refused, WHY)


def test_answer_needs_a_reason_and_a_refusal(desk: Desk, refused: str) -> None:
    again = log_request(desk, POLICE).reference
    with pytest.raises(BadInput, match="why"):
        answer_refusal(desk, again, refused, " ")
    with pytest.raises(BadInput, match="holds no refusal"):
        answer_refusal(desk, refused, again, WHY)


def test_door_names_no_case_that_the_officer_may_not_see(
    desk: Desk, desk_of: DeskOf, refused: str
) -> None:
    again = log_request(desk, POLICE).reference
    restrict(desk, refused, ["head"])
    (seen,), (hidden,) = (told(desk_of(who), again) for who in ("dpo", "clerk"))
    assert refused in seen
    assert refused not in hidden
    assert "Ask the DPO" in hidden


def test_nothing_is_given_before_the_refusal_is_answered(desk: Desk, refused: str) -> None:
    own = replace(POLICE, kind="sar", requester_kind="parent", organisation="")
    again = log_request(desk, own).reference
    assert told(desk, again) != []
    record_fact(desk, again, "acknowledged", desk.today, note="By e-mail")
    with pytest.raises(GateClosed, match="The same people were refused"):
        record_fact(desk, again, "responded", desk.today)
    answer_refusal(desk, again, refused, WHY)
    assert told(desk, again) == []


def test_urgent_release_never_waits_for_the_answer(desk: Desk, refused: str) -> None:
    again = log_request(desk, POLICE).reference
    why = "A child at risk tonight"
    release(desk, again, desk.today, method="By phone", urgent=True, reason=why)
    assert "released" in {fact.name for fact in case_view(desk, again).facts}


def told(desk: Desk, reference: str) -> list[str]:
    """Return what the door says of earlier refusals when the answer would go."""
    with desk.database.read() as ask:
        file = case_file.load(ask, case_file.find(ask, reference))
    going = Departure(
        file, desk.settings, desk.today, desk.today, fact="released",
        refusals=refused_before(desk, file),
    )  # fmt: skip
    return [str(gap) for gap in who_asks(going)]
