"""Cases similar to a request being logged, with the reasons."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests.similar import Similar, candidates, similar
from dpo_console.casework.closing import close, reopen
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from tests.answering import meet_checklist
from tests.conftest import DeskOf

NEW = NewRequest("sar", date(2026, 11, 24), "Jane Doe", subjects=("Tom Doe",))


def found(desk: Desk, request: NewRequest = NEW) -> list[Similar]:
    return list(similar(request, candidates(desk, (request.requester, *request.subjects))))


def only(desk: Desk, request: NewRequest = NEW) -> tuple[str, str]:
    [one] = found(desk, request)
    return one.why, one.text


def test_the_same_people_within_thirty_days_are_probably_the_same_request(desk: Desk) -> None:
    log_request(desk, replace(NEW, received=date(2026, 10, 25)))
    why, text = only(desk, replace(NEW, requester="  jane DOE"))
    assert why == "duplicate"
    assert text == "probably the same: the same people, received Sun 25 Oct 2026"


def test_the_same_people_longer_ago_are_merely_told(desk: Desk) -> None:
    log_request(desk, replace(NEW, received=date(2026, 10, 24)))
    assert only(desk) == ("same-requester", "the same people, received Sat 24 Oct 2026")


def test_a_closed_one_of_the_same_kind_is_repeated_and_says_when_it_was_answered(
    desk_of: DeskOf,
) -> None:
    early = desk_of(today=date(2026, 11, 20))
    log_request(early, replace(NEW, received=date(2026, 11, 2)))
    meet_checklist(early, "0001")
    record_fact(early, "0001", "responded", date(2026, 11, 17))
    close(early, "0001", "disclosed", date(2026, 11, 20))
    why, text = only(desk_of())
    assert why == "repeat"
    assert text.startswith(
        "a repeat: the last one was answered Tue 17 Nov 2026. UK GDPR Art 12(5): it can be refused"
    )


def test_an_answer_that_was_struck_out_is_none(desk: Desk) -> None:
    log_request(desk, NEW)
    meet_checklist(desk, "0001")
    close(desk, "0001", "disclosed", desk.today)
    assert "the last one was answered" in only(desk)[1]
    reopen(desk, "0001", "It was never sent")
    close(desk, "0001", "withdrawn", desk.today)
    assert "the last one was closed" in only(desk)[1]


def test_a_closed_one_of_another_kind_is_no_repeat(desk: Desk) -> None:
    log_request(desk, replace(NEW, kind="foi"))
    close(desk, "0001", "withdrawn", desk.today)
    assert only(desk)[0] == "duplicate"
    why, text = only(desk, replace(NEW, also=("foi",)))
    assert why == "repeat"
    assert text.startswith("a repeat: the last one was closed Wed 25 Nov 2026. FOIA 2000 s.14(2)")


@pytest.mark.parametrize(
    ("earlier", "why", "says"),
    [
        ({"subjects": ("Ann Doe",)}, "same-requester", "about Ann Doe"),
        ({"subjects": ()}, "same-requester", "about themselves"),
        ({"requester": "Sam Doe"}, "same-subject", "about the same person, from Sam Doe"),
        (
            {"requester": "Tom Doe", "subjects": ("Una Rae",)},
            "same-name",
            "it names the same person, received Tue 24 Nov 2026",
        ),
    ],
)
def test_other_likenesses_say_what_they_are(
    desk: Desk, earlier: dict[str, object], why: str, says: str
) -> None:
    log_request(desk, replace(NEW, **earlier))  # type: ignore[arg-type]
    told = only(desk)
    assert told[0] == why
    assert told[1].endswith(says)


def test_the_closest_stands_first_and_strangers_are_left_out(desk: Desk) -> None:
    log_request(desk, replace(NEW, requester="Una Rae", subjects=("Vic Rae",)))
    log_request(desk, replace(NEW, subjects=("Ann Doe",)))
    log_request(desk, replace(NEW, requester="Sam Doe"))
    log_request(desk, NEW)
    assert [one.why for one in found(desk)] == ["duplicate", "same-subject", "same-requester"]


def test_somebody_who_asks_about_themselves_repeats_themselves(desk: Desk) -> None:
    about_self = replace(NEW, subjects=())
    log_request(desk, about_self)
    assert only(desk, replace(NEW, subjects=("Jane Doe",)))[0] == "duplicate"
