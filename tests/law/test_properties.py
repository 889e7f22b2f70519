"""The properties that hold of the clock for any facts."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Fact
from tests.law.worked import TODAY

DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))
RIGHTS = st.sampled_from(
    ["sar", "rectification", "erasure", "restriction", "portability", "objection"]
)
NAMES = {
    "id_requested": "id_received",
    "authority_requested": "authority_received",
    "fee_requested": "fee_paid",
    "clarification_requested": "clarification_received",
}


@st.composite
def questions(draw: st.DrawFn, received: date) -> list[tuple[str, date]]:
    """Draw up to four questions, answered or not, and perhaps a notice of extension."""
    facts = []
    for _ in range(draw(st.integers(0, 4))):
        asked = received + timedelta(days=draw(st.integers(0, 50)))
        name = draw(st.sampled_from(sorted(NAMES)))
        facts.append((name, asked))
        if draw(st.booleans()):
            facts.append((NAMES[name], asked + timedelta(days=draw(st.integers(0, 20)))))
    if draw(st.booleans()):
        notified = received + timedelta(days=draw(st.integers(0, 50)))
        facts.append(("extension_notified", notified))
    return facts


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, date, list[tuple[str, date]]]:
    """Draw a kind, a day of receipt and facts."""
    received = draw(DAYS)
    return draw(RIGHTS), received, draw(questions(received))


def read(kind: str, received: date, facts: Sequence[tuple[str, date]]) -> Clock:
    numbered = [Fact(name, on, id=number) for number, (name, on) in enumerate(facts, 2)]
    return read_clock(kind, [Fact("received", received, id=1), *numbered], School(), TODAY)


def day(moment: date | None) -> date:
    assert moment is not None
    return moment


@given(cases(), st.integers(0, 50), st.integers(0, 20))
def test_a_further_pause_never_brings_the_date_forward(
    case: tuple[str, date, list[tuple[str, date]]], after: int, length: int
) -> None:
    _, received, facts = case
    before = read("sar", received, facts)
    assume(before.due is not None)
    asked = received + timedelta(days=after)
    pause = [
        ("clarification_requested", asked),
        ("clarification_received", asked + timedelta(days=length)),
    ]
    assume(all(name not in dict(pause) for name, _ in facts))
    after_it = read("sar", received, [*facts, *pause]).due
    assert after_it is None or after_it >= day(before.due)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters_for_different_days(
    case: tuple[str, date, list[tuple[str, date]]], random: Random
) -> None:
    kind, received, facts = case
    assume(len({on for _, on in facts}) == len(facts))
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert read(kind, received, shuffled) == read(kind, received, facts)


@given(cases())
def test_taking_an_extension_away_restores_the_date(
    case: tuple[str, date, list[tuple[str, date]]],
) -> None:
    kind, received, facts = case
    plain = [f for f in facts if f[0] not in ("extension_notified", "clarification_requested",
                                              "clarification_received")]  # fmt: skip
    before = read(kind, received, plain)
    assume(before.due is not None)
    extended = read(kind, received, [*plain, ("extension_notified", received)])
    assert extended.due is None or extended.due > day(before.due)
    assert read(kind, received, plain) == before


@given(DAYS, st.integers(0, 10), st.integers(0, 10), st.integers(1, 12))
def test_correcting_the_receipt_keeps_the_pauses(
    received: date, asked: int, length: int, earlier: int
) -> None:
    assume(
        (received >= date(2026, 2, 5)) == (received - timedelta(days=earlier) >= date(2026, 2, 5))
    )
    first = received + timedelta(days=asked + 1)
    pause = [
        ("clarification_requested", first),
        ("clarification_received", first + timedelta(days=length)),
    ]
    found = read("sar", received, pause)
    corrected = read("sar", received - timedelta(days=earlier), pause)
    assert corrected.paused_days == found.paused_days
    assert day(corrected.due) <= day(found.due)


@given(cases())
def test_a_right_is_due_on_a_working_day(
    case: tuple[str, date, list[tuple[str, date]]],
) -> None:
    clock = read(*case)
    for due in (clock.due, clock.extension_notice_by, clock.due_if_answered_today):
        assert due is None or calendars.is_working_day(due)


@given(cases(), st.integers(1, 200), st.sampled_from(sorted(NAMES)))
def test_an_overdue_case_stays_overdue_whatever_is_asked_then(
    case: tuple[str, date, list[tuple[str, date]]], late: int, name: str
) -> None:
    kind, received, facts = case
    before = read(kind, received, facts)
    assume(before.due is not None)
    last = max([day(before.due), *(on for _, on in facts)])
    then = last + timedelta(days=late)
    more = [(name, then), (NAMES[name], then), ("extension_notified", then)]
    assume(all(asked != name for asked, _ in facts))
    after = read(kind, received, [*facts, *more])
    assert (after.due, after.status) == (before.due, before.status)


@given(cases())
def test_safe_by_is_never_later_than_due_and_act_by_never_later_than_safe_by(
    case: tuple[str, date, list[tuple[str, date]]],
) -> None:
    clock = read(*case)
    if clock.due:
        assert day(clock.safe_by) <= clock.due
    if clock.safe_by:
        assert case[1] <= day(clock.act_by) <= clock.safe_by


@given(cases())
def test_a_right_has_a_working_day_to_aim_for(
    case: tuple[str, date, list[tuple[str, date]]],
) -> None:
    clock = read(*case)
    assert clock.act_by is None or calendars.is_working_day(clock.act_by)


@given(cases())
def test_no_due_date_exactly_while_the_clock_stands(
    case: tuple[str, date, list[tuple[str, date]]],
) -> None:
    clock = read(*case)
    assert (clock.due is None) == (clock.status != "running")
    assert (clock.due is None) == (clock.due_if_answered_today is not None)
    assert (clock.due is None) == (clock.stopped_since is not None)


@given(cases(), st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_a_date_that_is_settled_does_not_depend_on_today(
    case: tuple[str, date, list[tuple[str, date]]], today: date
) -> None:
    kind, received, facts = case
    clock = read(kind, received, facts)
    numbered = [Fact(name, on, id=number) for number, (name, on) in enumerate(facts, 2)]
    other = read_clock(kind, [Fact("received", received, id=1), *numbered], School(), today)
    assert (other.due, other.safe_by) == (clock.due, clock.safe_by)
