"""The short account of an answer agrees with the whole clock."""

from datetime import date, datetime, time, timedelta
from random import Random

from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Deadline, Fact
from dpo_console.law.reckoning.reckoning import bearing, given, owed
from dpo_console.law.statutes import kinds
from tests.law.random_cases import random_case
from tests.law.worked import TODAY, calendars

CASES = 1_500


def first_met(clock: Clock) -> Deadline | None:
    return next((d for d in clock.deadlines if d.statutory and d.met_on and d.due), None)


def test_an_answer_is_given_as_the_clock_tells_it() -> None:
    random, seen, stopped = Random(3), 0, 0
    for _ in range(CASES):
        case = random_case(random)
        received = next(f.on for f in case.facts if f.name == "received")
        answer = Fact("responded", received + timedelta(days=random.randrange(60)), id=99)
        facts = (*case.facts, answer)
        clock = read_clock(case.kind, facts, case.school, TODAY, explained=False)
        told, met = given(case.kind, facts, case.school, TODAY), first_met(clock)
        assert (told is None) == (met is None)
        if told and met:
            assert (told.by.on, told.due) == (met.met_on, met.due)
            assert (told.received, told.stopped) == (clock.received, clock.paused_days)
            seen, stopped = seen + 1, stopped + bool(told.stopped)
    assert seen > CASES / 3 > stopped > CASES / 30


def test_what_only_meets_a_limit_leaves_it_as_receipt_alone_gives_it() -> None:
    school = School(terms=calendars()["A"])
    for kind in kinds():
        for received in (date(2024, 10, 7), date(2026, 1, 30), date(2026, 9, 1)):
            alone = Fact("received", received, time(9, 30))
            limits = owed(kind, alone, school, TODAY)
            names = {name for limit in limits for name in limit.met_by} - bearing(kind, frozenset())
            for name in names:
                facts = (alone, Fact(name, received + timedelta(days=40), id=1))
                clock = read_clock(kind, facts, school, TODAY, explained=False)
                lawful = [d.due for d in clock.deadlines if d.statutory and d.due is not None]
                assert [limit.due for limit in limits] == lawful


def test_a_breach_is_owed_by_the_minute_and_a_sharing_not_at_all() -> None:
    aware = Fact("received", date(2026, 11, 2), time(9, 30))
    (report,) = owed("breach", aware, School(), TODAY)
    assert report.due == datetime(2026, 11, 5, 9, 30)
    assert report.met_by == ("reported", "not_reportable")
    assert owed("disclosure", aware, School(), TODAY) == ()
    named = {"answer_by", "released", "destruction_due", "extension_notified"}
    assert named <= bearing("disclosure", frozenset())


def test_breach_judged_not_reportable_is_no_answer_given() -> None:
    aware = Fact("received", date(2026, 11, 2), time(9, 30), id=1)
    judged = Fact("not_reportable", date(2026, 11, 3), id=2)
    reported = Fact("reported", date(2026, 11, 4), time(9, 0), id=3)
    assert given("breach", (aware, judged), School(), TODAY) is None
    found = given("breach", (aware, judged, reported), School(), TODAY)
    assert found is not None
    assert found.by == reported
