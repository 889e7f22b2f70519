"""Reasons and questions at the act, or added to it later."""

from datetime import date, datetime

import pytest

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.case import case_view, why_not
from dpo_console.casework.checklist.assessing import say
from dpo_console.casework.facts import correct_fact, record_fact
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.undo import undo, undoing
from dpo_console.errors import NotAllowed, Refused
from dpo_console.letters.catalogue import letter_kind
from tests.conftest import DeskOf

ASKED = date(2026, 11, 9)
STOPPED, ONE_MONTH = None, "2026-12-02"
EXTENDED = "2027-02-02"


@pytest.fixture
def sar(desk: Desk) -> str:
    return log_request(desk, NewRequest("sar", date(2026, 11, 2), "Jane Doe")).reference


@pytest.fixture
def breach(desk: Desk) -> str:
    aware = datetime(2026, 11, 24, 9)
    return log_request(desk, NewRequest("breach", aware, "Ben Hale")).reference


def due(desk: Desk, reference: str) -> str | None:
    return case_view(desk, reference).row.due


def test_reason_recorded_later_lets_the_question_count_from_its_own_day(
    desk: Desk, sar: str
) -> None:
    record_fact(desk, sar, "clarification_requested", ASKED)
    assert due(desk, sar) == ONE_MONTH
    record_fact(desk, sar, "clarification_requested", ASKED, note="Which years?")
    case = case_view(desk, sar)
    assert (case.row.due, case.clock.stopped_since) == (STOPPED, ASKED)
    assert [f.name for f in case.facts if f.superseded_by is None].count(
        "clarification_requested"
    ) == 1
    assert "Which years?" in case.timeline[-1].text


def test_reason_without_a_day_goes_to_the_fact_that_lacks_it(desk: Desk, sar: str) -> None:
    record_fact(desk, sar, "extension_notified", ASKED)
    assert "extension_notified" not in why_not(desk, case_view(desk, sar)).values()
    record_fact(desk, sar, "extension_notified", None, note="Complex: nine mailboxes")
    assert due(desk, sar) == EXTENDED


def test_what_a_third_party_is_never_asked_for_leads_to_the_letter_that_asks(desk: Desk) -> None:
    request = NewRequest("disclosure", date(2026, 11, 2), "Zoe Lane")
    reference = log_request(desk, request).reference
    reason = why_not(desk, case_view(desk, reference))["clarification_received"]
    assert reason.startswith("“Clarification asked for” isn't a step of this kind of case.")
    assert letter_kind("more-information").title in reason


def test_a_kind_without_that_letter_names_only_the_question(desk: Desk, breach: str) -> None:
    reason = why_not(desk, case_view(desk, breach))["id_received"]
    assert reason.endswith("isn't a step of this kind of case.")


def test_public_interest_test_extends_once_its_words_are_recorded(desk: Desk) -> None:
    foi = log_request(desk, NewRequest("foi", date(2026, 11, 2), "Jane Doe")).reference
    before = due(desk, foi)
    record_fact(desk, foi, "public_interest_notified", ASKED)
    assert due(desk, foi) == before
    record_fact(desk, foi, "public_interest_notified", None, note="s.43(2), by 8 January 2027")
    case = case_view(desk, foi)
    assert case.clock.lawfully_extended
    assert case.row.due != before


def test_reason_by_a_correction_of_the_same_day_counts(desk: Desk, sar: str) -> None:
    record_fact(desk, sar, "extension_notified", ASKED)
    fact = case_view(desk, sar).facts[-1].id
    correct_fact(desk, sar, fact, on=ASKED, why="Complex: nine mailboxes")
    assert due(desk, sar) == EXTENDED


def test_correction_of_the_day_gives_no_reason(desk: Desk, sar: str) -> None:
    record_fact(desk, sar, "extension_notified", ASKED)
    fact = case_view(desk, sar).facts[-1].id
    correct_fact(desk, sar, fact, on=date(2026, 11, 10), why="It was the day after")
    assert due(desk, sar) == ONE_MONTH


def test_correction_of_the_day_keeps_a_reason(desk: Desk, sar: str) -> None:
    record_fact(desk, sar, "extension_notified", ASKED, note="Complex")
    fact = case_view(desk, sar).facts[-1].id
    correct_fact(desk, sar, fact, on=date(2026, 11, 10), why="It was the day after")
    assert due(desk, sar) == EXTENDED


def test_undoing_a_reason_leaves_the_fact_without_it(desk: Desk, sar: str) -> None:
    record_fact(desk, sar, "extension_notified", ASKED)
    record_fact(desk, sar, "extension_notified", ASKED, note="Complex")
    undo(desk, undoing(desk, sar))
    case = case_view(desk, sar)
    assert case.row.due == ONE_MONTH
    assert "the reason for the extension isn't recorded" in " ".join(case.clock.warnings)


def test_second_question_of_another_day_is_a_question_of_its_own(desk: Desk, sar: str) -> None:
    record_fact(desk, sar, "clarification_requested", ASKED)
    record_fact(desk, sar, "clarification_requested", date(2026, 11, 16), note="Which years?")
    case = case_view(desk, sar)
    assert case.clock.stopped_since == date(2026, 11, 16)


def test_breach_is_judged_not_reportable_only_with_weighing_and_reason(
    desk: Desk, breach: str
) -> None:
    with pytest.raises(Refused, match="weigh the risk before"):
        record_fact(desk, breach, "not_reportable", desk.today, note="Deleted unread")
    say(desk, breach, {"breach.likelihood": "unlikely", "breach.severity": "low"})
    with pytest.raises(Refused, match="say why a risk"):
        record_fact(desk, breach, "not_reportable", desk.today)
    assert due(desk, breach) == "2026-11-27T09:00"
    record_fact(desk, breach, "not_reportable", desk.today, note="Deleted unread")
    assert due(desk, breach) is None


def test_weighing_that_is_withdrawn_lets_the_hours_run_again(desk: Desk, breach: str) -> None:
    say(desk, breach, {"breach.likelihood": "unlikely", "breach.severity": "low"})
    record_fact(desk, breach, "not_reportable", desk.today, note="Deleted unread")
    say(desk, breach, {"breach.likelihood": ""})
    case = case_view(desk, breach)
    assert (case.row.due, case.row.next_act) == ("2026-11-27T09:00", "particulars")


def test_only_the_dpo_judges_a_breach_not_reportable(desk_of: DeskOf, desk: Desk) -> None:
    aware = datetime(2026, 11, 24, 9)
    reference = log_request(desk, NewRequest("breach", aware, "Ben Hale")).reference
    say(desk, reference, {"breach.likelihood": "unlikely", "breach.severity": "low"})
    for slug in ("clerk", "dsl"):
        with pytest.raises(NotAllowed, match="the DPO may"):
            record_fact(desk_of(slug), reference, "not_reportable", desk.today, note="Nothing")
