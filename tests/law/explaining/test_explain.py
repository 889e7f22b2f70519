"""A solicitor can follow each step, and steps and dates never disagree."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.law.calendar.calendars import is_working_day, school_days
from dpo_console.law.calendar.schools import School, SchoolType
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import questions
from dpo_console.law.model import Clock, Deadline, Fact, Standing, Status, day_of
from dpo_console.law.statutes import kinds, statute
from tests.law.random_cases import random_case
from tests.law.worked import TODAY, calendars, fact, worked_examples


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
        ("2026-10-01", "One month: the same date in the next month"),
        (
            "2026-10-13",
            "Clock stopped for 12 days: clarification asked for on Thu 3 Sep 2026, "
            "clarification received on Mon 14 Sep 2026; both days are left out",
        ),
        (
            "2026-10-13",
            "Answer: due by the end of this day, a working day in England, so the date isn't moved",
        ),
        ("2026-10-13", "Last day to tell the requester of an extension"),
        (
            "2026-10-12",
            "Safest deadline: some hold that the clock restarts on the day a clarification is "
            "answered",
        ),
        (
            "2026-10-12",
            "Day to aim for, now passed: the last school day on or before the safest deadline",
        ),
    ]


@given(st.randoms(use_true_random=False))
def test_steps_stand_in_order_of_their_days_but_for_the_day_to_aim_for(random: Random) -> None:
    case = random_case(random)
    for deadline in read_clock(case.kind, case.facts, case.school, TODAY).deadlines:
        aims = ("Safest deadline", "Aim for this day", "Day to aim for", "If ")
        days = [day_of(s.on) for s in deadline.steps if s.on and not s.text.startswith(aims)]
        assert days == sorted(days)


def test_a_roll_names_the_holidays_it_passes() -> None:
    text = " ".join(step.text for step in example("SAR-14").steps)
    assert (
        "Fri 25 Dec to Mon 28 Dec are not working days (Christmas Day, Saturday, Sunday, "
        "Boxing Day, substitute day), so due by the end of Tue 29 Dec" in text
    )


def test_an_extension_names_its_notice_and_runs_from_the_start() -> None:
    found = steps(example("SAR-54"))
    text = "Extended, by notice of Mon 28 Sep 2026, to three months, from the same start"
    assert ("2026-12-01", text) in found
    assert not any("Last day to tell" in text for _, text in found)


def test_a_public_interest_test_is_explained_by_its_law_and_its_expectation() -> None:
    clock = example("FOI-69")
    (step,) = [step for step in clock.steps if step.text.startswith("Lawfully extended")]
    assert (step.on, step.law) == (date(2027, 1, 20), "FOIA 2000 s.10(3), 17(2)")
    assert "the notice of a public interest test on Fri 20 Nov 2026" in step.text
    assert "the same limit again, from Tue 8 Dec 2026. 20 school days: day 1 is Wed 9" in step.text
    found = steps(clock)
    assert ("2026-12-08", "Notice was due by Tue 8 Dec 2026, given Fri 20 Nov 2026") in found
    assert "no reading of the law gives an earlier one" not in str(found)


def test_a_pause_within_a_public_interest_test_is_explained_to_its_date() -> None:
    (pause,) = [step for step in example("FOI-74").steps if "Clock stopped" in step.text]
    assert pause.on == date(2027, 1, 25)
    assert pause.text.startswith("Clock stopped for 3 working days")


def test_an_extension_to_a_month_without_that_date_says_so() -> None:
    notice = ("extension_notified", date(2026, 12, 1))
    text = " ".join(
        text for _, text in steps(read("sar", ("received", date(2026, 11, 30)), notice))
    )
    assert "from the same start: the last day of that month, which has no day 30" in text


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
    assert "our target" in clock.steps[-1].text


def test_every_kind_explains_itself_with_its_law() -> None:
    for kind in kinds():
        clock = read(kind, ("received", date(2026, 11, 10)), ("answer_by", date(2026, 12, 1)))
        for deadline in clock.deadlines:
            if deadline.due and statute(kind).binds:
                assert any(step.law for step in deadline.steps)


def test_school_days_can_be_counted_again() -> None:
    assert steps(example("EDR-01"))[1] == (
        "2026-11-30",
        "15 school days: day 1 is Tue 10 Nov; no school 14-15, 21-22, 28-29 Nov",
    )


def test_of_two_limits_the_one_that_ends_first_is_counted_and_the_other_named() -> None:
    assert steps(example("FOI-51"))[1][1] == (
        "20 school days: day 1 is Tue 10 Nov; no school 14-15, 21-22, 28-29 Nov, 5-6 Dec; "
        "not counted: 30 Nov (Saint Andrew's Day in Scotland); a bank holiday anywhere in the UK "
        "is left out; the date is this or 60 working days (Mon 8 Feb 2027), whichever is sooner"
    )
    assert steps(example("FOI-53"))[1][1].startswith("60 working days: day 1 is Tue 14 Jul; not ")


def test_holidays_between_terms_are_one_stretch() -> None:
    assert "no school 12-13 Dec, 19 Dec-4 Jan, 9-10 Jan" in steps(example("EDR-03"))[1][1]


def test_working_days_name_the_holidays_left_out() -> None:
    assert steps(example("EIR-01"))[1][1] == (
        "20 working days: day 1 is Tue 10 Nov; not counted: weekends, "
        "30 Nov (Saint Andrew's Day in Scotland); "
        "a bank holiday anywhere in the UK is left out"
    )


def test_exam_results_name_the_announcement_and_the_date_that_lost() -> None:
    assert steps(example("EXM-01"))[1][1] == (
        "40 days from the announcement on Thu 20 Aug 2026: day 1 is Fri 21 Aug; "
        "the date is this or five months from receipt (Tue 10 Nov 2026), whichever is sooner"
    )
    assert (
        steps(example("EXM-54"))[1][1]
        == "Five months from receipt: the same date five months later"
    )


def test_overlapping_pauses_say_how_many_further_days() -> None:
    found = read(
        "sar",
        ("received", date(2026, 9, 1)),
        ("clarification_requested", date(2026, 9, 3)),
        ("clarification_requested", date(2026, 9, 7)),
        ("clarification_received", date(2026, 9, 9)),
        ("clarification_received", date(2026, 9, 11)),
    )
    pauses = [text.split(":")[0] for _, text in steps(found) if text.startswith("Clock")]
    assert pauses == ["Clock stopped for 7 days", "Clock stopped for 2 further days"]


def test_a_fee_takes_out_working_days() -> None:
    clock = example("FOI-57")
    (pause,) = [s for s in clock.steps if s.text.startswith("Clock stopped")]
    assert pause.text == (
        "Clock stopped for 5 working days: fee asked for on Mon 16 Nov 2026, fee paid on "
        "Fri 20 Nov 2026; both days are left out; then no school 12-13 Dec"
    )


def test_a_question_from_before_the_start_leaves_out_days_after_it_only() -> None:
    found = read(
        "sar",
        ("received", date(2026, 9, 1)),
        ("id_requested", date(2026, 9, 2)),
        ("clarification_requested", date(2026, 9, 5)),
        ("id_received", date(2026, 9, 10)),
        ("clarification_received", date(2026, 9, 14)),
    )
    (pause,) = [text for _, text in steps(found) if text.startswith("Clock stopped")]
    assert pause.startswith("Clock stopped for 4 days")
    assert pause.endswith("only days after the start on Thu 10 Sep 2026 are left out")


def test_asked_and_answered_on_one_day() -> None:
    day = date(2026, 9, 3)
    found = read(
        "sar",
        ("received", date(2026, 9, 1)),
        ("clarification_requested", day),
        ("clarification_received", day),
    )
    text = (
        "Clock stopped for 1 day: clarification asked for and received on Thu 3 Sep 2026; "
        "that day is left out"
    )
    assert ("2026-10-02", text) in steps(found)


def test_while_identity_is_awaited_the_month_has_not_started() -> None:
    found = read("sar", ("received", date(2026, 11, 1)), ("id_requested", date(2026, 11, 2)))
    text = (
        "Proof of identity asked for on Mon 2 Nov 2026: not received yet; the month has not started"
    )
    assert ("2026-11-02", text) in steps(found)


def test_an_extension_says_when_its_notice_was_due_and_given() -> None:
    (notice,) = [s for s in example("SAR-54").steps if s.text.startswith("Notice was due")]
    assert notice.text == "Notice was due by Thu 1 Oct 2026, given Mon 28 Sep 2026"
    assert notice.law == "UK GDPR Art 12A(3), (4)"


def test_what_came_late_cites_the_law_that_it_missed() -> None:
    found = read(
        "sar",
        ("received", date(2026, 9, 1)),
        ("clarification_requested", date(2026, 10, 5)),
        ("extension_notified", date(2026, 10, 9)),
    )
    laws = [step.law for step in found.steps if "moves nothing" in step.text]
    assert laws == ["UK GDPR Art 12A(5), (6)", "UK GDPR Art 12A(3), (4)"]


def test_what_came_before_the_new_law_says_so() -> None:
    old, new = example("CMP-52"), example("CMP-51")
    assert old.steps[1].text.startswith("Received before 19 June 2026: no duty in law")
    assert "SI 2026/82 reg 7" in old.steps[1].law
    assert not any("Received before" in step.text for step in new.steps)


def test_a_school_that_is_not_bound_has_a_target_and_no_law() -> None:
    for name in ("EDR-53", "FOI-63", "FOI-67"):
        clock = example(name)
        assert not any(step.law for step in clock.steps), name
        assert clock.steps[1].text.startswith("No limit in law for a")
        assert clock.steps[2].text.startswith("Our own target, ")


PUPIL_INFORMATION = "Education Act 1996 s.537A; SI 2013/2094 reg 5"


@pytest.mark.parametrize(
    ("kind", "type_", "law"),
    [
        ("foi", SchoolType.MAINTAINED, "FOIA 2000 s.10(1), (6); SI 2004/3364 reg 3"),
        ("foi", SchoolType.ACADEMY, "FOIA 2000 s.10(1), (6); SI 2010/2768 reg 2"),
        (
            "pupil-information",
            SchoolType.NON_MAINTAINED_SPECIAL,
            PUPIL_INFORMATION,
        ),
    ],
)
def test_only_the_regulations_for_the_type_of_school_are_cited(
    kind: str, type_: SchoolType, law: str
) -> None:
    school = School(type_, calendars()["A"])
    assert read(kind, ("received", date(2026, 11, 9)), school=school).steps[1].law == law


def test_an_order_is_its_own_law() -> None:
    clock = example("DSC-52")
    assert clock.steps[1].text == "The day set in the order, notice or letter"
    assert clock.steps[1].law == "source: the order or notice itself"


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (
            datetime(2026, 10, 24, 12),
            "72 hours; clocks go back on Sun 25 Oct, so the time of day is an hour earlier",
        ),
        (
            datetime(2027, 3, 27, 8, 30),
            "72 hours; clocks go forward on Sun 28 Mar, so the time of day is an hour later",
        ),
        (datetime(2026, 11, 24, 14, 20), "72 hours"),
    ],
)
def test_a_breach_over_a_change_of_clocks_says_so(received: datetime, words: str) -> None:
    assert read("breach", ("received", received)).steps[1].text == words


def test_a_day_that_nothing_moves_says_so() -> None:
    text = " ".join(text for _, text in steps(example("RET-51")))
    assert "even though it isn't a working day (Saturday)" in text


def end(deadline: Deadline) -> str:
    """Return the step that gives the date itself."""
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
        safest = [s.on for s in clock.steps if s.text.startswith("Safest deadline")]
        assert safest == [clock.safe_by] or (not safest and clock.safe_by == first.due)


@given(st.randoms(use_true_random=False))
def test_the_ground_of_the_day_to_aim_for_is_true(random: Random) -> None:
    case = random_case(random)
    clock = read_clock(case.kind, case.facts, case.school, TODAY)
    for step in clock.steps:
        if "aim for" not in step.text.casefold() or step.text.startswith("If "):
            continue
        aim = clock.act_by
        assert aim is not None
        assert step.text.startswith("Aim for this day" if aim >= TODAY else "Day to aim for, now")
        assert (step.on, "no working day" in step.text) == (aim, False)
        is_school_day = case.terms is not None and aim in school_days(case.terms)
        assert ("last school day" in step.text) == is_school_day
        assert is_working_day(aim)


def test_a_duty_that_was_done_has_no_day_to_aim_for() -> None:
    received = ("received", date(2026, 11, 3))
    aims = [text for _, text in steps(read("complaint", received)) if "Aim for" in text]
    assert aims == [
        "Aim for this day: the last working day on or before the safest deadline",
    ]
    done = read("complaint", received, ("acknowledged", date(2026, 11, 5)))
    assert not any("Aim for" in text for _, text in steps(done))


ASKED = date(2026, 11, 19)


def test_a_stopped_clock_names_what_it_awaits_beside_the_day_to_aim_for() -> None:
    clock = read("sar", ("received", date(2026, 11, 16)), ("clarification_requested", ASKED))
    found = steps(clock)
    told = [text for _, text in found]
    assert any(
        text.startswith("Answer: by this day, if the clarification comes today: the clock will")
        for text in told
    )
    assert (
        "2026-12-21",
        "If the clarification comes today, aim for this day: the last working day on or before "
        "Mon 21 Dec 2026, the safest deadline on a stricter reading",
    ) in found


def test_a_clock_that_awaits_two_things_names_both() -> None:
    identity = ("id_requested", date(2026, 11, 17))
    clock = read(
        "sar", ("received", date(2026, 11, 16)), identity, ("clarification_requested", ASKED)
    )
    both = "proof of identity and the clarification come today"
    assert any(text.startswith(f"Answer: by this day, if {both}") for _, text in steps(clock))


@given(st.randoms(use_true_random=False))
def test_the_day_to_aim_for_if_the_answer_comes_today_is_the_one_that_then_counts(
    random: Random,
) -> None:
    case = random_case(random)
    clock = read_clock(case.kind, case.facts, case.school, TODAY)
    told = [step.on for step in clock.steps if ", aim for this day" in step.text]
    answers = [questions()[name] for name, asked in clock.waits_for if asked <= TODAY]
    if told and len(answers) == len(clock.waits_for):
        then = read_clock(
            case.kind,
            (*case.facts, *(fact(name, TODAY, 90 + n) for n, name in enumerate(answers))),
            case.school,
            TODAY,
        )
        assert told == [then.act_by]


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


def test_a_duty_that_was_met_is_not_said_to_be_due() -> None:
    facts = [
        Fact("received", date(2026, 11, 27), time(16, 40)),
        Fact("not_reportable", date(2026, 11, 28), reasoned=True),
    ]
    clock = read_clock("breach", facts, School(), date(2026, 11, 29))
    report = next(step.text for step in clock.steps if step.text.startswith("Report to"))
    assert report == (
        "Report to the Commissioner: due by 16:40 on this day; nights, weekends and holidays "
        "count. Met by “Judged not reportable” on Sat 28 Nov 2026"
    )
    answered = [Fact("received", date(2026, 11, 2)), Fact("responded", date(2026, 11, 20))]
    steps = read_clock("sar", answered, School(), date(2026, 11, 29)).steps
    assert not [s for s in steps if "Aim for" in s.text or "Last day to tell" in s.text]
