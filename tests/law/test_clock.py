"""The clock beside the dates: deadlines, duties met, governing law and refusals."""

from datetime import date, time, timedelta

import pytest

from dpo_console.cases.sharing.scope_items import DAYS_TO_CERTIFY
from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import School, TermCalendar
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Fact, Standing, Status

TODAY = date(2026, 11, 24)
RECEIVED = Fact("received", date(2026, 11, 10), id=1)


def clock(kind: str, *facts: tuple[str, date]) -> Clock:
    numbered = [Fact(name, on, id=number) for number, (name, on) in enumerate(facts, 2)]
    return read_clock(kind, [RECEIVED, *numbered], School(), TODAY)


def deadlines(found: Clock) -> list[tuple[str, str, date | None, date | None]]:
    return [(d.what, d.standing.value, d.due, d.met_on) for d in found.deadlines]


def test_a_complaint_has_an_acknowledgement_in_law_and_an_outcome_as_the_offices_target() -> None:
    found = clock("complaint")
    assert deadlines(found) == [
        ("acknowledgement", "statutory", date(2026, 12, 10), None),
        ("outcome", "target", date(2027, 1, 10), None),
    ]
    assert found.target == date(2027, 1, 10)


@pytest.mark.parametrize("name", ["acknowledged", "outcome_told", "responded"])
def test_a_complaint_is_acknowledged_by_an_outcome_too(name: str) -> None:
    found = clock("complaint", (name, date(2026, 11, 20)))
    acknowledgement, outcome = found.deadlines
    assert acknowledgement.met_on == date(2026, 11, 20)
    assert (outcome.met_on is None) == (name == "acknowledged")


def test_an_urgent_release_waits_for_its_record_and_then_for_the_certificate() -> None:
    found = clock(
        "disclosure",
        ("released_urgently", date(2026, 11, 13)),
        ("destruction_due", date(2027, 7, 31)),
    )
    assert deadlines(found) == [
        ("answer", "target", date(2026, 12, 8), date(2026, 11, 13)),
        ("completion", "agreed", date(2026, 11, 16), None),
        ("certificate", "agreed", date(2027, 8, 14), None),
    ]


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (None, date(2026, 12, 27)),
        (date(2026, 12, 18), date(2026, 12, 27)),
        (date(2027, 1, 5), date(2027, 1, 5)),
    ],
)
def test_terms_are_awaited_as_long_as_the_letter_gave(told: date | None, due: date) -> None:
    received = Fact("received", date(2026, 11, 25), id=1)
    offered = Fact("terms_offered", date(2026, 11, 29), id=2, answer_by=told)
    found = read_clock("disclosure", [received, offered], School(), date(2026, 11, 30))
    (terms,) = (d for d in found.deadlines if d.what == "terms")
    assert terms.due == due
    said = " ".join(step.text for step in terms.steps)
    assert ("or the day that our letter gives, which is later" in said) is (
        due != date(2026, 12, 27)
    )


def test_letters_and_clock_give_the_same_days_for_a_certificate() -> None:
    ends = date(2027, 7, 31)
    facts = [("released", date(2026, 11, 13)), ("destruction_due", ends)]
    (due,) = (d.due for d in clock("disclosure", *facts).deadlines if d.what == "certificate")
    assert due == ends + timedelta(days=DAYS_TO_CERTIFY)


def test_a_certificate_is_awaited_only_once_data_were_released() -> None:
    before = clock("disclosure", ("destruction_due", date(2027, 7, 31)))
    after = clock(
        "disclosure",
        ("released", date(2026, 11, 13)),
        ("destruction_due", date(2027, 7, 31)),
        ("certificate_received", date(2027, 8, 2)),
    )
    assert [d.what for d in before.deadlines] == ["answer"]
    assert deadlines(after)[1:] == [
        ("certificate", "agreed", date(2027, 8, 14), date(2027, 8, 2)),
    ]


@pytest.mark.parametrize("name", ["reported", "not_reportable"])
def test_a_breach_is_met_by_a_report_or_a_judgement(name: str) -> None:
    assert clock("breach", (name, date(2026, 11, 12))).deadlines[0].met_on == date(2026, 11, 12)


@pytest.mark.parametrize("kind", ["sar", "foi", "disclosure", "educational-record", "ehc-advice"])
@pytest.mark.parametrize("name", ["responded", "withdrawn"])
def test_an_answer_or_a_withdrawal_meets_the_answer(kind: str, name: str) -> None:
    assert clock(kind, (name, date(2026, 11, 20))).deadlines[0].met_on == date(2026, 11, 20)


def test_an_answer_dated_before_receipt_meets_nothing() -> None:
    found = clock("sar", ("responded", date(2026, 11, 9)))
    assert found.deadlines[0].met_on is None
    assert any("lies before receipt" in warning for warning in found.warnings)


def test_a_target_is_no_limit_and_never_due() -> None:
    found = clock("disclosure")
    assert (found.due, found.status) == (None, Status.NO_LIMIT)
    assert found.deadlines[0].standing is Standing.TARGET
    assert found.deadlines[0].status is Status.NO_LIMIT


def test_a_day_before_the_law_that_is_kept_is_refused() -> None:
    for kind in ("sar", "foi", "breach", "exam-results"):
        with pytest.raises(BadInput, match="no earlier law is kept here"):
            read_clock(kind, [Fact("received", date(2018, 5, 24))], School(), TODAY)


def test_the_first_day_of_the_law_is_counted() -> None:
    found = read_clock("sar", [Fact("received", date(2018, 5, 25))], School(), TODAY)
    assert found.due == date(2018, 6, 25)


def test_an_unknown_kind_and_no_receipt_are_refused() -> None:
    with pytest.raises(BadInput, match="There is no kind"):
        read_clock("sarr", [RECEIVED], School(), TODAY)
    with pytest.raises(BadInput, match="record when it was received"):
        read_clock("sar", [], School(), TODAY)


def test_beyond_the_known_bank_holidays_there_is_no_date() -> None:
    found = read_clock("sar", [Fact("received", date(2032, 12, 15))], School(), TODAY)
    assert (found.due, found.status) == (None, Status.RUNNING)
    assert found.safe_by == date(2033, 1, 15)
    assert any("bank holidays are missing" in warning for warning in found.warnings)


def test_a_time_of_day_moves_only_what_is_counted_in_hours() -> None:
    late = Fact("received", date(2026, 11, 10), at=time(23, 59))
    assert read_clock("sar", [late], School(), TODAY).due == date(2026, 12, 10)
    assert str(read_clock("breach", [late], School(), TODAY).due) == "2026-11-13 23:59:00"


def test_an_unknown_fact_is_told_and_passed_over() -> None:
    found = clock("sar", ("moon_landing", date(2026, 11, 12)))
    assert found.due == date(2026, 12, 10)
    assert any("is no fact that is known here" in warning for warning in found.warnings)


def test_what_was_asked_while_the_clock_stood_counts() -> None:
    found = clock(
        "sar",
        ("clarification_requested", date(2026, 11, 16)),
        ("id_requested", date(2026, 12, 14)),
        ("id_received", date(2026, 12, 16)),
        ("clarification_received", date(2026, 12, 18)),
    )
    assert found.starts == date(2026, 12, 16)
    assert found.paused_days == 2
    assert found.due == date(2027, 1, 18)


def test_not_started_outranks_stopped() -> None:
    found = clock(
        "sar",
        ("clarification_requested", date(2026, 11, 16)),
        ("id_requested", date(2026, 11, 17)),
    )
    assert found.status is Status.WAITING_TO_START
    assert found.stopped_since == date(2026, 11, 16)


def test_dates_alone_are_the_same_dates() -> None:
    facts = [RECEIVED, Fact("clarification_requested", date(2026, 11, 12), id=2)]
    full = read_clock("sar", facts, School(), TODAY)
    bare = read_clock("sar", facts, School(), TODAY, explained=False)
    assert (bare.steps, bare.warnings) == ((), ())
    assert full.steps
    names = ("due", "due_if_answered_today", "safe_by", "act_by", "paused_days", "status")
    assert [getattr(bare, n) for n in names] == [getattr(full, n) for n in names]


@pytest.mark.parametrize(("last", "due"), [(6, None), (7, date(2026, 10, 7))])
def test_the_60th_working_day_counts_only_within_the_schools_calendar(
    last: int, due: date | None
) -> None:
    closed_long = TermCalendar(
        (
            (date(2026, 7, 6), date(2026, 7, 17)),
            (date(2026, 10, 6), date(2026, 10, last)),
        )
    )
    found = read_clock(
        "foi", [Fact("received", date(2026, 7, 10))], School(terms=closed_long), TODAY
    )
    assert found.due == due
