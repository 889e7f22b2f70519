"""The first line of a clock gives the date that counts now, and never `late` for a met duty."""

from datetime import date, datetime, time

import pytest

from dpo_console.law.calendar.schools import School, TermCalendar
from dpo_console.law.clock import read_clock
from dpo_console.law.explaining.headline import headline, left_words
from dpo_console.law.model import Fact
from tests.law.worked import worked_examples

NOW = datetime(2026, 11, 25, 12)


def line(kind: str, received: date, *facts: tuple[str, date], now: datetime = NOW) -> str:
    given = [_fact("received", received, 1)]
    given += [_fact(name, on, number) for number, (name, on) in enumerate(facts, 2)]
    return headline(read_clock(kind, given, School(), now.date()), now)


def _fact(name: str, on: date, number: int) -> Fact:
    at: time | None = on.time() if isinstance(on, datetime) else None
    return Fact(name, date(on.year, on.month, on.day), at=at, id=number)


SEPTEMBER = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("responded", date(2026, 9, 29), "answered Tue 29 Sep 2026, on time"),
        ("responded", date(2026, 10, 1), "answered Thu 1 Oct 2026, on time"),
        ("responded", date(2026, 10, 2), "1 day late when answered Fri 2 Oct 2026"),
        ("responded", date(2026, 10, 6), "5 days late when answered Tue 6 Oct 2026"),
        ("withdrawn", date(2026, 9, 29), "withdrawn Tue 29 Sep 2026, on time"),
    ],
)
def test_a_duty_that_is_met_is_never_late_by_today(name: str, on: date, said: str) -> None:
    assert line("sar", SEPTEMBER, (name, on)) == said


def test_a_limit_that_a_public_interest_test_moved_is_lawfully_extended() -> None:
    clock = next(e for e in worked_examples() if e.id == "FOI-69").clock()
    found = headline(clock, datetime(2026, 12, 14, 12))
    assert found == "lawfully extended to Wed 20 Jan 2027, in 37 days"


def test_a_duty_met_while_the_clock_stood() -> None:
    asked = ("id_requested", date(2026, 9, 2))
    found = line("sar", SEPTEMBER, asked, ("withdrawn", date(2026, 10, 20)))
    assert found == "withdrawn Tue 20 Oct 2026, on time: the clock had not started"


def test_a_target_that_is_met() -> None:
    found = line("disclosure", SEPTEMBER, ("responded", date(2026, 9, 9)))
    assert found == "answered Wed 9 Sep 2026; no date is set by law"


def test_what_runs_and_what_is_late() -> None:
    assert line("sar", date(2026, 11, 2)) == "due Wed 2 Dec 2026, in 7 days"
    assert line("sar", date(2026, 10, 26)) == "due Thu 26 Nov 2026, tomorrow"
    assert line("sar", date(2026, 10, 25)) == "due Wed 25 Nov 2026, today"
    assert line("sar", SEPTEMBER) == "due Thu 1 Oct 2026, 55 days late"


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2026, 11, 26, 1, 0), "in 37 h 20 min"),
        (datetime(2026, 11, 27, 13, 20, 30), "in 59 min"),
        (datetime(2026, 11, 27, 14, 20), "in 0 min"),
        (datetime(2026, 11, 27, 14, 50), "late by 30 min"),
        (datetime(2026, 11, 27, 16, 20), "late by 2 h"),
        (datetime(2026, 12, 1, 15, 20), "late by 4 days 1 h"),
    ],
)
def test_a_breach_counts_hours_and_minutes(now: datetime, left: str) -> None:
    found = line("breach", datetime(2026, 11, 24, 14, 20), now=now)
    assert found == f"due Fri 27 Nov 2026 14:20, {left}"


def test_hours_left_over_a_change_of_clocks_are_those_that_really_pass() -> None:
    assert left_words(datetime(2026, 10, 27, 11), datetime(2026, 10, 24, 12)) == "in 72 h"


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            ("reported", datetime(2026, 11, 25, 11, 30)),
            "reported to the Commissioner Wed 25 Nov 2026 11:30, on time",
        ),
        (
            ("reported", datetime(2026, 11, 25, 12)),
            "30 min late when reported to the Commissioner Wed 25 Nov 2026 12:00",
        ),
        (("reported", date(2026, 11, 25)), "reported to the Commissioner Wed 25 Nov 2026, on time"),
        (("not_reportable", date(2026, 11, 24)), "judged not reportable Tue 24 Nov 2026, on time"),
    ],
)
def test_a_breach_that_was_reported(fact: tuple[str, date], said: str) -> None:
    assert line("breach", datetime(2026, 11, 22, 11, 30), fact) == said


def test_after_the_acknowledgement_of_a_complaint_its_outcome_counts() -> None:
    received, acknowledged = date(2026, 10, 20), ("acknowledged", date(2026, 10, 25))
    assert line("complaint", received, acknowledged) == (
        "tell the outcome: our own target is Sun 20 Dec 2026, in 25 days"
    )
    told = ("outcome_told", date(2026, 11, 24))
    found = line("complaint", received, acknowledged, told)
    assert found == "acknowledged Sun 25 Oct 2026, on time"
    assert line("complaint", date(2026, 9, 20), ("acknowledged", date(2026, 9, 25))) == (
        "tell the outcome: our own target is Fri 20 Nov 2026, 5 days ago"
    )


def test_after_an_urgent_release_its_record_counts() -> None:
    found = line("disclosure", date(2026, 11, 20), ("released_urgently", date(2026, 11, 20)))
    assert found == "complete the record of the urgent release: due Mon 23 Nov 2026, 2 days late"


def test_what_the_clock_waits_for() -> None:
    received = date(2026, 11, 1)
    identity = ("id_requested", date(2026, 11, 2))
    question = ("clarification_requested", date(2026, 11, 3))
    assert line("sar", received, identity) == (
        "not started: waiting for proof of identity since Mon 2 Nov 2026; "
        "if it comes today, due Tue 29 Dec 2026"
    )
    assert line("sar", received, question).startswith(
        "stopped: waiting for the clarification since Tue 3 Nov 2026; "
    )
    assert line("sar", received, identity, question).startswith(
        "not started: waiting for proof of identity since Mon 2 Nov 2026 and "
        "the clarification since Tue 3 Nov 2026; "
    )


def test_no_date() -> None:
    assert line("disclosure", date(2026, 11, 10)) == (
        "no date set by law; our own target is Tue 8 Dec 2026"
    )
    assert line("foi", date(2026, 11, 10)) == "no date can be given yet; see below"


def test_a_stopped_clock_whose_terms_end_too_soon() -> None:
    school = School(terms=TermCalendar(((date(2026, 11, 3), date(2026, 11, 27)),)))
    facts = [
        Fact("received", date(2026, 11, 9), id=1),
        Fact("fee_requested", date(2026, 11, 16), id=2),
    ]
    found = headline(read_clock("foi", facts, school, NOW.date()), NOW)
    assert found == "stopped: waiting for the fee since Mon 16 Nov 2026; see below"


def test_of_further_duties_the_one_that_is_due_first_leads() -> None:
    ends = date(2026, 11, 20)
    facts = [("released", date(2026, 11, 12)), ("destruction_due", ends), ("review_due", ends)]
    said = line("disclosure", date(2026, 11, 10), *facts)
    assert said == "review the sharing: due Fri 20 Nov 2026, 5 days late"
