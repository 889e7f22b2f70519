"""After a release: terms signed, reviews, and the certificate of destruction."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, page
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.closing import close
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.letters.letters_sent import mark_sent
from dpo_console.casework.requests import log_request
from dpo_console.casework.sharing.release import Review, release, review
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from dpo_console.errors import BadInput, NotAllowed, Refused
from tests.casework.sharing.test_sharing import REQUEST, SCOPE, meet_all
from tests.conftest import TODAY, DeskOf

ENDS = date(2027, 7, 30)
CERTIFIED_BY = date(2027, 8, 13)


@pytest.fixture
def reference(desk: Desk, desk_of: DeskOf) -> str:
    """Return a study whose data were released today, for review in March."""
    found = log_request(desk, REQUEST).reference
    scope = replace(SCOPE, until=ENDS, review_on=date(2027, 3, 1), agreement="DSA-7")
    set_scope(desk, found, scope)
    meet_all(desk, found, signed=False)
    decide(desk_of("head"), found, "approve", "Yes")
    write_letter(desk, found, "third-party-approval", {"sharing.terms": "Show us the draft."})
    mark_sent(desk, found, "third-party-approval", TODAY)
    record_fact(desk, found, "terms_signed", TODAY, note="Prof. M. Vane, Head of Research")
    release(desk, found, TODAY, method="Encrypted transfer portal")
    return found


def test_the_case_tells_what_went_under_which_terms_and_what_is_owed(
    desk: Desk, reference: str
) -> None:
    case = case_view(desk, reference)
    released = case.released
    assert released is not None
    assert (released.on, released.how) == (TODAY, "Encrypted transfer portal")
    assert released.to == "Dr Ada Finch, University of Westmarch"
    assert released.what == "Reading age\nYear group"
    assert released.terms == "approval letter no. 1, sent Wed 25 Nov 2026; agreement DSA-7"
    assert [(s.on, s.words) for s in released.signed] == [
        (TODAY, "Prof. M. Vane, Head of Research")
    ]
    assert (released.review_due, released.destruction_due) == (date(2027, 3, 1), ENDS)
    assert (case.row.due, case.row.next_action) == (
        "2027-03-01",
        "Review the sharing by Mon 1 Mar 2027",
    )


def test_nothing_is_told_of_a_release_before_there_is_one(desk: Desk) -> None:
    assert case_view(desk, log_request(desk, REQUEST).reference).released is None


def test_a_review_moves_on_and_the_last_one_leaves_the_certificate(
    desk_of: DeskOf, reference: str
) -> None:
    march = desk_of(today=date(2027, 3, 2))
    assert case_view(march, reference).row.band(march.now) == "overdue"
    found = Review(march.today, "Still needed; access list checked", date(2027, 6, 1))
    case = case_view(march, review(march, reference, found))
    assert (case.row.due, case.row.whose_move) == ("2027-06-01", "us")
    june = desk_of(today=date(2027, 6, 1))
    case = case_view(june, review(june, reference, Review(june.today, "The study is written up")))
    assert (case.row.due, case.row.whose_move) == (CERTIFIED_BY.isoformat(), "recipient")
    assert case.released is not None
    assert [r.words for r in case.released.reviews] == [
        "Still needed; access list checked",
        "The study is written up",
    ]
    assert "next review Tue 1 Jun 2027" in " ".join(e.text for e in case.timeline)
    assert verify(june).sound


def test_a_review_may_end_use_sooner_and_never_later(desk: Desk, reference: str) -> None:
    with pytest.raises(Refused, match="new approval"):
        review(desk, reference, Review(TODAY, "More time", until=date(2028, 1, 1)))
    case = case_view(
        desk, review(desk, reference, Review(TODAY, "Not needed", until=date(2026, 12, 1)))
    )
    assert case.row.due == "2026-12-15"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Review(date(2026, 11, 26), "Fine"), "future"),
        (Review(date(2026, 11, 1), "Fine"), "before the release"),
        (Review(TODAY, " "), "finding"),
        (Review(TODAY, "Fine", TODAY), "after this one"),
        (Review(TODAY, "Fine", date(2027, 8, 1)), "after use ends"),
        (Review(TODAY, "Fine", until=date(2026, 11, 1)), "before the review"),
    ],
)
def test_a_review_in_order(desk: Desk, reference: str, found: Review, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        review(desk, reference, found)


def test_who_reviews_and_what(desk: Desk, desk_of: DeskOf, reference: str) -> None:
    for person in ("clerk", "auditor", "head"):
        with pytest.raises(NotAllowed):
            review(desk_of(person), reference, Review(TODAY, "Fine"))
    unreleased = log_request(desk, REQUEST).reference
    with pytest.raises(Refused, match="nothing has been released"):
        review(desk, unreleased, Review(TODAY, "Fine"))


@pytest.mark.parametrize("name", ["review_due", "reviewed"])
def test_a_review_is_not_recorded_or_struck_by_hand(desk: Desk, reference: str, name: str) -> None:
    review(desk, reference, Review(TODAY, "Fine", date(2027, 3, 1)))
    with pytest.raises(BadInput, match="can't enter it by hand"):
        record_fact(desk, reference, name, TODAY)
    fact = next(
        f for f in case_view(desk, reference).facts if f.name == name and not f.superseded_by
    )
    with pytest.raises(Refused):
        correct_fact(desk, reference, fact.id, why="Never happened")


def test_no_case_is_closed_while_a_review_or_certificate_is_owed(
    desk: Desk, reference: str
) -> None:
    with pytest.raises(Refused, match="certificate"):
        close(desk, reference, "disclosed", TODAY)
    other = log_request(desk, REQUEST).reference
    release(desk, _approved(desk, other), TODAY, review=date(2027, 1, 11))
    with pytest.raises(Refused, match="still to be reviewed"):
        close(desk, other, "disclosed", TODAY)
    assert (
        case_view(desk, review(desk, other, Review(TODAY, "It was once"))).row.next_action
        == "Close the case"
    )
    close(desk, other, "disclosed", TODAY)


def _approved(desk: Desk, reference: str) -> str:
    set_scope(desk, reference, replace(SCOPE, until=None))
    meet_all(desk, reference)
    decide(desk, reference, "approve", "Yes", by="head", evidence="Sheet of today")
    return reference


def test_a_certificate_is_theirs_to_send_until_its_day_then_ours_to_chase(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    review(desk, reference, Review(TODAY, "No more reviews are needed"))
    on_the_day, after = desk_of(today=CERTIFIED_BY), desk_of(today=date(2027, 8, 16))
    assert case_view(on_the_day, reference).row.whose_move == "recipient"
    assert [r.reference for r in page(on_the_day, Query("waiting")).rows] == [reference]
    (row,) = page(after, Query("overdue")).rows
    assert (row.next_action, row.whose_move) == (
        "Chase destruction certificate (due Fri 13 Aug)",
        "us",
    )
    assert page(after, Query("waiting")).rows == ()
    assert verify(after).sound


def test_the_chaser_is_a_letter_once_it_is_late_and_its_sending_is_recorded(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    review(desk, reference, Review(TODAY, "No more reviews are needed"))
    with pytest.raises(Refused, match="overdue"):
        write_letter(desk, reference, "destruction-chase", {})
    late = desk_of(today=date(2027, 8, 16))
    write_letter(late, reference, "destruction-chase", {})
    form = "“Form: destruction certificate”"
    said = f"This letter says that a form is enclosed. Write {form} too, and send both."
    assert said in preview_letter(late, reference, "destruction-chase", {}).notes
    write_letter(late, reference, "destruction-certificate", {})
    assert said not in preview_letter(late, reference, "destruction-chase", {}).notes
    case = case_view(late, mark_sent(late, reference, "destruction-chase", late.today))
    assert case.released is not None
    assert case.released.chased == (late.today,)
    assert case.row.next_action == "Await destruction certificate: chased Mon 16 Aug 2027"
    assert case.row.band(late.now) == "overdue"
    case = case_view(
        late,
        record_fact(late, reference, "certificate_received", late.today, note="Signed M. Vane"),
    )
    assert case.row.next_action == "Close the case"


def test_letters_of_a_release_end_with_it_and_with_the_use(
    desk: Desk, desk_of: DeskOf, reference: str
) -> None:
    with pytest.raises(Refused, match="already released"):
        write_letter(desk, reference, "terms-acceptance", {})
    write_letter(desk_of(today=ENDS), reference, "approved-data-cover", {})
    with pytest.raises(Refused, match="use of the data has ended"):
        write_letter(desk_of(today=date(2027, 8, 2)), reference, "approved-data-cover", {})


def test_the_record_of_an_urgent_release_is_on_top_of_the_queue(
    desk: Desk, desk_of: DeskOf
) -> None:
    late = replace(REQUEST, kind="sar", requester_kind="parent", received=date(2026, 9, 1))
    overdue = log_request(desk, late)
    request = replace(REQUEST, requester_kind="police", organisation="Westmarch Police")
    urgent = log_request(desk, request).reference
    release(desk_of("dsl"), urgent, TODAY, urgent=True, reason="A child is missing")
    tomorrow = desk_of(today=date(2026, 11, 26))
    rows = page(tomorrow, Query()).rows
    assert [r.reference for r in rows] == [urgent, overdue.reference]
    assert rows[0].next_action == "Complete the record; decision awaited"
    meet_all(desk, urgent)
    decide(desk_of("head"), urgent, "approve", "Rightly done")
    assert page(tomorrow, Query()).rows[0].reference == overdue.reference
