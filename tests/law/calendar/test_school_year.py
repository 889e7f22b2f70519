"""A school's year day by day, and the inconsistencies in its term dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpo_console.law.calendar.calendars import school_days
from dpo_console.law.calendar.school_year import (
    DayKind,
    doubts,
    holiday_name,
    known_words,
    school_year,
    why_no_lessons,
    year_name,
    year_of,
)
from dpo_console.law.calendar.schools import TermCalendar

D = date
TERMS = TermCalendar(
    (
        (D(2026, 9, 2), D(2026, 10, 23)),
        (D(2026, 11, 3), D(2026, 12, 18)),
        (D(2027, 1, 5), D(2027, 2, 12)),
        (D(2027, 2, 22), D(2027, 3, 25)),
        (D(2027, 4, 12), D(2027, 5, 28)),
        (D(2027, 6, 7), D(2027, 7, 21)),
    ),
    frozenset((D(2026, 9, 2), D(2026, 11, 27))),
)
INSET = frozenset((D(2026, 9, 2),))


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        (D(2026, 9, 1), DayKind.UNKNOWN, "not known: no term dates cover it"),
        (D(2026, 9, 2), DayKind.INSET, "INSET day"),
        (D(2026, 9, 3), DayKind.SCHOOL_DAY, "school day"),
        (D(2026, 9, 5), DayKind.WEEKEND, "weekend"),
        (D(2026, 10, 26), DayKind.HOLIDAY, "half-term holiday"),
        (D(2026, 10, 31), DayKind.WEEKEND, "weekend, half-term holiday"),
        (D(2026, 11, 27), DayKind.CLOSURE, "school closed"),
        (D(2026, 12, 25), DayKind.BANK_HOLIDAY, "bank holiday (Christmas Day)"),
        (D(2026, 12, 30), DayKind.HOLIDAY, "Christmas holiday"),
        (D(2027, 4, 1), DayKind.HOLIDAY, "Easter holiday"),
        (D(2027, 5, 3), DayKind.BANK_HOLIDAY, "bank holiday (May Day)"),
        (D(2027, 7, 22), DayKind.UNKNOWN, "not known: no term dates cover it"),
    ],
)
def test_what_a_day_is(day: date, kind: DayKind, words: str) -> None:
    year = school_year(TERMS, 2026, INSET)
    assert year.kind(day) is kind
    assert why_no_lessons(year, day) == words


def test_a_year_runs_from_september_to_august() -> None:
    year = school_year(None, 2027)
    assert (year.first, year.last) == (D(2027, 9, 1), D(2028, 8, 31))
    assert len(year.kinds) == 366
    assert year.name == "2027/28"
    assert year_name(1999) == "1999/00"
    assert [year_of(day) for day in (D(2026, 8, 31), D(2026, 9, 1))] == [2025, 2026]
    for outside in (D(2027, 8, 31), D(2028, 9, 1)):
        with pytest.raises(IndexError):
            year.kind(outside)


spans = st.tuples(st.dates(D(2025, 1, 1), D(2028, 1, 1)), st.integers(0, 120))


@given(st.lists(spans, max_size=5), st.sets(st.dates(D(2025, 1, 1), D(2028, 6, 1)), max_size=9))
def test_the_picture_and_the_clock_agree_on_school_days(
    starts: list[tuple[date, int]], closed: set[date]
) -> None:
    terms = TermCalendar(
        tuple((first, first + timedelta(days=n)) for first, n in starts), frozenset(closed)
    )
    year = school_year(terms, 2026, frozenset(list(closed)[:3]))
    counted = [day for day in school_days(terms) if year.first <= day <= year.last]
    assert list(year.days(DayKind.SCHOOL_DAY)) == counted
    assert len(year.kinds) == (year.last - year.first).days + 1


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (D(2026, 10, 24), D(2026, 11, 1), "half-term holiday"),
        (D(2026, 10, 17), D(2026, 11, 1), "half-term holiday"),
        (D(2026, 12, 19), D(2027, 1, 4), "Christmas holiday"),
        (D(2027, 3, 26), D(2027, 4, 11), "Easter holiday"),
        (D(2026, 7, 22), D(2026, 9, 1), "summer holiday"),
        (D(2026, 6, 12), D(2026, 6, 14), "holiday"),
    ],
)
def test_what_people_call_a_holiday(first: date, last: date, name: str) -> None:
    assert holiday_name(first, last) == name


def changed(*extra: tuple[date, date], closed: tuple[date, ...] = ()) -> tuple[str, ...]:
    terms = TermCalendar((*TERMS.spans, *extra), frozenset(closed))
    return doubts(terms, frozenset(closed[:1]))


def test_a_usual_year_raises_no_doubt() -> None:
    assert doubts(TERMS, INSET) == ()


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (changed((D(2026, 12, 1), D(2026, 12, 20))), "overlap"),
        (changed((D(2028, 1, 4), D(2028, 2, 11))), "No term is given between Wed 21 Jul 2027"),
        (changed((D(2027, 7, 24), D(2027, 7, 26))), "begins at a weekend, on Sat 24 Jul 2027"),
        (changed(closed=(D(2026, 9, 1),)), "INSET day Tue 1 Sep 2026 changes no date: it lies out"),
        (changed(closed=(D(2026, 9, 5),)), r"INSET day Sat 5 Sep 2026 .* \(Saturday\)"),
        (changed(closed=(D(2026, 9, 3), D(2027, 5, 3))), r"closure Mon 3 May 2027 .* \(May Day\)"),
    ],
)
def test_what_does_not_fit_is_told(found: tuple[str, ...], says: str) -> None:
    import re

    assert any(re.search(says, doubt) for doubt in found), found


def test_a_year_with_too_few_school_days_is_told() -> None:
    short = TermCalendar((*TERMS.spans[:3], *TERMS.spans[4:]))
    assert doubts(short) == (
        "2026/27 has 168 school days; 190 are usual. Is a term or a holiday missing?",
    )


def test_dates_that_end_soon_are_told() -> None:
    assert known_words(TERMS, D(2027, 4, 20)) == ""
    assert known_words(TERMS, D(2027, 4, 21)).startswith("The term dates end on Wed 21 Jul 2027")
    assert known_words(TERMS, D(2027, 7, 22)).startswith("The term dates ended on")
    assert known_words(None, D(2027, 7, 22)).startswith("There are no term dates")
