"""Outcomes that the record contradicts. Closing refuses each, and names the contradiction."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.closing import close
from dpo_console.casework.disclosure.schedule import NewItem, add_items
from dpo_console.casework.disclosure.schedule_treatment import look_again, treat_items
from dpo_console.casework.facts import record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.search.searching import EVERY, record_answer
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import GateClosed
from dpo_console.letters.catalogue import letter_kind
from tests.answering import meet_checklist
from tests.casework.sharing.test_sharing import REQUEST, SCOPE, meet_all
from tests.conftest import TODAY, DeskOf, on_day

SAR = NewRequest(
    "sar", date(2026, 11, 2), "Jane Doe", requester_kind="parent", subjects=("Tom Doe",),
    channel="email", email="jane@example.org",
)  # fmt: skip

LOG = NewItem("Behaviour log", "behaviour", "mis", pages=6)
LETTER = NewItem("A parent's letter", "behaviour", "mis", pages=1)


@pytest.fixture
def sar(desk: Desk) -> str:
    return log_request(desk, SAR).reference


def denied(desk: Desk, reference: str, outcome: str) -> str:
    """Return the one reason why a case with its checklist met can't be closed with an outcome."""
    with pytest.raises(GateClosed) as caught:
        close(desk, reference, outcome, TODAY)
    (reason,) = map(str, caught.value.reasons)
    return reason


def listed(desk: Desk, head: Desk, sar: str) -> None:
    """List one item to release and one to withhold, with a second check and all else answered."""
    add_items(desk, sar, [LOG, LETTER])
    treat_items(desk, sar, [1], "release")
    treat_items(desk, sar, [2], "withhold", exemption="sch2-16", reason="Another family's")
    look_again(head, sar, [2])
    meet_checklist(desk, sar)


def test_what_was_withheld_is_not_disclosed_in_full(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    listed(desk, desk_of("head"), sar)
    assert denied(desk, sar, "disclosed").startswith("Item 2 is redacted or withheld")
    assert (
        case_view(desk, close(desk, sar, "disclosed-in-part", TODAY)).row.outcome
        == "disclosed-in-part"
    )


def test_a_reason_why_not_all_was_given_is_not_disclosed_in_full(desk: Desk, sar: str) -> None:
    meet_checklist(desk, sar)
    say(desk, sar, {"withheld.reason": "The reference: Sch 2 para 24"})
    meet_checklist(desk, sar)
    assert denied(desk, sar, "disclosed").startswith("withheld.reason: ")
    say(desk, sar, {"withheld.reason": ""})
    assert case_view(desk, close(desk, sar, "disclosed", TODAY)).row.closed_on


def test_what_was_found_is_held(desk: Desk, sar: str) -> None:
    meet_checklist(desk, sar)
    assert "Pupil information system" in denied(desk, sar, "nothing-held")


def test_where_nothing_is_held_nothing_was_disclosed(desk: Desk, sar: str) -> None:
    record_answer(desk, sar, EVERY, "nothing")
    meet_checklist(desk, sar)
    with pytest.raises(GateClosed, match="The search plan says that nothing is held"):
        close(desk, sar, "disclosed", TODAY)
    assert case_view(desk, close(desk, sar, "nothing-held", TODAY)).row.closed_on


def test_what_is_to_be_released_was_not_refused(desk: Desk, desk_of: DeskOf, sar: str) -> None:
    listed(desk, desk_of("head"), sar)
    given = {"refusal.ground": "excessive", "refusal.reason": "it is the third this month"}
    write_letter(desk, sar, "refusal-excessive", given)
    mark_sent(desk, sar, "refusal-excessive", TODAY, "email")
    assert denied(desk, sar, "refused") == "Item 1 is to be released, and “Refused” gives nothing."
    treat_items(desk, sar, [1], "")
    assert case_view(desk, close(desk, sar, "refused", TODAY)).row.closed_on


def test_the_letter_that_was_sent_says_what_the_outcome_is(desk: Desk, sar: str) -> None:
    meet_checklist(desk, sar)
    given = {"refusal.ground": "excessive", "refusal.reason": "it is the third this month"}
    before = on_day(desk, date(2026, 11, 24))
    write_letter(before, sar, "refusal-excessive", given)
    mark_sent(before, sar, "refusal-excessive", before.today, "email")
    reason = denied(desk, sar, "disclosed")
    assert reason.startswith("The answer that was sent is the letter refusal-excessive no. 1")
    record_fact(desk, sar, "responded", TODAY, note="We thought again and sent it all")
    assert case_view(desk, close(desk, sar, "disclosed", TODAY)).row.closed_on


@pytest.mark.parametrize("kind", ["foi", "eir"])
def test_a_notice_of_refusal_is_not_disclosed_in_full(desk: Desk, kind: str) -> None:
    request = NewRequest(kind, date(2026, 11, 2), "Ann Bell", "other", address="1 High Street")
    reference = log_request(desk, request).reference
    record_answer(desk, reference, EVERY, "found")
    meet_checklist(desk, reference)
    asked = letter_kind("foi-refusal").asks
    ground = {"foi": "section 14", "eir": "regulation 12(4)(b)"}[kind]
    given = {ask.name: "As the law asks" for ask in asked} | {"refusal.exemption": ground}
    write_letter(desk, reference, "foi-refusal", given)
    mark_sent(desk, reference, "foi-refusal", TODAY, "email")
    reason = denied(desk, reference, "disclosed")
    assert reason.startswith("The answer that was sent is the letter foi-refusal no. 1")


UNLIKELY = {"breach.likelihood": "unlikely", "breach.severity": "low"}


@pytest.mark.parametrize(
    ("fact", "outcome", "says"),
    [
        ("not_reportable", "reported", "It is not recorded as reported to the Commissioner"),
        ("reported", "not-reportable", "It is not recorded as judged not reportable"),
    ],
)
def test_a_breach_is_closed_as_what_was_done_about_it(
    desk: Desk, fact: str, outcome: str, says: str
) -> None:
    request = NewRequest("breach", datetime(2026, 11, 24, 9, 30), "Ann Bell")
    reference = log_request(desk, request).reference
    say(desk, reference, UNLIKELY)
    record_fact(desk, reference, fact, TODAY, note="as written down")
    with pytest.raises(GateClosed, match=says):
        close(desk, reference, outcome, TODAY)


def test_what_was_reported_after_all_was_reportable(desk: Desk) -> None:
    request = NewRequest("breach", datetime(2026, 11, 24, 9, 30), "Ann Bell")
    reference = log_request(desk, request).reference
    say(desk, reference, UNLIKELY)
    record_fact(desk, reference, "not_reportable", TODAY, note="Too few people")
    record_fact(desk, reference, "reported", TODAY)
    with pytest.raises(GateClosed, match=r"recorded as reported .* which “Not repor"):
        close(desk, reference, "not-reportable", TODAY)


RULED = {
    "approve": ("disclosed", ""),
    "part": ("disclosed-in-part", "Year group"),
    "refuse": ("refused", ""),
}
"""Each ruling with its outcome, and the items left out."""


@pytest.mark.parametrize("ruling", RULED)
def test_a_third_party_request_ends_as_it_was_ruled(
    desk: Desk, desk_of: DeskOf, ruling: str
) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, replace(SCOPE, until=None))
    with pytest.raises(GateClosed, match="Nobody has decided on it yet, and “Refused” takes"):
        close(desk, reference, "refused", TODAY)
    meet_all(desk, reference)
    outcome, left_out = RULED[ruling]
    decide(desk_of("head"), reference, ruling, "Because of this", left_out=left_out)
    if ruling != "refuse":
        release(desk, reference, TODAY)
    for other in {wrong for wrong, _ in RULED.values()} - {outcome}:
        with pytest.raises(GateClosed, match=f"The decision of Wed 25 Nov 2026 is {ruling}"):
            close(desk, reference, other, TODAY)
    assert case_view(desk, close(desk, reference, outcome, TODAY)).row.outcome == outcome


def test_an_approval_that_was_never_carried_out_is_no_refusal(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, REQUEST).reference
    decide(desk_of("head"), reference, "approve", "Of benefit")
    with pytest.raises(GateClosed, match="is approve, so its outcome is “Disclosed”"):
        close(desk, reference, "refused", TODAY)
    assert case_view(
        desk, close(desk, reference, "withdrawn", TODAY, note="They need it no more")
    ).row.closed_on


def test_who_ruled_before_it_was_assessed_is_told(desk: Desk, desk_of: DeskOf) -> None:
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, SCOPE)
    decide(desk_of("head"), reference, "approve", "Of benefit")
    assert case_view(desk, reference).flags == ()
    meet_all(desk, reference)
    (flag,) = case_view(desk, reference).flags
    assert flag.startswith("Decided before these were answered: who.organisation, who.person")
    assert "confidentiality" not in flag
    decide(desk_of("head"), reference, "approve", "Of benefit, as it was assessed")
    assert case_view(desk, reference).flags == ()
