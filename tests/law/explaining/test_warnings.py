"""The warnings to an officer beside the dates."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from dpo_console.errors import BadInput
from dpo_console.law.calendar.schools import School, SchoolType, TermCalendar
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Fact
from tests.law.worked import calendars

TODAY = date(2026, 11, 24)
SCHOOL = School(terms=calendars()["A"])


def warnings(
    kind: str, received: date, *facts: Fact, school: School = SCHOOL, today: date = TODAY
) -> str:
    return "\n".join(
        read_clock(kind, [Fact("received", received, id=1), *facts], school, today).warnings
    )


def test_an_ordinary_request_needs_no_warning() -> None:
    assert warnings("sar", date(2026, 11, 10)) == ""


@pytest.mark.parametrize(("day", "told"), [(13, False), (14, True)])
def test_days_lost_before_recognition(day: int, told: bool) -> None:
    recognised = Fact("recognised", date(2026, 11, day), id=2)
    assert ("were lost, because" in warnings("sar", date(2026, 11, 10), recognised)) == told


def test_identity_always_tells_the_date_without_it() -> None:
    found = warnings(
        "sar",
        date(2026, 9, 7),
        Fact("id_requested", date(2026, 9, 8), id=2),
        Fact("id_received", date(2026, 9, 21), id=3),
    )
    assert found == (
        "If asking for proof of identity was not justified, the date is Wed 7 Oct 2026."
    )


def test_identity_asked_late_tells_to_ask_promptly_and_the_date_without_it() -> None:
    asked = Fact("id_requested", date(2026, 9, 15), id=2)
    found = warnings("sar", date(2026, 9, 7), asked)
    assert "Asking for proof of identity 8 days after receipt is late" in found
    assert "the date is Wed 7 Oct 2026" in found


def test_fee_without_a_reason_asks_for_one() -> None:
    asked = Fact("fee_requested", date(2026, 9, 8), id=2, reasoned=False)
    assert "no reason is recorded" in warnings("sar", date(2026, 9, 7), asked)


def test_identity_and_authority_both_outstanding_still_tell_a_date() -> None:
    asked = (
        Fact("id_requested", date(2026, 9, 8), id=2),
        Fact("authority_requested", date(2026, 9, 8), id=3),
    )
    found = warnings("sar", date(2026, 9, 7), *asked, today=date(2026, 10, 7))
    unjustified = "If asking for proof of identity was not justified, the safest deadline is"
    assert f"{unjustified} Wed 7 Oct 2026, whenever you get it." in found
    doubted = "To be safe, work to that day, and tell the requester of any extension by then."
    assert doubted in found
    assert doubted not in warnings("sar", date(2026, 9, 7), *asked, today=date(2026, 10, 8))


def test_a_contested_reading_is_named_in_a_sentence() -> None:
    found = warnings("complaint", date(2026, 10, 26))
    assert found == (
        "Contested: some hold that the day of receipt is day 1. On that reading, "
        "the date is Tue 24 Nov 2026. To be safe, aim for Tue 24 Nov 2026."
    )


def test_an_open_question_about_days_is_no_warning_for_others() -> None:
    assert warnings("foi", date(2026, 11, 9)) == ""


def test_a_fact_beside_the_point_is_told_once() -> None:
    found = warnings("sar", date(2026, 11, 10), Fact("reported", date(2026, 11, 12), id=2))
    assert found == (
        "Reported to the Commissioner on Thu 12 Nov 2026 moves nothing: "
        "the law doesn't count it in a subject access request."
    )


def test_several_days_for_one_thing() -> None:
    found = warnings(
        "disclosure",
        date(2026, 11, 10),
        Fact("answer_by", date(2026, 12, 8), id=2),
        Fact("answer_by", date(2026, 12, 1), id=3),
    )
    assert "2 days are recorded; the earliest, Tue 1 Dec 2026, counts" in found


def test_a_day_in_the_future_is_told_unless_it_is_set_ahead_or_supposed() -> None:
    ahead = Fact("answer_by", date(2026, 12, 8), id=2)
    supposed = Fact("acknowledged", date(2026, 12, 8), id=0)
    entered = Fact("acknowledged", date(2026, 12, 8), id=3)
    assert "lies in the future" not in warnings("disclosure", date(2026, 11, 10), ahead, supposed)
    assert "Acknowledged on Tue 8 Dec 2026 lies in the future" in warnings(
        "disclosure", date(2026, 11, 10), entered
    )


def test_an_answer_that_names_a_wrong_question_is_told() -> None:
    found = warnings(
        "sar",
        date(2026, 11, 10),
        Fact("clarification_requested", date(2026, 11, 11), id=2),
        Fact("clarification_received", date(2026, 11, 12), id=3, answers=1),
    )
    assert "names a question that it can't answer" in found


@pytest.mark.parametrize(("kind", "told"), [("foi", True), ("sar", False), ("eir", False)])
def test_a_calendar_that_ends_soon_is_told_where_school_days_count(kind: str, told: bool) -> None:
    short = School(terms=TermCalendar(((date(2026, 9, 2), date(2026, 12, 18)),)))
    found = warnings(kind, date(2026, 11, 9), school=short)
    assert ("term dates end on Fri 18 Dec 2026" in found) == told


@pytest.mark.parametrize(
    ("today", "told"), [(date(2027, 11, 24), False), (date(2027, 11, 25), True)]
)
def test_a_statute_that_was_checked_long_ago_is_told(today: date, told: bool) -> None:
    found = warnings("sar", date(2027, 11, 1), today=today)
    assert ("was last checked on Tue 24 Nov 2026" in found) == told


def test_a_school_that_is_not_bound_is_told_why() -> None:
    academy = School(SchoolType.ACADEMY, SCHOOL.terms)
    found = warnings("ctf", date(2026, 11, 9), school=academy)
    assert "DfE strongly encourages others" in found
    assert "sar" not in found


def test_a_question_on_a_rolled_day_is_told() -> None:
    found = warnings(
        "sar",
        date(2026, 9, 3),
        Fact("clarification_requested", date(2026, 10, 5), id=2),
        Fact("clarification_received", date(2026, 10, 8), id=3),
    )
    assert "Wed 7 Oct 2026, lies before the answer of Thu 8 Oct 2026" in found


def test_a_stopped_clock_says_which_term_dates_are_missing_and_what_is_safe() -> None:
    short = School(terms=TermCalendar(((date(2026, 11, 3), date(2026, 11, 27)),)))
    asked = Fact("fee_requested", date(2026, 11, 16), id=2)
    found = warnings("foi", date(2026, 11, 9), asked, school=short)
    assert (
        "If the fee comes today, no date can be given: term dates are missing for "
        "Sat 28 Nov 2026 to Thu 17 Dec 2026. Whatever they are, an answer by Thu 17 Dec 2026 is on "
        "time."
    ) in found


def test_a_day_to_answer_by_that_had_passed_at_receipt_is_told() -> None:
    order = Fact("answer_by", date(2026, 11, 7), id=2)
    found = warnings("disclosure", date(2026, 11, 10), order)
    assert "Sat 7 Nov 2026, lies before receipt on Tue 10 Nov 2026" in found
    order = Fact("answer_by", date(2026, 11, 10), id=2)
    assert "before receipt" not in warnings("disclosure", date(2026, 11, 10), order)


@pytest.mark.parametrize("kind", ["educational-record", "ctf"])
def test_a_school_that_is_not_bound_is_not_asked_for_term_dates(kind: str) -> None:
    found = warnings(kind, date(2026, 11, 9), school=School(SchoolType.ACADEMY))
    assert "term dates" not in found
    assert "our own target" in found


def test_another_school_is_not_offered_an_access_request() -> None:
    found = warnings("curricular-record", date(2026, 11, 9), school=School(SchoolType.ACADEMY))
    assert "(sar)" not in found


@pytest.mark.parametrize("kind", ["foi", "foi-review", "eir"])
def test_a_special_school_is_told_why_freedom_of_information_does_not_bind_it(kind: str) -> None:
    found = warnings(
        kind, date(2026, 11, 9), school=School(SchoolType.NON_MAINTAINED_SPECIAL, SCHOOL.terms)
    )
    assert "not a public authority" in found
    assert ("normally" in found) == (kind == "eir")


def test_a_minute_that_the_clocks_showed_twice_is_taken_early_and_told() -> None:
    twice = Fact("received", date(2026, 10, 25), at=time(1, 30), id=1)
    found = read_clock("breach", [twice], SCHOOL, TODAY)
    assert found.due == datetime(2026, 10, 28, 0, 30)
    assert any("showed 01:30 twice on Sun 25 Oct 2026" in w for w in found.warnings)
    once = Fact("received", date(2026, 10, 25), at=time(2, 0), id=1)
    assert not any("twice" in w for w in read_clock("breach", [once], SCHOOL, TODAY).warnings)


@pytest.mark.parametrize("name", ["received", "reported"])
def test_a_minute_that_the_clocks_never_showed_is_refused(name: str) -> None:
    received = Fact("received", date(2027, 3, 27), at=time(8, 30), id=1)
    never = Fact(name, date(2027, 3, 28), at=time(1, 30), id=2)
    facts = [never] if name == "received" else [received, never]
    with pytest.raises(BadInput, match="never showed 01:30 on Sun 28 Mar 2027"):
        read_clock("breach", facts, SCHOOL, TODAY)
    shown = Fact(name, date(2027, 3, 28), at=time(2, 0), id=2)
    assert read_clock("breach", [*facts[:-1], shown], SCHOOL, TODAY).due
    assert read_clock("sar", [Fact("received", never.on, at=never.at)], SCHOOL, TODAY).due


def notified(day: date, by_post: bool | None) -> str:
    notice = Fact("extension_notified", day, id=2, by_post=by_post)
    return warnings("sar", date(2026, 9, 1), notice)


@pytest.mark.parametrize(
    ("day", "given"),
    [(29, None), (30, "Fri 2 Oct 2026"), (28, None)],
    ids=["two days before", "the day before", "well before"],
)
def test_a_notice_that_was_posted_counts_when_it_arrives(day: int, given: str | None) -> None:
    found = notified(date(2026, 9, day), by_post=True)
    assert (f"it counts as given on {given}" in found) == bool(given)
    assert ("Interpretation Act 1978 s.7" in found) == bool(given)


def test_a_notice_posted_on_its_last_day_is_warned_about() -> None:
    found = notified(date(2026, 10, 1), by_post=True)
    assert "by post on Thu 1 Oct 2026, and the last day for it was Thu 1 Oct 2026" in found
    assert "counts as given on Mon 5 Oct 2026" in found


def test_a_notice_on_its_last_day_is_warned_about_unless_it_was_given_otherwise() -> None:
    assert "not merely posted" in notified(date(2026, 10, 1), by_post=None)
    assert notified(date(2026, 10, 1), by_post=False) == ""


def test_a_posted_notice_moves_the_date_all_the_same() -> None:
    facts = [Fact("received", date(2026, 9, 1)), Fact("extension_notified", date(2026, 10, 1))]
    posted = [facts[0], replace(facts[1], by_post=True)]
    dues = {read_clock("sar", given, SCHOOL, TODAY).due for given in (facts, posted)}
    assert dues == {date(2026, 12, 1)}


OUT_OF_ORDER = [
    ("sar", "extension_notified", "responded"),
    ("sar", "clarification_requested", "responded"),
    ("foi", "clarification_requested", "withdrawn"),
    ("sar", "acknowledged", "responded"),
    ("sar", "recognised", "acknowledged"),
    ("sar", "responded", "withdrawn"),
    ("breach", "not_reportable", "reported"),
    ("disclosure", "released", "certificate_received"),
    ("disclosure", "terms_signed", "released"),
    ("disclosure", "released_urgently", "record_completed"),
    ("complaint", "acknowledged", "outcome_told"),
]


@pytest.mark.parametrize(("kind", "later", "earlier"), OUT_OF_ORDER)
def test_what_comes_after_its_end_is_told(kind: str, later: str, earlier: str) -> None:
    received = date(2026, 11, 2)
    facts = [Fact(earlier, date(2026, 11, 9), id=2), Fact(later, date(2026, 11, 10), id=3)]
    assert "comes after “" in warnings(kind, received, *facts)
    same_day = [Fact(earlier, date(2026, 11, 9), id=2), Fact(later, date(2026, 11, 9), id=3)]
    assert "comes after “" not in warnings(kind, received, *same_day)


def test_a_reopened_case_may_be_asked_about_again() -> None:
    facts = [
        Fact("responded", date(2026, 11, 9), id=2),
        Fact("reopened", date(2026, 11, 10), id=3),
        Fact("clarification_requested", date(2026, 11, 11), id=4),
    ]
    assert "comes after" not in warnings("sar", date(2026, 11, 2), *facts)


@pytest.mark.parametrize(
    ("kind", "name"), [("sar", "extension_notified"), ("foi", "public_interest_notified")]
)
def test_a_limit_is_extended_once(kind: str, name: str) -> None:
    facts = [Fact(name, date(2026, 11, day), id=day) for day in (9, 10)]
    assert "2 times, but a limit is extended once only" in warnings(kind, date(2026, 11, 2), *facts)


@pytest.mark.parametrize("kind", ["sar", "eir", "foi-review"])
def test_a_public_interest_test_extends_no_other_kind(kind: str) -> None:
    notice = Fact("public_interest_notified", date(2026, 11, 9), id=2)
    assert "moves nothing here" in warnings(kind, date(2026, 11, 2), notice)
    facts = [Fact("received", date(2026, 11, 2), id=1), notice]
    assert (
        read_clock(kind, facts, SCHOOL, TODAY).due == read_clock(kind, facts[:1], SCHOOL, TODAY).due
    )
