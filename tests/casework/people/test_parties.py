"""The people of a case: who may change them, the history kept, and the details protected."""

from datetime import date

import pytest

from dpo_console.approval.model import Path
from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.protected import ProtectedDetails
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.cases.view.case import case_view
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.people.parties import (
    add_party,
    change_party,
    remove_party,
    with_protected,
)
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.store.cases import case_file
from tests.casework.gates import opened
from tests.conftest import DeskOf

SECRET = "4 Refuge Row\nHarbourton HB4 9ZZ"


@pytest.fixture
def sar(desk: Desk) -> str:
    request = NewRequest(
        "sar", date(2026, 11, 2), "Jane Doe", "parent", subjects=("Tom Doe",), address=SECRET
    )
    return log_request(desk, request).reference


@pytest.fixture
def disclosure(desk: Desk) -> str:
    request = NewRequest(
        "disclosure", date(2026, 11, 2), "Priya Nair", "researcher", address=SECRET,
        organisation="Fenwick University",
    )  # fmt: skip
    return log_request(desk, request).reference


def test_a_subject_is_added_put_right_and_taken_off(desk: Desk, sar: str) -> None:
    add_party(desk, sar, "subject", {"name": "Ana Doe", "email": "ana@example.org"})
    case = case_view(desk, change_party(desk, sar, 3, {"name": "Anna Doe"}, "As on the register"))
    assert [(p.number, p.role, p.name) for p in case.parties] == [
        (1, "requester", "Jane Doe"), (2, "subject", "Tom Doe"), (3, "subject", "Anna Doe"),
    ]  # fmt: skip
    assert [row.reference for row in page(desk, Query("all", ("anna",))).rows] == [sar]
    case = case_view(desk, remove_party(desk, sar, 3, "Another family"))
    assert [p.name for p in case.parties] == ["Jane Doe", "Tom Doe"]
    assert page(desk, Query("all", ("anna",))).rows == ()
    assert [e.text for e in case.timeline[-3:]] == [
        "Added subject Ana Doe",
        "Corrected name of subject Ana Doe: As on the register",
        "Took off subject Anna Doe: Another family",
    ]
    assert verify(desk).sound


def test_what_stood_before_is_kept_in_the_log_alone(desk: Desk, sar: str) -> None:
    case = case_view(desk, change_party(desk, sar, 1, {"address": "9 New Street"}, "She moved"))
    with desk.database.read() as ask:
        detail = case_file.history(ask, sar)[-1].detail
    assert detail is not None
    assert "4 Refuge Row" in detail
    assert "Refuge" not in case.timeline[-1].text


def test_what_means_nothing_is_refused(desk: Desk, sar: str) -> None:
    with pytest.raises(Refused, match="needs its requester"):
        remove_party(desk, sar, 1, "Why not")
    for number in (0, 3, -1):
        with pytest.raises(BadInput, match="people 1 to 2"):
            change_party(desk, sar, number, {"name": "X"}, "why")
    with pytest.raises(BadInput, match="why"):
        change_party(desk, sar, 2, {"name": "X"}, " ")
    with pytest.raises(BadInput, match="name"):
        change_party(desk, sar, 2, {"name": " "}, "why")
    with pytest.raises(BadInput, match="already"):
        change_party(desk, sar, 2, {"name": "Tom Doe"}, "why", protected=False)
    with pytest.raises(BadInput, match="requester"):
        add_party(desk, sar, "requester", {"name": "X"})
    assert case_view(desk, sar).version == 1


def test_who_may(desk_of: DeskOf, sar: str) -> None:
    for person in ("head", "auditor"):
        with pytest.raises(NotAllowed):
            add_party(desk_of(person), sar, "subject", {"name": "Ana Doe"})
        with pytest.raises(NotAllowed):
            with_protected(desk_of(person), sar)
    add_party(desk_of("clerk"), sar, "subject", {"name": "Ana Doe"})


def test_a_protected_address_is_shown_to_who_asks_for_it(desk: Desk, sar: str) -> None:
    case = case_view(
        desk, change_party(desk, sar, 1, {"phone": "01632 960555"}, "She fled", protected=True)
    )
    assert case.requester.protected
    assert (case.requester.address, case.requester.phone) == ("", "")
    assert with_protected(desk, sar)[0].address == SECRET
    assert verify(desk).sound


def test_a_protected_address_stands_in_that_persons_own_letter_alone(
    desk: Desk, disclosure: str, sar: str
) -> None:
    change_party(desk, sar, 1, {}, "She fled", protected=True)
    assert "Refuge Row" in preview_letter(desk, sar, "acknowledgement", {}).text
    change_party(desk, disclosure, 1, {}, "At risk", protected=True)
    assert "Refuge Row" in preview_letter(desk, disclosure, "third-party-refusal", {}).text
    add_party(desk, disclosure, "recipient", {"name": "Sam Poe", "address": "2 Far Lane"})
    shown = preview_letter(desk, disclosure, "third-party-refusal", {}).text
    assert "2 Far Lane" in shown
    assert "Refuge Row" not in shown


def test_an_own_wording_cannot_tell_a_protected_address_to_another(
    desk: Desk, disclosure: str
) -> None:
    add_party(desk, disclosure, "recipient", {"name": "Sam Poe", "address": "2 Far Lane"})
    change_party(desk, disclosure, 1, {}, "At risk", protected=True)
    folder = desk.home.own_wording
    folder.mkdir()
    (folder / "third-party-refusal.md").write_text(
        "{recipient.address}\n\n# Refused\n\nAsked by {requester.address}\n"
    )
    shown = preview_letter(desk, disclosure, "third-party-refusal", {}).text
    assert "Asked by Priya Nair" in shown
    assert "Refuge Row" not in shown


def test_who_asks_is_put_right_and_what_was_approved_for_another_kind_is_so_no_more(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = opened(desk, desk_of("head"), "supplier", Path.PROCESSOR)
    case = case_view(desk, change_party(desk, reference, 1, {}, "An officer", kind="police"))
    assert (case.asks_as, case.parties[0].kind) == ("Police", "police")
    assert case.timeline[-1].text == ("Corrected kind of requester Ada Finch: An officer")
    asked = (
        [reason for reason in case.gate.reasons if "officer's rank" in str(reason)]
        if case.gate
        else []
    )
    assert len(asked) == 1
    back = case_view(
        desk, change_party(desk, reference, 1, {}, "A supplier after all", kind="supplier")
    )
    assert back.gate is not None
    assert not back.gate.open
    assert back.row.next_action == "Decide again: what was approved has changed"
    assert verify(desk).sound


def test_a_court_goes_its_own_way_and_a_supplier_is_a_processor_at_first(
    desk: Desk, disclosure: str
) -> None:
    def path(kind: str) -> str:
        case = case_view(desk, change_party(desk, disclosure, 1, {}, "Looked again", kind=kind))
        return case.scope.path

    assert [path(kind) for kind in ("court", "supplier")] == ["compelled", "processor"]
    with pytest.raises(BadInput, match="no kind of requester 'polcie'"):
        path("polcie")
    with pytest.raises(BadInput, match="already"):
        path("supplier")
    add_party(desk, disclosure, "subject", {"name": "Ana Doe"})
    with pytest.raises(Refused, match="Only the requester"):
        change_party(desk, disclosure, 2, {}, "why", kind="police")


def test_to_whom_it_was_released_stays_as_it_was(desk: Desk) -> None:
    request = NewRequest("disclosure", date(2026, 11, 2), "PC Ada Finch", "police")
    reference = log_request(desk, request).reference
    release(desk, reference, date(2026, 11, 3), urgent=True, reason="A child is missing")
    with pytest.raises(Refused, match="to whom stays as it was"):
        change_party(desk, reference, 1, {}, "why", kind="supplier")


def test_another_recipient_or_address_needs_another_approval(
    desk_of: DeskOf, desk: Desk, disclosure: str
) -> None:
    set_scope(desk, disclosure, Scope(purpose="A study", items="Attendance"))
    head = desk_of("head")

    def lapsed() -> bool:
        decision = case_view(desk, disclosure).decision
        assert decision is not None
        return decision.lapsed

    decide(head, disclosure, "approve", "Sound")
    assert not lapsed()
    change_party(desk, disclosure, 1, {"address": "Elsewhere"}, "They moved")
    assert lapsed()  # the requester is the recipient
    decide(head, disclosure, "approve", "Sound")
    add_party(desk, disclosure, "recipient", {"name": "Sam Poe", "email": "sam@example.org"})
    assert lapsed()
    decide(head, disclosure, "approve", "Sound")
    assert not lapsed()
    change_party(desk, disclosure, 2, {"email": "sam@example.com"}, "Moved")
    assert lapsed()
    with pytest.raises(Refused, match="Sam Poe"):
        add_party(desk, disclosure, "recipient", {"name": "Another"})


def test_another_person_is_said_in_a_word_what_they_are_to_the_pupil(desk: Desk, sar: str) -> None:
    add_party(desk, sar, "other", {"name": "Paul Doe", "relation": "father"})
    add_party(desk, sar, "other", {"name": "Ann Lee"})
    case = case_view(desk, change_party(desk, sar, 4, {"relation": "carer"}, "She looks after Tom"))
    assert [(p.number, p.role, p.known_as) for p in case.parties[2:]] == [
        (3, "other", "father"), (4, "other", "carer"),
    ]  # fmt: skip
    remove_party(desk, sar, 4, "Wrong case")
    add_party(desk, sar, "other", {"name": "Eve Poe"})
    assert case_view(desk, sar).parties[3].known_as == "other person"
    assert page(desk, Query("all", ("paul",))).rows[0].requester == "Jane Doe"
    assert verify(desk).sound


def test_details_are_kept_from_people_by_name_or_number(desk: Desk, sar: str) -> None:
    add_party(desk, sar, "other", {"name": "Paul Doe", "relation": "father"})
    add_party(desk, sar, "other", {"name": "Ana Doe", "kept_from": "3; Harris & Co"})
    shown = case_view(desk, sar).parties[3]
    assert (shown.protected, shown.kept_from) == (True, "Paul Doe; Harris & Co")
    change_party(desk, sar, 3, {"name": "Paul Dow"}, "As he signs")
    assert case_view(desk, sar).parties[3].kept_from == "Paul Doe; Paul Dow; Harris & Co"
    remove_party(desk, sar, 3, "Not his father")
    assert case_view(desk, sar).parties[2].kept_from == "Paul Doe; Paul Dow; Harris & Co"
    for typed, why in (("9", "people 1 to 3"), ("3", "can't be kept from Ana Doe")):
        with pytest.raises(BadInput, match=why):
            change_party(desk, sar, 3, {"kept_from": typed}, "why")
    remove_party(desk, sar, 3, "Wrong case")
    add_party(desk, sar, "other", {"name": "Eve Poe"})
    assert case_view(desk, sar).parties[2].kept_from == ""
    assert verify(desk).sound


@pytest.mark.parametrize(
    ("said", "protected"),
    [({}, False), ({"name": "Paul Doe"}, None), ({"kept_from": ""}, None)],
)
def test_a_protection_is_lifted_by_the_dpo_or_the_dsl_alone(
    desk_of: DeskOf, sar: str, said: dict[str, str], protected: bool | None
) -> None:
    clerk, dsl = desk_of("clerk"), desk_of("dsl")
    change_party(clerk, sar, 1, {}, "She fled", protected=True)
    with pytest.raises(NotAllowed, match="may not change protected details"):
        change_party(clerk, sar, 1, {"email": "paul.doe@example.org"}, "New address")
    change_party(dsl, sar, 1, {"address": "9 New Row"}, "She moved on")
    if said.get("kept_from") == "":
        change_party(dsl, sar, 1, {"kept_from": "Paul Doe"}, "By the order")
        change_party(clerk, sar, 1, {"kept_from": "Paul Doe; Ed Doe"}, "And his brother")
    with pytest.raises(NotAllowed, match="may not change protected details"):
        change_party(clerk, sar, 1, said, "why", protected=protected)
    change_party(dsl, sar, 1, said, "The order ended", protected=protected)


def test_naming_someone_protects_and_a_form_that_says_no_does_not_undo_it(
    desk: Desk, sar: str
) -> None:
    change_party(desk, sar, 1, {"kept_from": "Paul Doe"}, "An order", protected=False)
    assert case_view(desk, sar).parties[0].protected
    change_party(desk, sar, 1, {"kept_from": "Paul Doe"}, "It ended", protected=False)
    assert not case_view(desk, sar).parties[0].protected


def test_a_request_is_logged_with_the_people_its_details_are_kept_from(desk: Desk) -> None:
    request = NewRequest("sar", date(2026, 11, 2), "Jane Doe", subjects=("Tom Doe",),
                         address=SECRET, kept_from="Paul Doe; 2")  # fmt: skip
    case = case_view(desk, log_request(desk, request).reference)
    assert (case.requester.protected, case.requester.kept_from) == (True, "Paul Doe; Tom Doe")


@pytest.mark.parametrize(
    "text",
    [
        "4 Refuge Row, Harbourton HB4 9ZZ", "4  refuge row", "at hb4 9zz today", "HB4\n9ZZ",
        "jane@example.org", "01632-960 555",
    ],
)  # fmt: skip
def test_hiding_takes_it_out_however_it_is_written(desk: Desk, sar: str, text: str) -> None:
    said = {"email": "jane@example.org", "phone": "01632 960555"}
    change_party(desk, sar, 1, said, "She fled", protected=True)
    with desk.database.read() as ask:
        hiding = ProtectedDetails(case_file.load(ask, case_file.find(ask, sar)))
    assert hiding.tells(text)
    assert "[protected]" in hiding(text)
    assert not hiding.tells("Harbourton, received 4 Nov 2026")


def test_a_letter_of_a_case_without_protection_is_as_before(desk: Desk, sar: str) -> None:
    assert write_letter(desk, sar, "acknowledgement", {}).path.startswith(sar)
    assert "Refuge Row" in preview_letter(desk, sar, "clarification", {}).text
