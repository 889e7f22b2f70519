"""The made-up schools' terms: like those of English schools, and long enough for every date."""

import tomllib
from datetime import date, timedelta

import pytest

from dpo_console.demo.office import settings_text, terms, training_days
from dpo_console.law.calendar.calendars import covers, school_days
from dpo_console.law.calendar.schools import TermCalendar


@pytest.mark.parametrize("year", range(2016, 2031))
def test_a_school_year_has_about_190_days_in_six_parts(year: int) -> None:
    spans = tuple(terms(year))
    assert len(spans) == 6
    ends = [day for span in spans for day in span]
    assert ends == sorted(ends)
    assert all(day.weekday() < 5 for day in ends)
    days = school_days(TermCalendar(spans, frozenset(training_days(year))))
    assert 184 <= len(days) <= 196


@pytest.mark.parametrize("month", range(1, 13))
def test_terms_are_known_for_a_year_either_side_of_today(month: int) -> None:
    today = date(2026, month, 28)
    said = tomllib.loads(settings_text("dpo", today))
    for school in said["school"]:
        known = TermCalendar(tuple((first, last) for first, last in school["terms"]))
        assert covers(known, today - timedelta(days=366), today + timedelta(days=366))


def test_an_account_with_odd_letters_is_still_one_text() -> None:
    said = tomllib.loads(settings_text('DOMAIN\\"jane"', date(2026, 11, 25)))
    assert said["service"]["account"] == 'DOMAIN\\"jane"'
