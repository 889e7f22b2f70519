"""The dates if a question were asked or answered, or an extension notified, today."""

from datetime import date, time, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dpo_console.law.calendar.schools import School, SchoolType
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import EXTENSION, notices, questions
from dpo_console.law.model import Fact, Status
from dpo_console.law.statutes import kinds, statute
from dpo_console.law.what_if import WhatIf, WhatIfs
from tests.each import each
from tests.law.random_cases import random_case
from tests.law.worked import calendars

RECEIVED = Fact("received", date(2026, 9, 1), id=1)
TODAY = date(2026, 9, 3)
SCHOOL = School(terms=calendars()["A"])


def what_ifs(kind: str, *facts: Fact, today: date = TODAY) -> WhatIfs:
    return WhatIfs(statute(kind), [RECEIVED, *facts], SCHOOL, today)


def if_asked(kind: str, *facts: Fact, name: str = "clarification_requested") -> WhatIf:
    return what_ifs(kind, *facts).asked(name)


def test_a_clarification_that_is_answered_in_a_week() -> None:
    found = if_asked("sar")
    assert (found.clock.due, found.clock.safe_by) == (date(2026, 10, 9), date(2026, 10, 8))
    assert found.sentence == (
        "If the clarification is asked for today and comes 7 days later, on Thu 10 Sep 2026, the "
        "date will be Fri 9 Oct 2026, not Thu 1 Oct 2026. A stricter reading of the law "
        "gives Thu 8 Oct 2026: aim for that day. To extend as well, tell the requester by "
        "Fri 9 Oct 2026, or to be safe by Thu 8 Oct 2026. The stricter reading: some hold that "
        "the clock restarts on the day a clarification is answered."
    )


def test_a_question_that_starts_the_clock_says_from_when_the_time_runs() -> None:
    told = if_asked("sar", name="id_requested").sentence
    assert "on Thu 10 Sep 2026, the time runs from that day, and the date could be" in told
    assert "the time runs" not in if_asked("sar").sentence, "a clarification stops the clock"


def test_what_moves_nothing_is_told_of_asking_in_general() -> None:
    told = [one.sentence for one in what_ifs("breach").all()]
    assert any(one.startswith("Asking for clarification doesn't move the date: ") for one in told)
    assert any(one.startswith("A notice of extension doesn't move the date: ") for one in told)


def test_it_can_be_supposed_of_another_day_than_today() -> None:
    earlier = WhatIfs(statute("sar"), [RECEIVED], SCHOOL, date(2026, 9, 20), date(2026, 9, 3))
    found = earlier.asked("clarification_requested")
    assert found.clock.due == if_asked("sar").clock.due
    assert found.sentence.startswith("If the clarification is asked for on Thu 3 Sep 2026 ")
    late = WhatIfs(statute("sar"), [RECEIVED], SCHOOL, date(2026, 9, 20), date(2026, 10, 5))
    assert late.asked("clarification_requested").clock.due == date(2026, 10, 1)


def test_identity_tells_what_holds_if_asking_was_not_justified() -> None:
    found = if_asked("sar", name="id_requested")
    assert found.clock.due == date(2026, 10, 12)
    assert "aim for" not in found.in_short, "one day alone is safe"
    assert "was not justified, the date is Thu 1 Oct 2026. To be safe, work to" in found.in_short
    assert "the date could be Mon 12 Oct 2026" in found.in_short
    assert "To extend as well" not in found.in_short, "one day alone is given for that"
    assert "Contested" not in found.sentence


def test_the_day_to_aim_for_says_why_it_lies_before_the_stricter_date() -> None:
    asked = Fact("clarification_requested", date(2026, 9, 2), id=2)
    (found, *_) = what_ifs("sar", asked, today=date(2026, 9, 4)).all()
    assert "gives Sat 3 Oct 2026: aim for Fri 2 Oct 2026, the last school day before it." in (
        found.sentence
    )


def test_an_extension_says_when_the_notice_must_be_given() -> None:
    found = what_ifs("sar").extended()
    assert found.clock.due == date(2026, 12, 1)
    assert found.sentence == (
        "If the notice of extension is given today, the date will be Tue 1 Dec 2026, not "
        "Thu 1 Oct 2026. The notice must be given, with the reasons, by Thu 1 Oct 2026."
    )


def test_a_public_interest_test_says_what_it_would_do() -> None:
    found = what_ifs("foi").of("public_interest_notified")
    assert found
    assert found.sentence.startswith(
        "If the notice of a public interest test is given today, the date will be Wed 4 Nov 2026, "
        "not Tue 29 Sep 2026. Wed 4 Nov 2026 is the latest that the ICO expects."
    )


def test_too_late_says_why_nothing_moves() -> None:
    late = what_ifs("sar", today=date(2026, 10, 2))
    assert late.extended().clock.due == date(2026, 10, 1)
    stays = "the date stays Thu 1 Oct 2026, because the limit has passed."
    assert late.extended().sentence.endswith(f"{stays} It is kept, but it doesn't count.")
    (only,) = late.all()
    assert only.sentence == (
        "The limit of Thu 1 Oct 2026 has passed, so it isn't moved any more by proof of identity, "
        "proof of authority to act, the fee, the clarification or the notice of extension."
    )


def test_a_kind_that_cannot_be_stopped_says_why() -> None:
    found = if_asked("rectification")
    assert found.clock.due == date(2026, 10, 1)
    assert "Art 12A(5)" in found.sentence


def test_the_supposed_answer_closes_the_supposed_question_only() -> None:
    found = if_asked("sar", Fact("clarification_requested", date(2026, 9, 2), id=2))
    assert found.clock.status is Status.PAUSED
    assert (
        "the clarification is awaited too. If the clarification came today, the" in found.sentence
    )


def test_what_is_waited_for_comes_first_and_is_not_asked_again() -> None:
    found = what_ifs("sar", Fact("clarification_requested", date(2026, 9, 2), id=2)).all()
    assert found[0].facts == ("clarification_received",)
    assert found[0].sentence.startswith("If the clarification comes today, the date will be Mon 5 ")
    assert ("clarification_requested",) not in [what_if.facts for what_if in found]


def test_an_extended_case_is_not_extended_again() -> None:
    found = what_ifs("sar", Fact(EXTENSION, date(2026, 9, 2), id=2)).all()
    assert (EXTENSION,) not in [what_if.facts for what_if in found]


def test_what_is_met_is_not_moved_any_more() -> None:
    assert what_ifs("sar", Fact("responded", date(2026, 9, 2), id=2)).all() == ()


def test_a_clarification_starts_the_time_of_an_foi_request_anew() -> None:
    found = if_asked("foi")
    assert found.clock.starts == date(2026, 9, 10)
    assert ", not Tue 29 Sep 2026." in found.sentence


@each(kind=kinds())
def test_every_question_and_notice_moves_something_or_says_why_not(kind: str) -> None:
    received = Fact("received", date(2026, 9, 1), time(9), id=1)
    found = WhatIfs(statute(kind), [received], SCHOOL, TODAY).all()
    named = [name for what_if in found for name in what_if.facts]
    tested = ["public_interest_notified"] if kind in ("foi", "eir") else []
    assert sorted(named) == sorted([*questions(), EXTENSION, *tested])
    moved = [w for w in found if w.clock.due != read_clock(kind, [received], SCHOOL, TODAY).due]
    counted = {by for v in statute(kind).versions[-1:] for by in v.questions}
    assert {name for w in moved for name in w.facts} - notices() == counted


def test_what_is_neither_question_nor_answer_supposes_nothing() -> None:
    assert what_ifs("sar").of("acknowledged") is None
    assert what_ifs("sar").of("clarification_requested") == if_asked("sar")


@given(st.integers(0, 25), st.integers(0, 40), st.sampled_from(("id", "clarification")))
def test_answered_today_is_what_the_clock_says_it_would_be(
    asked: int, later: int, what: str
) -> None:
    day = date.fromordinal(RECEIVED.on.toordinal() + asked)
    today = date.fromordinal(day.toordinal() + later)
    stopped = what_ifs("sar", Fact(f"{what}_requested", day, id=2), today=today)
    found = stopped.answered(f"{what}_received")
    assert found.clock.due == stopped.now.due_if_answered_today


@each(seed=range(40))
def test_whatever_the_facts_are_there_is_an_answer(seed: int) -> None:
    random = Random(seed)
    case = random_case(random)
    today = case.facts[0].on + timedelta(days=random.randrange(90))
    supposing = WhatIfs(statute(case.kind), case.facts, case.school, today)
    for found in supposing.all():
        assert found.sentence.endswith(".")
        assert found.facts
    assert supposing.now == read_clock(case.kind, case.facts, case.school, today)


def test_where_no_law_binds_it_is_the_target_that_moves() -> None:
    free = WhatIfs(statute("foi"), [RECEIVED], School(SchoolType.INDEPENDENT, SCHOOL.terms), TODAY)
    found = free.asked("clarification_requested")
    assert "our own target will be Thu 8 Oct 2026, not Tue 29 Sep 2026." in found.sentence
    assert found.clock.due is None


def test_nothing_is_added_to_the_facts() -> None:
    found = what_ifs("sar")
    found.all()
    assert found.facts == (RECEIVED,)
    assert found.clock_with().due == date(2026, 10, 1)


def test_a_safe_date_stays_where_something_else_is_awaited_too() -> None:
    waits = Fact("authority_requested", date(2026, 9, 2), id=2)
    found = if_asked("sar", waits, name="id_requested")
    assert "still no date: proof of authority to act is awaited too." in found.sentence
    assert "The safest deadline stays Thu 1 Oct 2026." in found.sentence
    assert "Contested" not in found.sentence


def test_no_law_moves_the_target_of_a_school_that_none_binds() -> None:
    school = School(SchoolType.ACADEMY, SCHOOL.terms)
    found = WhatIfs(statute("educational-record"), [RECEIVED], school, TODAY).all()
    assert {f.sentence.split(": ")[-1] for f in found} == {
        "no law sets it here, and it is our own target."
    }
