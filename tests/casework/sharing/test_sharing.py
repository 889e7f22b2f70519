"""Third-party requests: nothing is released too early, and the right people decide."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpo_console.approval.data_items import ListedItem
from dpo_console.cases.letters.letter_choices import letters_for
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import file_meant
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.reports.register import register
from dpo_console.cases.sharing.release_gate import is_released
from dpo_console.cases.sharing.scope_items import Scope, changed
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import Assessed, assess, assess_all
from dpo_console.casework.closing import close
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput, GateClosed, NotAllowed, Refused, StaleSave
from tests.casework.gates import meet
from tests.conftest import DeskOf, desks, make_home

TODAY = date(2026, 11, 25)

REQUEST = NewRequest(
    "disclosure",
    date(2026, 11, 2),
    "Dr Ada Finch",
    requester_kind="researcher",
    organisation="University of Westmarch",
    channel="email",
)

SCOPE = Scope(
    purpose="A study of reading recovery after lockdown",
    listed=(
        ListedItem("reading-age", "Reading age", "D", 5),
        ListedItem("year-group", "Year group", "E", 5),
    ),
    cohort="Year 4 to 6, 2024 to 2026, 180 pupils",
    lawful_basis="Art 6(1)(e); Art 9(2)(j) with DPA 2018 Sch 1 para 4",
    method="Encrypted transfer portal",
    until=date(2027, 7, 31),
)


def as_processor(scope: Scope) -> Scope:
    """Return a scope for a supplier that processes for us, which is reviewed."""
    return replace(scope, path="processor", review_on=scope.review_on or date(2027, 3, 1))


@pytest.fixture
def reference(desk: Desk) -> str:
    found = log_request(desk, REQUEST).reference
    set_scope(desk, found, SCOPE)
    return found


def meet_all(desk: Desk, reference: str, *, signed: bool = True) -> None:
    """Meet every mandatory question, with signed terms on file."""
    case = case_view(desk, reference)
    if signed and "terms_signed" not in {f.name for f in case.facts}:
        record_fact(desk, reference, "terms_signed", REQUEST.received, note="Both copies")
    meet(desk, reference, "seen on file")


def test_the_whole_way(desk: Desk, desk_of: DeskOf, reference: str) -> None:
    with pytest.raises(GateClosed) as caught:
        release(desk, reference, TODAY)
    assert len(caught.value.reasons) > 20
    meet_all(desk, reference)
    assert case_view(desk, reference).row.whose_move == "approver"
    assert [r.reference for r in page(desk, Query("decide")).rows] == [reference]
    decide(desk_of("head"), reference, "approve", "Of benefit, and the least that will do")
    case = case_view(desk, release(desk, reference, TODAY, method="encrypted transfer portal."))
    assert case.gate is not None
    assert case.gate.open
    assert case.row.due == "2027-08-14"
    assert case.row.whose_move == "recipient"
    with pytest.raises(Refused, match="certificate"):
        close(desk, reference, case.outcomes[0][0], TODAY)
    later = desk_of(today=date(2027, 8, 16))
    assert case_view(later, reference).row.band(later.now) == "overdue"
    record_fact(later, reference, "certificate_received", date(2027, 8, 16))
    close(later, reference, case.outcomes[0][0], date(2027, 8, 16))
    assert verify(later).sound


def test_the_form_of_the_terms_is_not_offered_once_they_are_signed(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Of benefit, and the least that will do")
    found = {letter.name: letter.why_not for letter in letters_for(desk, reference)}
    assert found["approved-data-cover"] == ""
    assert found["terms-acceptance"] == "The terms were already signed."


def test_a_paper_that_came_before_the_terms_were_offered_shows_no_signature(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    keep_paper(desk, reference, b"We apply for data", "request.txt")
    meet_all(desk, reference, signed=False)
    decide(desk_of("head"), reference, "approve", "Of benefit, and the least that will do")
    for _ in range(2):
        with pytest.raises(BadInput, match="Paper 1 was kept before the terms were offered"):
            record_fact(desk_of("clerk"), reference, "terms_signed", TODAY, note="Signed, paper 1")
        record_fact(desk, reference, "terms_offered", TODAY, note="By telephone")
    keep_paper(desk, reference, b"Signed: Ada Finch", "signed.txt")
    record_fact(desk_of("clerk"), reference, "terms_signed", TODAY, note="Signed, paper 2")
    release(desk, reference, TODAY)


def test_the_dpo_who_advised_does_not_decide(desk: Desk, desk_of: DeskOf, reference: str) -> None:
    meet_all(desk, reference)
    with pytest.raises(NotAllowed, match="Ruth Castle"):
        decide(desk, reference, "approve", "Fine")
    for person in ("clerk", "dsl", "auditor"):
        with pytest.raises(NotAllowed):
            decide(desk_of(person), reference, "approve", "Fine")


def test_a_decision_on_paper(desk: Desk, reference: str) -> None:
    meet_all(desk, reference)
    with pytest.raises(BadInput, match="evidence"):
        decide(desk, reference, "approve", "Signed", by="head")
    case = case_view(
        desk,
        decide(desk, reference, "approve", "Signed", by="head", evidence="Sheet of 24 Nov, file 3"),
    )
    assert case.decision is not None
    assert (case.decision.by, case.decision.recorded_by) == ("head", "dpo")
    assert case.gate is not None
    assert case.gate.open


def test_nobody_decides_on_their_own_data(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, replace(REQUEST, subjects=("RUTH Castlé",))).reference
    with pytest.raises(NotAllowed, match="concerned"):
        decide(desk_of("head"), reference, "approve", "Why not")


def test_release_not_beyond_the_end_that_was_approved(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Yes")
    with pytest.raises(Refused, match="approved"):
        release(desk, reference, TODAY, until=date(2027, 8, 1))


def test_urgent_safeguarding_first_the_record_after(desk: Desk, desk_of: DeskOf) -> None:
    request = replace(REQUEST, requester_kind="la-safeguarding", organisation="Brookfield Council")
    reference = log_request(desk, request).reference
    dsl = desk_of("dsl")
    with pytest.raises(NotAllowed):
        release(desk_of("clerk"), reference, TODAY, urgent=True, reason="Section 47 enquiry")
    with pytest.raises(BadInput, match="reason"):
        release(dsl, reference, TODAY, urgent=True)
    case = case_view(
        dsl, release(dsl, reference, TODAY, urgent=True, reason="Section 47 enquiry, child at risk")
    )
    assert case.row.next_action == "Complete the record; decision awaited"
    assert case.row.due == "2026-11-26"
    tomorrow = desk_of(today=date(2026, 11, 27))
    assert page(tomorrow, Query()).rows[0].band(tomorrow.now) == "overdue"
    with pytest.raises(Refused, match="urgently"):
        close(desk, reference, case.outcomes[0][0], TODAY)
    meet_all(desk, reference)
    case = case_view(desk, reference)
    assert (case.row.next_action, case.row.whose_move) == (
        "Decide on the urgent release", "approver",
    )  # fmt: skip
    assert "decision-sheet" in [x.name for x in letters_for(desk, reference) if not x.why_not]
    case = case_view(desk_of("head"), decide(desk_of("head"), reference, "approve", "Rightly done"))
    assert "record_completed" in [f.name for f in case.facts]
    assert case.row.next_action == "Close the case"


def ordered_attendance(desk: Desk) -> ListedItem:
    (item,) = changed(desk.settings, (), ordered=["attendance"])
    return item


def test_a_court_order_goes_the_short_way_and_must_be_named(desk: Desk, desk_of: DeskOf) -> None:
    request = replace(REQUEST, requester_kind="court", organisation="Family Court at Westmarch")
    reference = log_request(desk, request).reference
    record_fact(desk, reference, "answer_by", date(2026, 12, 9))
    event = case_view(desk, reference).timeline[-1]
    assert event.text.startswith("Recorded for Wed 9 Dec 2026: Answer required by the order")
    case = case_view(desk, reference)
    assert (case.scope.path, case.row.due) == ("compelled", "2026-12-09")
    assert "purpose.benefit" not in [c.id for c in case.checklist]
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "We are ordered to")
    with pytest.raises(GateClosed, match="What compels this"):
        release(desk, reference, TODAY)
    set_scope(
        desk,
        reference,
        replace(case.scope, power="Order of 20 Nov 2026", listed=(ordered_attendance(desk),)),
    )
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "We are ordered to")
    assert case_view(desk, release(desk, reference, TODAY)).row.next_action == "Close the case"


def test_a_stale_scope_is_not_saved(desk: Desk, reference: str) -> None:
    opened = case_view(desk, reference)
    set_scope(desk, reference, replace(SCOPE, cohort="Year 4"), opened.version)
    with pytest.raises(StaleSave, match="you, elsewhere, 09:00: Set what is asked for"):
        set_scope(desk, reference, replace(SCOPE, cohort="Year 5"), opened.version)
    assert case_view(desk, reference).scope.cohort == "Year 4"


def test_alone_one_account_does_everything_and_the_record_says_so(tmp_path: Path) -> None:
    alone = desks(make_home(tmp_path / "alone", people=False))()
    reference = log_request(alone, REQUEST).reference
    set_scope(alone, reference, SCOPE)
    meet_all(alone, reference)
    case = case_view(alone, decide(alone, reference, "approve", "Yes"))
    assert case.decision is not None
    assert "only account" in case.decision.evidence


def test_the_register_names_organisations_and_no_pupil(desk: Desk, desk_of: DeskOf) -> None:
    for kind, organisation in (
        ("supplier", "=Chalkboard Ltd"),
        ("police", "Westmarch Police"),
        ("nhs", ""),
    ):
        request = replace(
            REQUEST, requester_kind=kind, organisation=organisation, subjects=("Tom Doe",)
        )
        reference = log_request(desk, request).reference
        set_scope(desk, reference, as_processor(SCOPE) if kind == "supplier" else SCOPE)
        meet_all(desk, reference)
        decide(desk_of("head"), reference, "approve", "Yes")
        release(desk, reference, TODAY)
    found = register(desk)
    assert [row.organisation for row in found.rows] == ["=Chalkboard Ltd"]
    assert found.not_listed == 2
    assert "Tom Doe" not in str(found)


def test_only_third_party_requests_are_ruled_on(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, replace(REQUEST, kind="sar", requester_kind="parent")).reference
    with pytest.raises(Refused, match="not a third-party request"):
        decide(desk_of("head"), reference, "approve", "x")
    with pytest.raises(BadInput, match=r"is not asked who\.person"):
        assess(desk, reference, "who.person", "met", "seen")


def test_setting_the_scope_is_advice(desk: Desk, reference: str) -> None:
    with pytest.raises(NotAllowed, match="Amara Okafor advised on this request, so the approver"):
        decide(desk, reference, "approve", "Decided before anything was assessed")


ON_A_STALE_VIEW: dict[str, Callable[[Desk, str, int], object]] = {
    "decide": lambda desk, ref, seen: decide(desk, ref, "refuse", "No", version=seen),
    "release": lambda desk, ref, seen: release(desk, ref, TODAY, version=seen),
    "assess": lambda desk, ref, seen: assess(desk, ref, "who.person", "met", "seen", version=seen),
    "close": lambda desk, ref, seen: close(desk, ref, "refused", TODAY, version=seen),
}


@pytest.mark.parametrize("act", ON_A_STALE_VIEW)
def test_nothing_is_done_on_what_was_not_seen(desk: Desk, reference: str, act: str) -> None:
    seen = case_view(desk, reference).version
    set_scope(desk, reference, replace(SCOPE, items="Everything"))
    with pytest.raises(StaleSave):
        ON_A_STALE_VIEW[act](desk, reference, seen)


@pytest.fixture
def released(desk: Desk, desk_of: DeskOf, reference: str) -> str:
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Yes")
    release(desk, reference, TODAY, method="Encrypted transfer portal")
    return reference


@pytest.mark.parametrize("name", ["released", "destruction_due"])
def test_a_release_is_not_undone_by_hand(
    desk: Desk, desk_of: DeskOf, released: str, name: str
) -> None:
    fact = next(f for f in case_view(desk, released).facts if f.name == name)
    for person in ("clerk", "dpo"):
        with pytest.raises((Refused, NotAllowed)):
            correct_fact(desk_of(person), released, fact.id, why="Never happened")
    with pytest.raises(BadInput, match="by hand"):
        record_fact(desk, released, name, TODAY)


def test_what_was_released_stays_as_it_was(desk: Desk, desk_of: DeskOf, released: str) -> None:
    with pytest.raises(Refused, match="stays as"):
        set_scope(desk, released, replace(SCOPE, items="Home addresses"))
    with pytest.raises(Refused, match="stays as"):
        decide(desk_of("head"), released, "approve", "Again")


def test_an_urgent_record_is_not_completed_by_hand_nor_blocked_by_a_refusal(
    desk: Desk, desk_of: DeskOf
) -> None:
    request = replace(REQUEST, requester_kind="la-safeguarding", organisation="Brookfield Council")
    reference = log_request(desk, request).reference
    release(desk_of("dsl"), reference, TODAY, urgent=True, reason="Child at risk tonight")
    with pytest.raises(BadInput, match="by hand"):
        record_fact(desk, reference, "record_completed", TODAY)
    meet_all(desk, reference)
    case = case_view(
        desk_of("head"), decide(desk_of("head"), reference, "refuse", "It should not have gone")
    )
    assert case.row.next_action == "Close the case"
    close(desk, reference, "disclosed", TODAY)


@pytest.mark.parametrize("kind", ["supplier", "media", "researcher"])
def test_urgent_is_for_safeguarding(desk: Desk, kind: str) -> None:
    reference = log_request(desk, replace(REQUEST, requester_kind=kind)).reference
    with pytest.raises(Refused, match="safeguarding"):
        release(desk, reference, TODAY, urgent=True, reason="Hurry")


def test_days_of_a_release_in_order(desk: Desk, desk_of: DeskOf, reference: str) -> None:
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Yes")
    with pytest.raises(BadInput, match="before the request"):
        release(desk, reference, date(2020, 1, 1))
    early = date(2026, 11, 20)
    with pytest.raises(GateClosed, match="before it was approved"):
        release(desk, reference, early)
    release(desk, reference, early, override="It went from the portal before she ruled")
    file = file_meant(desk, reference)
    assert [fact.on for fact in file.standing_facts() if fact.name == "released"] == [early]
    assert not is_released(file)  # it is history, and opens nothing


def test_outcomes_agree_with_what_was_done(desk: Desk, reference: str, desk_of: DeskOf) -> None:
    with pytest.raises(Refused, match="not recorded as released"):
        close(desk, reference, "disclosed", TODAY)
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Yes")
    set_scope(desk, reference, replace(SCOPE, until=None))
    decide(desk_of("head"), reference, "approve", "Yes")
    release(desk, reference, TODAY)
    with pytest.raises(Refused, match="recorded as released"):
        close(desk, reference, "refused", TODAY)


@pytest.mark.parametrize("name", ["Mr Ruth Castle", "Castle, Ruth"])
def test_a_title_does_not_hide_who_is_concerned(desk: Desk, desk_of: DeskOf, name: str) -> None:
    reference = log_request(desk, replace(REQUEST, subjects=(name,))).reference
    with pytest.raises(NotAllowed, match="concerned"):
        decide(desk_of("head"), reference, "approve", "Why not")


def test_a_pupil_who_shares_a_first_name_conflicts_nobody(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, replace(REQUEST, subjects=("Ruth",))).reference
    assert (
        case_view(desk_of("head"), decide(desk_of("head"), reference, "refuse", "No")).decision
        is not None
    )


def test_a_pupils_name_in_free_text_keeps_a_release_out_of_the_register(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = log_request(desk, replace(REQUEST, subjects=("Tom Doe",))).reference
    set_scope(desk, reference, replace(SCOPE, listed=(ListedItem("", "Tom's SEN notes", "B", 1),)))
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Yes")
    release(desk, reference, TODAY)
    found = register(desk)
    assert (found.rows, found.naming, found.not_listed) == ((), (reference,), 1)


def test_the_history_says_what_was_asked_and_not_the_ids_of_the_checklist(desk: Desk) -> None:
    reference = log_request(desk, REQUEST).reference
    assess(desk, reference, "who.person", "not-met", "Nobody of that name")
    findings = [Assessed("who.organisation", "met", "Rang"), Assessed("who.power", "met", "s.16H")]
    assess_all(desk, reference, findings)
    one, several = (event.text for event in case_view(desk, reference).timeline[-2:])
    asked = "Has the person asking been verified through a contact found independently?"
    assert one == f"{asked} Not met: Nobody of that name"
    assert several.startswith(
        "Do we know exactly who is asking? Met (Rang); Have they named what they"
    )
