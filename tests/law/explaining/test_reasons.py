"""Questions, notices and judgements count only with their reason."""

from datetime import date, time

import pytest

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Fact, Status
from tests.law.worked import calendars

SCHOOL = School(terms=calendars()["A"])
TODAY = date(2026, 9, 30)
RECEIVED = Fact("received", date(2026, 9, 7), id=1)
ONE_MONTH = date(2026, 10, 7)


def clock(kind: str, *facts: Fact, today: date = TODAY) -> Clock:
    return read_clock(kind, [RECEIVED, *facts], SCHOOL, today)


def bare(name: str, day: int) -> Fact:
    return Fact(name, date(2026, 9, day), id=2, reasoned=False)


ANSWERED = Fact("clarification_received", date(2026, 9, 18), id=3)


@pytest.mark.parametrize(
    ("kind", "fact", "missing", "would_be"),
    [
        ("sar", "clarification_requested", "the question", "stops; if the answer came today"),
        ("sar", "id_requested", "the reason for doubting who asks", "stops; if"),
        ("sar", "authority_requested", "the reason for asking", "stops; if"),
        ("sar", "extension_notified", "the reason for the extension", "the date is Mon 7 Dec 2026"),
        ("erasure", "id_requested", "the reason for doubting who asks", "stops; if"),
        ("eir", "extension_notified", "the reason for the extension", "the date is"),
        ("foi", "clarification_requested", "the question", "stops; if"),
        (
            "foi",
            "public_interest_notified",
            "the exemption with an estimated date",
            "the date is Tue 10 Nov 2026",
        ),
    ],
)
def test_fact_without_its_reason_moves_nothing_and_tells_the_date_it_would_give(
    kind: str, fact: str, missing: str, would_be: str
) -> None:
    without, plain = clock(kind, bare(fact, 9)), clock(kind)
    assert (without.due, without.safe_by, without.status) == (
        plain.due, plain.safe_by, Status.RUNNING,
    )  # fmt: skip
    told = "\n".join(without.warnings)
    assert f"{missing} isn't recorded: it counts for nothing." in told
    assert would_be in told
    assert any(missing in step.text for step in without.steps)


def test_question_without_its_words_tells_the_date_that_they_would_give() -> None:
    asked = bare("clarification_requested", 9)
    found = clock("sar", asked, ANSWERED)
    assert found.due == ONE_MONTH
    assert "Once you record it, the date is Mon 19 Oct 2026." in " ".join(found.warnings)
    assert "doesn't count" not in " ".join(found.warnings)


def test_question_asked_after_the_limit_moves_nothing_even_with_its_words() -> None:
    asked = Fact("clarification_requested", date(2026, 10, 12), id=2, reasoned=False)
    found = clock("sar", asked, today=date(2026, 10, 20))
    assert "Recording it doesn't change the date, because the limit had passed." in " ".join(
        found.warnings
    )


def test_kind_that_counts_no_clarification_says_only_that() -> None:
    told = " ".join(clock("erasure", bare("clarification_requested", 9)).warnings)
    assert "moves nothing here" in told
    assert "isn't recorded" not in told


def test_fee_needs_no_reason_to_count() -> None:
    asked = Fact("fee_requested", date(2026, 9, 9), id=2, reasoned=False)
    assert clock("sar", asked).status is Status.WAITING_TO_START


def test_judgement_without_its_reason_leaves_the_hours_running() -> None:
    aware = Fact("received", date(2026, 9, 7), time(9), id=1)
    judged = Fact("not_reportable", date(2026, 9, 8), id=2, reasoned=False)
    found = read_clock("breach", [aware, judged], SCHOOL, TODAY)
    assert found.deadlines[0].met_on is None
    assert "The time to report runs until both are recorded." in " ".join(found.warnings)
