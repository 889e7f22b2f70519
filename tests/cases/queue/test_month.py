"""A month of due dates: counted in one query, with the kind of each day."""

from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.month import day_sentence, month_sentence, month_view, parse_month
from dpo_console.cases.queue.queue import Query, page
from dpo_console.casework.facts import record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.restricted import restrict
from dpo_console.errors import BadInput
from dpo_console.law.calendar.school_year import DayKind
from tests.conftest import DeskOf

NOVEMBER = date(2026, 11, 1)


def sar(desk: Desk, received: date) -> str:
    return log_request(desk, NewRequest("sar", received, "Jane Doe")).reference


@pytest.mark.usefixtures("two_schools")
def test_days_are_counted_and_what_was_due_before_is_told(desk: Desk) -> None:
    for received in (date(2026, 9, 15), date(2026, 10, 20), date(2026, 10, 20), date(2026, 10, 26)):
        sar(desk, received)
    view = month_view(desk, NOVEMBER)
    assert [(d.on.day, d.due, d.late) for d in view.days if d.due] == [(20, 2, 2), (26, 1, 0)]
    assert len(view.days) == 30
    assert month_sentence(view) == (
        "November 2026: 3 cases due in law, 2 of them late, 1 more from before."
    )
    assert day_sentence(view.day(date(2026, 11, 20))) == (
        "Fri 20 Nov 2026: school day at Oak Lane Primary School; not known: no term dates cover it "
        "at Elm Park Academy; 2 cases due in law, 2 of them late"
    )


def test_a_day_counts_what_its_filter_lists(desk: Desk) -> None:
    for received in (date(2026, 10, 20), date(2026, 10, 20), date(2026, 10, 21)):
        sar(desk, received)
    closed, stopped = sar(desk, date(2026, 10, 20)), sar(desk, date(2026, 10, 20))
    record_fact(desk, closed, "withdrawn", date(2026, 11, 2))
    record_fact(desk, stopped, "clarification_requested", date(2026, 11, 2), note="Which years?")
    view = month_view(desk, NOVEMBER)
    for day in view.days:
        rows = page(desk, Query("all", (f"due:{day.on}",))).rows
        assert len(rows) == day.due
    assert view.day(date(2026, 11, 20)).due == 2


def test_a_restricted_case_is_counted_for_its_readers_alone(desk_of: DeskOf) -> None:
    reference = sar(desk_of(), date(2026, 10, 26))
    restrict(desk_of(), reference, ("dpo",), "a complaint about staff")
    assert month_view(desk_of(), NOVEMBER).day(date(2026, 11, 26)).due == 1
    assert month_view(desk_of("clerk"), NOVEMBER).day(date(2026, 11, 26)).due == 0


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 12, 25), DayKind.BANK_HOLIDAY),
        (date(2026, 12, 26), DayKind.WEEKEND),
        (date(2026, 12, 21), DayKind.HOLIDAY),
        (date(2026, 12, 18), DayKind.SCHOOL_DAY),
    ],
)
def test_a_day_is_what_it_is_to_any_school(desk: Desk, day: date, kind: DayKind) -> None:
    assert month_view(desk, day.replace(day=1)).day(day).kind is kind


@pytest.mark.parametrize("typed", ["2026-11", "Nov 2026", "november 2026", " NOV. 2026 "])
def test_a_month_is_read_as_people_write_it(typed: str) -> None:
    assert parse_month(typed, "MONTH") == NOVEMBER


@pytest.mark.parametrize("typed", ["2026-13", "Foo 2026", "November", "11/2026", "", "0001-01"])
def test_a_month_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="write a month as 2026-11 or Nov 2026"):
        parse_month(typed, "MONTH")


def test_a_breach_without_an_hour_is_due_on_the_day_that_ends_at_midnight(desk: Desk) -> None:
    """72 hours from the start of Monday end when Wednesday does: today, not tomorrow."""
    log_request(desk, NewRequest("breach", date(2026, 11, 23), "Sam Hill"))
    (row,) = page(desk, Query(filters=("band:today",))).rows
    assert (row.due, row.last_day, row.days_left(desk.today)) == (
        "2026-11-26T00:00", date(2026, 11, 25), 0,
    )  # fmt: skip
    assert row.band(desk.now) == "today"
    view = month_view(desk, NOVEMBER)
    assert [day.on for day in view.days if day.due] == [desk.today]
