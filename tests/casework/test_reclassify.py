"""A case counted as another kind: the same case with another clock, recorded in its history."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.notes import add_note, assign
from dpo_console.casework.reclassify import outlook, reclassify
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput, NotAllowed, Refused, StaleSave
from tests.conftest import TODAY, DeskOf

SAR = NewRequest("sar", date(2026, 11, 9), "Jane Doe", subjects=("Tom Doe",))


@pytest.fixture
def sar(desk: Desk) -> str:
    reference = log_request(desk, SAR).reference
    add_note(desk, reference, "She rang.")
    return reference


def test_the_clock_is_counted_anew_from_the_same_receipt(desk: Desk, sar: str) -> None:
    assert case_view(desk, sar).row.due == "2026-12-09"
    case = case_view(desk, reclassify(desk, sar, "foi", "It asks for policies alone"))
    assert (case.reference, case.row.kind, case.row.due) == (sar, "foi", "2026-12-08")
    assert case.clock.kind == "foi"
    assert case.row.received == "2026-11-09"
    assert case.logged_as == "sar"
    assert [o for o, _ in case.outcomes][:2] == ["disclosed", "disclosed-in-part"]
    assert verify(desk).sound


def test_nothing_is_lost_and_the_history_and_explanation_say_it(desk: Desk, sar: str) -> None:
    case = case_view(desk, reclassify(desk, sar, "foi", "It asks for policies alone"))
    assert [e.text for e in case.timeline] == [
        "Logged",
        "She rang.",
        "Counted as foi, no longer as sar: It asks for policies alone",
    ]
    fact = case.facts[-1]
    assert (fact.name, fact.on) == ("reclassified", TODAY)
    assert fact.note == "from sar: It asks for policies alone"
    step = case.clock.steps[1]
    assert step.on == TODAY
    assert step.text == (
        "Counted as a Freedom of Information request from this day on; logged as a subject access "
        "request: the clock runs from receipt all the same"
    )


def test_facts_that_no_longer_count_are_kept_and_told(desk: Desk, sar: str) -> None:
    record_fact(desk, sar, "clarification_requested", date(2026, 11, 10), note="Which years?")
    record_fact(desk, sar, "extension_notified", date(2026, 11, 20), note="Complex")
    case = case_view(
        desk, reclassify(desk, sar, "educational-record", "The parent wants the record")
    )
    assert case.row.due == "2026-11-30"
    names = [f.name for f in case.facts]
    assert {"clarification_requested", "extension_notified"} <= set(names)
    told = " ".join(case.clock.warnings)
    assert "Clarification asked for on Tue 10 Nov 2026 moves nothing here" in told
    assert "Extension notified on Fri 20 Nov 2026 moves nothing here" in told


def test_a_fact_of_another_kind_is_told_too(desk: Desk) -> None:
    complaint = log_request(desk, replace(SAR, kind="complaint")).reference
    told_on = date(2026, 11, 20)
    record_fact(desk, complaint, "outcome_told", told_on, override="It went before we looked.")
    case = case_view(desk, reclassify(desk, complaint, "sar", "She wants copies"))
    told = "Outcome told on Fri 20 Nov 2026 is kept, but it doesn't count for a subject access"
    assert f"{told} request." in case.clock.warnings


def test_what_it_would_be_is_shown_and_nothing_changed(desk: Desk, sar: str) -> None:
    before = case_view(desk, sar)
    clock_as = outlook(desk, before)
    assert clock_as("educational-record").due == date(2026, 11, 30)
    assert clock_as("foi").due == date(2026, 12, 8)
    assert case_view(desk, sar) == before


def test_back_again_is_a_second_fact(desk: Desk, sar: str) -> None:
    reclassify(desk, sar, "foi", "A slip")
    case = case_view(desk, reclassify(desk, sar, "sar", "It was right"))
    assert case.row.due == "2026-12-09"
    assert case.logged_as == ""
    assert [f.name for f in case.facts].count("reclassified") == 2
    assert "Counted as a subject access request" in case.clock.steps[1].text
    assert verify(desk).sound


def test_a_third_party_request_gets_its_scope_and_its_gate(desk: Desk) -> None:
    asked = replace(SAR, kind="foi", requester_kind="police", subjects=("Tom",))
    case = log_request(desk, asked)
    view = case_view(
        desk, reclassify(desk, case.reference, "disclosure", "The police ask for themselves")
    )
    assert view.gate
    assert not view.gate.open
    assert view.checklist
    assert (
        case_view(
            desk, set_scope(desk, case.reference, Scope(purpose="p", items="i"))
        ).scope.purpose
        == "p"
    )
    assert verify(desk).sound


@pytest.mark.parametrize("kind", ["sar", "foi", "pupil-information"])
def test_third_party_request_stays_one_whoever_asks(desk: Desk, kind: str) -> None:
    shared = log_request(desk, replace(SAR, kind="disclosure", requester_kind="solicitor"))
    with pytest.raises(Refused, match="is a third-party request and stays one"):
        reclassify(desk, shared.reference, kind, "They act for the pupil")
    view = case_view(desk, shared.reference)
    assert (view.row.kind, view.ruled) == ("disclosure", True)


def test_kind_that_the_requester_can_not_ask_for_is_refused(desk: Desk) -> None:
    asked = log_request(desk, replace(SAR, kind="foi", requester_kind="police")).reference
    with pytest.raises(Refused, match=rf"dpo-console reclassify {asked} disclosure"):
        reclassify(desk, asked, "sar", "Call it a subject access request")


def test_what_was_ruled_on_stays_what_it_was(desk: Desk, desk_of: DeskOf) -> None:
    shared = log_request(desk, replace(SAR, kind="disclosure", requester_kind="police")).reference
    decide(desk_of("head"), shared, "refuse", "No ground")
    with pytest.raises(Refused, match=r"dpo-console add sar \.\.\. --about DSC-2026-0001"):
        reclassify(desk, shared, "sar", "No")
    assert case_view(desk, shared).row.kind == "disclosure"


def test_what_cannot_be_is_refused(desk: Desk, sar: str) -> None:
    for kind, why, error, says in (
        ("sar", "x", BadInput, "is counted as sar already"),
        ("foy", "x", BadInput, "no kind of request"),
        ("foi", " ", BadInput, "why"),
        ("breach", "x", Refused, "counts hours: say first at what minute"),
    ):
        with pytest.raises(error, match=says):
            reclassify(desk, sar, kind, why)
    close(desk, sar, "withdrawn", desk.today)
    with pytest.raises(Refused, match="closed"):
        reclassify(desk, sar, "foi", "Too late")


def test_a_breach_counts_from_the_minute_that_was_put_right_first(desk: Desk, sar: str) -> None:
    on = date(2026, 11, 24)
    correct_fact(desk, sar, 1, on=on, at=time(9, 30), why="The e-mail says so")
    case = case_view(desk, reclassify(desk, sar, "breach", "It tells of a lost laptop"))
    assert case.clock.due == datetime(2026, 11, 27, 9, 30)


def test_it_is_recorded_by_doing_it_alone(desk: Desk, sar: str) -> None:
    with pytest.raises(BadInput, match="enter it by hand"):
        record_fact(desk, sar, "reclassified", TODAY)
    fact = case_view(desk, reclassify(desk, sar, "foi", "Policies alone")).facts[-1]
    with pytest.raises(Refused, match="can't correct it by hand"):
        correct_fact(desk, sar, fact.id, why="No")


def test_who_may_and_who_saved_first(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    for person in ("auditor", "head", "dsl"):
        with pytest.raises(NotAllowed, match="count a case as another kind"):
            reclassify(desk_of(person), sar, "foi", "x")
    opened = case_view(desk, sar).version
    assign(desk, sar, "clerk")
    with pytest.raises(StaleSave, match="Assigned to Ben Hale"):
        reclassify(desk, sar, "foi", "x", version=opened)
    assert (
        case_view(
            desk_of("clerk"), reclassify(desk_of("clerk"), sar, "foi", "Policies alone")
        ).row.kind
        == "foi"
    )


def test_a_search_begins_where_there_was_none(desk: Desk) -> None:
    enquiry = log_request(desk, replace(SAR, kind="ico-enquiry")).reference
    assert case_view(desk, enquiry).places == ()
    case = case_view(desk, reclassify(desk, enquiry, "sar", "A parent, not the Commissioner"))
    assert [place.slug for place in case.places] == [
        place.slug for place in case_view(desk, log_request(desk, SAR).reference).places
    ]
    assert case.places
    assert verify(desk).sound
