"""A solicitor can follow each step, and steps and dates never disagree."""

from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Deadline, Fact, School, Standing, Status
from dpo_console.law.statutes import kinds
from tests.law.random_cases import random_case
from tests.law.worked import TODAY, fact, worked_examples


def steps(clock: Clock) -> list[tuple[str, str]]:
    return [(str(step.on), step.text) for step in clock.steps]


def read(kind: str, *facts: tuple[str, date], school: School | None = None) -> Clock:
    numbered = [fact(name, on, number) for number, (name, on) in enumerate(facts, 1)]
    return read_clock(kind, numbered, school or School(), TODAY)


def example(name: str) -> Clock:
    return next(e for e in worked_examples() if e.id == name).clock()


def test_the_picture_of_the_design() -> None:
    assert steps(example("SAR-51")) == [
        ("2026-09-01", "Received; recognised on Wed 2 Sep 2026"),
        ("2026-10-01", "One month: the same date in that month"),
        (
            "2026-10-13",
            "Clock stopped for 12 days: clarification asked for on Thu 3 Sep 2026, "
            "clarification received on Mon 14 Sep 2026; neither end day counts",
        ),
        (
            "2026-10-13",
            "Answer: due by the end of this day, a working day in England: no roll",
        ),
        ("2026-10-12", "Safe by: if the day of a clarification's answer counts as running"),
        ("2026-10-12", "Act by: the last school day up to then"),
        ("2026-10-13", "Last day to tell the requester of an extension"),
    ]


def test_a_roll_names_the_holidays_it_passes() -> None:
    text = " ".join(step.text for step in example("SAR-14").steps)
    assert (
        "Fri 25 Dec 2026 is none (Christmas Day, Saturday, Sunday, Boxing Day (observed))" in text
    )


def test_an_extension_names_its_notice_and_runs_from_the_start() -> None:
    found = steps(example("SAR-54"))
    text = "Extended, by notice of Mon 28 Sep 2026, to three months, from the same start"
    assert ("2026-12-01", text) in found
    assert not any("Last day to tell" in text for _, text in found)


def test_of_two_notices_the_first_is_named() -> None:
    notices = [("extension_notified", date(2026, 9, day)) for day in (20, 25)]
    found = read("sar", ("received", date(2026, 9, 1)), *notices)
    assert "by notice of Sun 20 Sep 2026" in " ".join(step.text for step in found.steps)


def test_a_start_names_what_it_waited_for() -> None:
    found = steps(example("SAR-24"))
    text = "Proof of identity received (asked for on Tue 8 Sep 2026): the clock starts"
    assert found[1] == ("2026-09-21", text)


def test_what_came_late_is_a_step_that_moves_nothing() -> None:
    found = steps(example("SAR-53"))
    text = "Clarification asked for: after the limit of Thu 1 Oct 2026, so it moves nothing"
    assert ("2026-10-05", text) in found


def test_a_month_without_that_date_is_said() -> None:
    text = " ".join(text for _, text in steps(example("SAR-03")))
    assert "One month: the last day of that month, which has no day 31" in text


def test_a_target_is_never_shown_as_law() -> None:
    clock = read("disclosure", ("received", date(2026, 11, 10)))
    assert "the office's own target, not a limit in law" in clock.steps[-1].text


def test_every_kind_explains_itself_with_its_law() -> None:
    for kind in kinds():
        clock = read(kind, ("received", date(2026, 11, 10)), ("answer_by", date(2026, 12, 1)))
        for deadline in clock.deadlines:
            if deadline.due:
                assert any(step.law for step in deadline.steps)


def end(deadline: Deadline) -> str:
    """The step that gives the date itself."""
    (text,) = [str(s.on) for s in deadline.steps if s.text.startswith(f"{deadline.title}: ")]
    return text


@given(st.randoms(use_true_random=False))
def test_the_explanation_and_the_date_agree(random: Random) -> None:
    case = random_case(random)
    clock = read_clock(case.kind, case.facts, case.school, TODAY)
    first = clock.deadlines[0]
    if first.due:
        assert end(first) == str(first.due)
    elif first.status in (Status.PAUSED, Status.WAITING_TO_START) and clock.due_if_answered_today:
        assert end(first) == str(clock.due_if_answered_today)
    starts = {step.on for step in clock.steps}
    assert clock.received in starts
    if first.standing is not Standing.TARGET:
        assert clock.starts in starts
    if clock.safe_by:
        assert [s.on for s in clock.steps if s.text.startswith("Safe by")] == [clock.safe_by]


@given(st.randoms(use_true_random=False))
def test_the_steps_of_a_pause_add_up(random: Random) -> None:
    case = random_case(random)
    clock = read_clock(case.kind, case.facts, case.school, TODAY)
    words = [s.text.split() for s in clock.steps if s.text.startswith("Clock stopped for")]
    if clock.status is Status.RUNNING:
        assert sum(int(text[3]) for text in words) == clock.paused_days


def test_a_breach_is_explained_to_the_minute() -> None:
    moment = datetime(2026, 11, 24, 14, 20)
    clock = read("breach", ("received", moment))
    assert [step.on for step in clock.steps[:3]] == [moment, *[moment + timedelta(hours=72)] * 2]


def test_facts_in_another_order_explain_the_same() -> None:
    facts = [
        Fact("received", date(2026, 9, 1), id=1),
        Fact("clarification_requested", date(2026, 9, 3), id=2),
        Fact("clarification_received", date(2026, 9, 14), id=3),
    ]
    forward = read_clock("sar", facts, School(), TODAY)
    assert read_clock("sar", facts[::-1], School(), TODAY) == forward
