"""Links between cases: made and undone, in both histories."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.letters.letter_choices import preview_letter
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.requests import read_line
from dpo_console.cases.view.case import case_view
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.closing import close
from dpo_console.casework.facts import correct_fact
from dpo_console.casework.links import link, unlink
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import BadInput, NotAllowed, Refused
from tests.answering import meet_checklist
from tests.conftest import DeskOf

SAR = NewRequest("sar", date(2026, 11, 2), "Jane Doe", subjects=("Tom Doe",))


def logged(desk: Desk, request: NewRequest = SAR, **more: object) -> str:
    return log_request(desk, replace(request, **more)).reference  # type: ignore[arg-type]


def told(desk: Desk, reference: str) -> list[tuple[str, str, str, bool]]:
    case = case_view(desk, reference)
    return [(x.row.reference, x.nature, x.words, x.towards) for x in case.links]


def test_both_cases_and_both_histories_tell_of_a_link(desk: Desk) -> None:
    first, second = logged(desk), logged(desk, received=date(2026, 11, 20))
    case = case_view(desk, link(desk, second, first))
    assert told(desk, second) == [(first, "repeat", "this case repeats it", True)]
    assert told(desk, first) == [(second, "repeat", "it repeats this case", False)]
    assert case.version == 2
    assert case.timeline[-1].text == f"Linked with {first} (this case repeats it)"
    other = case_view(desk, first)
    assert other.version == 2
    assert other.timeline[-1].text == f"Linked with {second} (it repeats this case)"
    assert verify(desk).sound


def test_a_wrong_link_is_taken_back_from_either_side_with_a_reason(desk: Desk) -> None:
    first, second = logged(desk), logged(desk)
    link(desk, second, first, "related")
    case = case_view(desk, unlink(desk, first, second, "Another Jane Doe"))
    assert case.links == ()
    assert case_view(desk, second).links == ()
    for reference, other in ((first, second), (second, first)):
        text = case_view(desk, reference).timeline[-1].text
        assert text == f"No longer linked with {other}: Another Jane Doe"
    assert verify(desk).sound
    link(desk, first, second, "same-message")
    assert verify(desk).sound


def test_what_cannot_be_linked_is_refused_and_leaves_no_trace(desk: Desk) -> None:
    first, second = logged(desk), logged(desk)
    link(desk, first, second)
    wrong: list[tuple[Callable[[], object], type[Exception], str]] = [
        (lambda: link(desk, first, first), BadInput, "with itself"),
        (lambda: link(desk, first, second), Refused, "linked already"),
        (lambda: link(desk, second, first, "related"), Refused, "unlink"),
        (lambda: link(desk, first, second, "cousin"), BadInput, "same-message, repeat"),
        (lambda: link(desk, first, "SAR-2026-0099"), BadInput, "no case"),
        (lambda: unlink(desk, first, second, " "), BadInput, "why"),
    ]
    for act, error, says in wrong:
        with pytest.raises(error, match=says):
            act()
    assert [case_view(desk, reference).version for reference in (first, second)] == [2, 2]
    unlink(desk, first, second, "A slip")
    with pytest.raises(BadInput, match="not linked"):
        unlink(desk, first, second, "A slip")


def test_a_review_is_logged_about_the_request_that_it_reviews(desk: Desk) -> None:
    foi = logged(desk, kind="foi")
    say(desk, foi, {"refusal.reason": "FOIA s.12: 40 hours"})
    meet_checklist(desk, foi)
    close(desk, foi, "refused", desk.today)
    review = logged(desk, kind="foi-review", received=date(2026, 11, 23), about="foi-2026-0001")
    assert told(desk, review) == [(foi, "review", "this case reviews it", True)]
    assert told(desk, foi) == [(review, "review", "it reviews this case", False)]
    assert case_view(desk, foi).timeline[-1].text == f"Linked with {review} (it reviews this case)"
    assert f"linked with {foi} (this case reviews it)" in case_view(desk, review).timeline[0].text
    assert verify(desk).sound


def test_a_complaint_is_about_whatever_it_complains_about(desk: Desk) -> None:
    sar = logged(desk)
    complaint = logged(desk, kind="complaint", about=sar)
    assert told(desk, complaint) == [(sar, "complaint", "this case complains about it", True)]


def test_a_case_repeats_only_one_that_concerns_the_same_people(desk: Desk) -> None:
    first = logged(desk)
    by_father = logged(desk, received=date(2026, 11, 20), requester="Paul Doe")
    of_others = logged(desk, requester="Ann Lee", subjects=("Kim Lee",))
    link(desk, by_father, first)
    link(desk, of_others, first)
    assert [one[1] for one in told(desk, first)] == ["repeat", "related"]


def test_another_kind_of_the_same_day_is_of_the_same_message(desk: Desk) -> None:
    sar = logged(desk)
    record = logged(desk, kind="educational-record", about=sar)
    later = logged(desk, kind="foi", received=date(2026, 11, 3), about=sar)
    others = logged(desk, kind="foi", requester="PC Kim Holt", about=sar)
    assert [x[1] for x in told(desk, record)] == ["same-message"]
    assert [x[1] for x in told(desk, later)] == ["related"]
    assert [x[1] for x in told(desk, others)] == ["related"]


def test_a_case_of_the_same_message_answers_its_check_and_stands_in_the_acknowledgement(
    desk: Desk,
) -> None:
    sar = logged(desk, requester_kind="parent", also=("educational-record",))
    case = case_view(desk, sar)
    check = next(row for row in case.checklist if row.id == "first.school-record")
    assert (check.verdict, check.evidence) == ("met", "Logged as EDR-2026-0001")
    shown = preview_letter(desk, sar, "acknowledgement", {}).text
    assert "We deal with that under EDR-2026-0001" in shown
    alone = logged(desk, requester_kind="parent", requester="Ann Bell")
    checks = {row.id: row.verdict for row in case_view(desk, alone).checklist}
    assert checks["first.school-record"] == ""


def test_cases_of_one_message_with_two_days_of_receipt_say_so(desk: Desk) -> None:
    sar = logged(desk, also=("educational-record",))
    (other,) = case_view(desk, sar).links
    record = other.row.reference
    assert not case_view(desk, sar).flags
    fact = next(f for f in case_view(desk, sar).facts if f.name == "received")
    correct_fact(desk, sar, fact.id, on=date(2026, 11, 1), why="It came on Sunday")
    told = "from the same message, has another day of receipt: "
    assert any(f"{record}, {told}Mon 2 Nov 2026" in flag for flag in case_view(desk, sar).flags)
    assert any(f"{sar}, {told}Sun 1 Nov 2026" in flag for flag in case_view(desk, record).flags)


def test_an_earlier_case_that_is_none_keeps_the_new_one_from_being_logged(desk: Desk) -> None:
    with pytest.raises(BadInput, match="no case"):
        logged(desk, about="SAR-2026-0044")
    assert logged(desk) == "SAR-2026-0001"


def test_one_line_can_name_the_earlier_case(desk: Desk) -> None:
    foi = logged(desk, kind="foi")
    review = log_request(desk, read_line(desk, f"foi-review Jane Doe, email, about {foi}"))
    again = log_request(desk, read_line(desk, "sar Jane Doe, letter, repeats FOI-2026-0001"))
    assert told(desk, review.reference)[0][1] == "review"
    assert told(desk, again.reference)[0][1] == "repeat"


def test_who_may_link(desk: Desk, desk_of: DeskOf) -> None:
    first, second = logged(desk), logged(desk)
    for person in ("auditor", "head"):
        with pytest.raises(NotAllowed, match="may not say which cases belong together"):
            link(desk_of(person), first, second)
    assert case_view(desk_of("clerk"), link(desk_of("clerk"), first, second)).links
