from datetime import datetime

import pytest

from tests.cli.conftest import Run

KEYS = [
    "kind", "received", "starts", "due", "due_if_answered_today", "safe_by", "act_by", "target",
    "extension_notice_by", "paused_days", "status", "steps", "warnings", "stopped_since",
    "chase_on", "may_close_on",
]  # fmt: skip


def clock(bare: Run, *arguments: str) -> dict[str, object]:
    ran = bare("--today", "2026-11-25", "clock", *arguments, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, object] = ran.json
    return found


def test_the_keys_are_those_that_scripts_rely_on(bare: Run) -> None:
    found = clock(bare, "sar", "2026-09-01")
    assert list(found) == KEYS
    steps = found["steps"]
    assert isinstance(steps, list)
    assert all(list(step) == ["on", "text", "law"] for step in steps)


def test_type_of_school_that_means_two_is_refused(bare: Run) -> None:
    ran = bare("--today", "2026-11-25", "clock", "foi", "2026-11-09", "--school-type", "special")
    assert ran.code == 2
    assert (
        "maintained for a community special school, special-academy or non-maintained-special"
        in ran.err
    )


def test_a_clarification_stops_the_clock_and_its_answer_starts_it_again(bare: Run) -> None:
    asked = ("--event", "clarification_requested=2026-09-07")
    found = clock(bare, "sar", "2026-09-01", *asked)
    assert (found["status"], found["due"]) == ("paused", None)
    answered = ("--event", "clarification_received=2026-09-14")
    found = clock(bare, "sar", "2026-09-01", *asked, *answered)
    assert (found["due"], found["safe_by"]) == ("2026-10-09", "2026-10-08")
    assert (found["paused_days"], found["status"]) == (8, "running")


def test_a_breach_counts_hours_across_the_change_of_clocks(bare: Run) -> None:
    found = clock(bare, "breach", "2027-03-27T08:30")
    assert (found["received"], found["due"]) == ("2027-03-27T08:30", "2027-03-30T09:30")


def test_school_days_need_the_terms(bare: Run) -> None:
    terms = ("2026-11-03..2026-12-18", "2027-01-05..2027-02-12")
    given = [part for term in terms for part in ("--term", term)]
    assert clock(bare, "foi", "2026-11-07", *given)["due"] == "2026-12-07"
    without = clock(bare, "foi", "2026-11-07")
    assert without["due"] is None
    assert without["warnings"]


def test_a_regulation_that_does_not_bind_an_academy_gives_it_a_target(bare: Run) -> None:
    term = ("--term", "2026-11-03..2026-12-18")
    bound = clock(bare, "educational-record", "2026-11-09", *term)
    free = clock(bare, "educational-record", "2026-11-09", *term, "--school-type", "academy")
    assert (bound["due"], bound["status"]) == ("2026-11-30", "running")
    assert (free["due"], free["status"]) == (None, "no_limit")
    assert free["target"]


def test_an_order_sets_its_own_date(bare: Run) -> None:
    found = clock(bare, "disclosure", "2026-11-20", "--event", "answer_by=2026-12-10")
    assert found["due"] == "2026-12-10"
    assert clock(bare, "disclosure", "2026-11-20")["status"] == "no_limit"


def test_the_explanation_names_the_date_and_the_law(bare: Run) -> None:
    ran = bare("--today", "2026-09-20", "clock", "sar", "1 Sep 2026")
    assert ran.code == 0
    assert "due Thu 1 Oct 2026, in 11 days" in ran.out
    assert "Art 12A" in ran.out


def test_a_breach_counts_the_hours_left_from_the_minute(
    bare: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        "14:20, in 50 h 20 min"
        in bare("--today", "2026-11-25", "clock", "breach", "2026-11-24T14:20").out
    )
    minute = datetime(2026, 11, 27, 14, 50)
    monkeypatch.setattr("dpo_console.cli.invocation.london_now", lambda: minute)
    assert "14:20, late by 30 min" in bare("clock", "breach", "2026-11-24T14:20").out


def test_a_duty_that_is_met_is_not_late(bare: Run) -> None:
    answered = ("--event", "responded=2026-09-29")
    found = bare("--today", "2026-11-25", "clock", "sar", "2026-09-01", *answered)
    assert "answered Tue 29 Sep 2026, on time" in found.out
    assert "late" not in found.out


def test_the_first_line_wraps_at_the_width_of_the_terminal(
    bare: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("os.isatty", lambda _: True)
    asked = ("--event", "id_requested=2026-11-02", "--event", "fee_requested=2026-11-03")
    found = bare("--today", "2026-11-25", "clock", "sar", "2026-11-01", *asked).out
    assert "waiting for proof of identity since" in found
    assert max(map(len, found.splitlines())) <= 80


def test_a_minute_that_never_was_is_refused(bare: Run) -> None:
    ran = bare("--today", "2026-11-25", "clock", "breach", "2027-03-28T01:30")
    assert (ran.code, ran.out) == (2, "")
    assert "never showed 01:30" in ran.err


def test_kinds_say_what_the_law_allows_and_how_a_case_can_end(bare: Run) -> None:
    ran = bare("kinds", "--json")
    rows = {row["slug"]: row for row in ran.json}
    assert list(rows["sar"]) == ["slug", "title", "limit", "law", "outcomes"]
    assert "1 month" in rows["sar"]["limit"]
    assert len(rows) == 23
    assert all(row["title"] and row["law"] and row["outcomes"] for row in rows.values())
    assert "72 hours" in bare("kinds").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sra", "2026-09-01"), "sar"),
        (("sar", "2026-02-30"), "not a day"),
        (("sar", "31/9/26"), "not a day"),
        (("sar", "2026-09-01", "--event", "clarified=2026-09-02"), "clarif"),
        (("sar", "2026-09-01", "--event", "recognised"), "NAME=DATE"),
        (("sar", "2026-09-01", "--event", "recognised=soon"), "not a day"),
        (("foi", "2026-09-01", "--term", "2026-12-18..2026-11-03"), "after the last"),
        (("foi", "2026-09-01", "--term", "2026-12-18"), "FROM..TO"),
        (("sar", "1999-09-01"), "1999"),
        (("sar", "2026-09-01", "--school-type", "grammar"), "academy"),
        (("sar",), "RECEIVED"),
    ],
)
def test_what_means_nothing_is_refused_in_a_sentence(
    bare: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = bare("--today", "2026-11-25", "clock", *arguments, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_law_that_nobody_checked_for_a_year_is_told_once(bare: Run, dpo: Run, sar: str) -> None:
    sentence = "The law of every kind was last checked over a year ago, on Tue 24 Nov 2026"
    assert sentence in bare("--today", "2027-12-01", "kinds").err
    assert sentence not in bare("--today", "2027-11-24", "kinds").err
    assert dpo("verify", today="2027-12-01").err.count(sentence) == 1
    assert "was last checked on Tue 24 Nov 2026" in dpo("explain", sar, today="2027-12-01").out
