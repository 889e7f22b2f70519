"""An address that one case protects is protected in every case about the same pupil."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.people.parties import add_party
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.errors import GateClosed
from tests.conftest import DeskOf

HERS = "14 Oak Row, Harbourton HB4 9ZZ"
FATHER = NewRequest(
    "sar", date(2026, 11, 2), "Paul Doe", "parent", subjects=("Tom Doe",), email="p@example.org"
)
ACK, WHY = "acknowledgement", "The court needs it today."


@pytest.fixture
def other(desk: Desk) -> str:
    """Return an older case that protects the mother's address from everybody."""
    older = log_request(desk, replace(FATHER, requester="Ann Lee", requester_kind="agent"))
    add_party(desk, older.reference, "other", {"name": "Jane Doe", "address": HERS}, protected=True)
    return older.reference


def written(desk: Desk, request: NewRequest, override: str = "") -> str:
    reference = log_request(desk, request).reference
    write_letter(desk, reference, ACK, {"summary": f"what is kept at {HERS}"}, override=override)
    return reference


@pytest.mark.usefixtures("other")
def test_a_new_request_of_his_does_not_get_her_address(desk: Desk) -> None:
    for override in ("", WHY):
        with pytest.raises(GateClosed, match="protected address and postcode of Jane Doe") as held:
            written(desk, FATHER, override)
        assert any(gap.final for gap in held.value.reasons)
    with pytest.raises(GateClosed, match="Jane Doe"):
        written(desk, replace(FATHER, requester="Noel Crane", requester_kind="solicitor"))


@pytest.mark.usefixtures("other")
def test_her_own_request_passes(desk: Desk) -> None:
    own = written(desk, replace(FATHER, requester="Jane Doe", address=HERS))
    assert [x.name for x in case_view(desk, own).letters] == [ACK]


@pytest.mark.usefixtures("other")
def test_a_request_about_another_pupil_gets_it_for_a_reason_alone(desk: Desk) -> None:
    stranger = replace(FATHER, requester="Ida Carr", subjects=("Una Carr",))
    with pytest.raises(GateClosed, match="of somebody whom another case protects") as held:
        written(desk, stranger)
    assert "Jane" not in str(held.value)
    assert not any(gap.final for gap in held.value.reasons)
    assert [x.name for x in case_view(desk, written(desk, stranger, WHY)).letters] == [ACK]


def test_a_case_that_may_not_be_seen_protects_and_names_nobody(
    desk: Desk, desk_of: DeskOf, other: str
) -> None:
    restrict(desk, other, ("dsl",), "Only the DSL needs to know")
    with pytest.raises(GateClosed, match="a case you may not see") as held:
        written(desk_of("clerk"), FATHER)
    assert not {"Jane", other} & {*str(held.value).replace(".", " ").split()}


def test_a_name_that_holds_an_address_makes_it_no_less_protected(desk: Desk) -> None:
    reference = log_request(desk, FATHER).reference
    mother = {"name": f"Jane Doe ({HERS})", "address": HERS}
    add_party(desk, reference, "other", mother, protected=True)
    with pytest.raises(GateClosed, match="protected address"):
        write_letter(desk, reference, ACK, {"summary": f"what is kept at {HERS}"})


def test_a_reader_typed_as_staff_is_known_as_the_person_it_is_kept_from(desk: Desk) -> None:
    reference = log_request(desk, FATHER).reference
    add_party(desk, reference, "other", {"name": "Jane Doe", "address": HERS}, protected=True)
    for letter, given in (
        ("opinion-request", {"opinion.addressee": "Paul Doe", "about": f"Jane at {HERS}",
                             "reply_by": "2026-12-10"}),
        ("search-request", {"staff.addressee": "Paul Doe", "what": f"all on Jane, {HERS}",
                            "where": "Your mailbox", "reply_by": "2026-12-10"}),
    ):  # fmt: skip
        with pytest.raises(GateClosed) as held:
            write_letter(desk, reference, letter, given, override=WHY)
        assert any(gap.final for gap in held.value.reasons), letter


@pytest.mark.parametrize("told", ["07700 900123", "01632 960555", "anna@b.example", "a@c.example"])
def test_each_of_several_numbers_and_addresses_in_one_field_is_protected(
    desk: Desk, told: str
) -> None:
    reference = log_request(desk, FATHER).reference
    ways = {"phone": "07700 900123 / 01632 960555", "email": "anna@b.example; a@c.example"}
    add_party(desk, reference, "other", {"name": "Eve Lee", **ways}, protected=True)
    with pytest.raises(GateClosed, match="protected"):
        write_letter(desk, reference, ACK, {"summary": f"Ask at {told}"})
