"""Answers on time or late by the law, with stopped days and extensions shown apart."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.reports.statistics import (
    Figures,
    OverdueCase,
    counted_title,
    overdue_cases,
    school_year,
    statistics,
)
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import release
from dpo_console.casework.sharing.ruling import decide
from dpo_console.casework.sharing.scope import set_scope
from tests.casework.sharing.test_sharing import REQUEST, SCOPE, meet_all
from tests.conftest import TODAY, DeskOf

REVIEW, LATER = date(2026, 12, 7), date(2026, 12, 14)


@pytest.fixture
def reviewed_late(desk: Desk, desk_of: DeskOf) -> Desk:
    """Return a desk on a day on which the review of a release is overdue."""
    reference = log_request(desk, REQUEST).reference
    set_scope(desk, reference, replace(SCOPE, review_on=REVIEW))
    meet_all(desk, reference)
    decide(desk_of("head"), reference, "approve", "Yes")
    release(desk, reference, TODAY, method="Encrypted transfer portal")
    return desk_of(today=LATER)


def test_a_day_that_was_agreed_is_counted_apart_from_those_of_the_law(reviewed_late: Desk) -> None:
    found = statistics(reviewed_late, date(2026, 9, 1), LATER)
    assert (found.open["overdue"], found.agreed) == (1, 1)
    assert found.total.overdue == 0
    assert "disclosure" not in found.kinds


def test_a_third_party_s_request_past_the_day_of_its_order_is_overdue(
    desk: Desk, desk_of: DeskOf
) -> None:
    reference = log_request(desk, NewRequest("disclosure", TODAY, "The Clerk")).reference
    record_fact(desk, reference, "answer_by", date(2026, 12, 4))
    assert overdue_cases(desk_of(today=LATER), LATER) == [
        OverdueCase("disclosure", "oak", date(2026, 12, 4))
    ]
    found = statistics(desk_of(today=LATER), date(2026, 9, 1), LATER)
    assert (found.kinds["disclosure"].overdue, found.agreed) == (1, 0)


SINCE, UNTIL = date(2026, 9, 1), date(2026, 11, 25)
NOTE = "sent before the checklist was done: it was urgent"


def answered(desk: Desk, kind: str, received: date, on: date, **more: tuple[date, ...]) -> str:
    """Return a case answered on a day, after other facts."""
    reference = log_request(desk, NewRequest(kind, received, "Jane Doe")).reference
    for name, days in more.items():
        for day in days:
            record_fact(desk, reference, name, day, note="because")
    record_fact(desk, reference, "responded", on, override=NOTE)
    return reference


def test_an_answer_on_its_last_day_is_in_time_and_one_a_day_later_is_not(desk: Desk) -> None:
    answered(desk, "sar", date(2026, 9, 1), date(2026, 10, 1))
    answered(desk, "sar", date(2026, 9, 1), date(2026, 10, 2))
    found = statistics(desk, SINCE, UNTIL)
    assert found.total == Figures(2, 1, 30.5, 31, 0, 0)
    assert (found.total.late, found.total.percent) == (1, 50)
    assert found.kinds == {"sar": found.total}
    assert found.months[date(2026, 10, 1)] == found.total
    assert found.months[date(2026, 9, 1)].answered == 0
    assert list(found.months) == [date(2026, month, 1) for month in (9, 10, 11)]


def test_days_on_which_the_clock_stood_and_extensions_are_told_apart(desk: Desk) -> None:
    answered(
        desk, "sar", date(2026, 9, 1), date(2026, 10, 13),
        clarification_requested=(date(2026, 9, 3),), clarification_received=(date(2026, 9, 14),),
    )  # fmt: skip
    answered(
        desk, "sar", date(2026, 9, 1), date(2026, 11, 20), extension_notified=(date(2026, 9, 28),)
    )
    assert statistics(desk, SINCE, UNTIL).total == Figures(2, 2, 61, 80, 12, 1)


def test_the_median_of_two_answers_lies_half_way_between_them(desk: Desk) -> None:
    for days in (5, 21):
        answered(desk, "sar", SINCE, SINCE + timedelta(days=days))
    total = statistics(desk, SINCE, UNTIL).total
    assert total.said == "median 13 days, longest 21"
    answered(desk, "sar", SINCE, SINCE + timedelta(days=22))
    answered(desk, "sar", SINCE, SINCE + timedelta(days=24))
    assert statistics(desk, SINCE, UNTIL).total.said == "median 21.5 days, longest 24"


def test_a_breach_is_late_by_the_minute(desk: Desk) -> None:
    for hour in (9, 10):
        aware = datetime(2026, 11, 2, 9, 30)
        reference = log_request(desk, NewRequest("breach", aware, "Ann Reed")).reference
        record_fact(desk, reference, "reported", date(2026, 11, 5), at=time(hour, 0))
    total = statistics(desk, SINCE, UNTIL).total
    assert (total.answered, total.in_time) == (2, 1)


def test_the_office_s_own_targets_and_what_is_unanswered_are_no_answers_in_time(desk: Desk) -> None:
    log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe"))
    log_request(desk, NewRequest("disclosure", date(2026, 9, 1), "Ann Reed"))
    found = statistics(desk, SINCE, UNTIL)
    assert found.total.answered == 0
    assert found.total.percent is None
    assert found.open == {
        "overdue": 0, "today": 0, "week": 1, "later": 0, "paused": 0, "no_limit": 1,
    }  # fmt: skip


def test_a_request_that_was_withdrawn_was_not_answered(desk: Desk) -> None:
    for extended in (False, True):
        reference = log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe")).reference
        if extended:
            record_fact(desk, reference, "extension_notified", date(2026, 11, 9), note="because")
        record_fact(desk, reference, "withdrawn", date(2026, 11, 16), note="Logged twice")
    acknowledged = log_request(desk, NewRequest("complaint", date(2026, 11, 2), "Jane Doe"))
    record_fact(desk, acknowledged.reference, "acknowledged", date(2026, 11, 4))
    record_fact(desk, acknowledged.reference, "withdrawn", date(2026, 11, 16), note="She rang")
    assert list(statistics(desk, SINCE, UNTIL).kinds) == ["complaint"]


def test_an_answer_on_the_day_of_the_withdrawal_counts_in_whichever_order(desk: Desk) -> None:
    day = date(2026, 11, 16)
    for extended in ((), (date(2026, 11, 9),)):
        before = answered(desk, "sar", date(2026, 11, 2), day, extension_notified=extended)
        record_fact(desk, before, "withdrawn", day, note="She rang")
        answered(desk, "sar", date(2026, 11, 2), day, extension_notified=extended, withdrawn=(day,))
        gone = (day - timedelta(days=1),)
        answered(desk, "sar", date(2026, 11, 2), day, extension_notified=extended, withdrawn=gone)
    assert statistics(desk, SINCE, UNTIL).total.answered == 4


def test_only_answers_of_these_days_count(desk: Desk) -> None:
    answered(desk, "sar", date(2026, 8, 3), date(2026, 8, 31))
    answered(desk, "sar", date(2026, 8, 3), date(2026, 9, 1))
    assert statistics(desk, SINCE, UNTIL).total.answered == 1
    assert statistics(desk, date(2026, 8, 1), UNTIL).total.answered == 2


def test_overdue_cases_stand_beside_the_percentage_in_the_month_of_their_last_day(
    desk: Desk,
) -> None:
    answered(desk, "sar", date(2026, 9, 1), date(2026, 10, 1))
    log_request(desk, NewRequest("sar", date(2026, 9, 7), "Jane Doe"))
    log_request(desk, NewRequest("erasure", date(2026, 7, 1), "Jane Doe"))
    found = statistics(desk, SINCE, UNTIL)
    assert (found.total.percent, found.total.overdue) == (100, 2)
    assert {month: of.overdue for month, of in found.months.items() if of.overdue} == {
        date(2026, 10, 1): 1
    }
    assert {kind: of.overdue for kind, of in found.kinds.items()} == {"sar": 1, "erasure": 1}
    assert statistics(desk, date(2026, 7, 1), date(2026, 8, 31)).total.overdue == 1


def test_a_breach_judged_not_reportable_is_neither_an_answer_nor_overdue(desk: Desk) -> None:
    aware = datetime(2026, 11, 2, 9, 30)
    reference = log_request(desk, NewRequest("breach", aware, "Ann Reed")).reference
    assert statistics(desk, SINCE, UNTIL).total.overdue == 1
    say(desk, reference, {"breach.likelihood": "unlikely", "breach.severity": "low"})
    record_fact(desk, reference, "not_reportable", date(2026, 11, 3), note="The e-mail bounced")
    total = statistics(desk, SINCE, UNTIL).total
    assert (total.answered, total.percent, total.overdue) == (0, None, 0)


@pytest.mark.parametrize("offset", [0, 100, 364])
def test_a_school_year_runs_from_september_to_august(offset: int) -> None:
    day = date(2025, 9, 1) + timedelta(days=offset)
    assert school_year(day) == (date(2025, 9, 1), date(2026, 8, 31))


def test_a_kind_is_counted_by_the_step_whose_day_the_law_sets() -> None:
    assert counted_title("complaint") == "Data protection complaint: acknowledge"
    assert counted_title("breach").endswith(": report to the Commissioner")
    assert counted_title("sar") == "Subject access request"
    assert counted_title("disclosure") == "Third-party request for pupil data (day set by an order)"
