"""Statistics count a case as overdue only where the law, an order or a notice set its day."""

from dataclasses import replace
from datetime import date

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.reports.overdue import OverdueCase, overdue_cases
from dpo_console.cases.reports.statistics import statistics
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
