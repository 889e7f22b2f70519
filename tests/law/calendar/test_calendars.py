"""The checked-in calendars match the published ones, and unknown days are never guessed."""

import re
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays
import pytest

from dpo_console.errors import BadFile
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import CalendarGap
from dpo_console.law.calendar.counting import nth_school_day, nth_working_day, roll
from dpo_console.law.calendar.schools import TermCalendar
from tests.law import worked

ROOT = Path(__file__).parents[3]
PLACES = {"england": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}


@pytest.mark.parametrize("place", PLACES)
def test_agrees_with_the_holidays_package(place: str) -> None:
    file = calendars.holidays(place)
    years = range(file.first.year, file.last.year + 1)
    package = holidays.country_holidays("GB", subdiv=PLACES[place], years=years, language="en_GB")
    assert dict(file.names) == dict(package)


def test_covers_2015_to_2032() -> None:
    for place in PLACES:
        file = calendars.holidays(place)
        assert (file.first, file.last) == (date(2015, 1, 1), date(2032, 12, 31))


def test_agrees_with_the_published_lists() -> None:
    england, elsewhere = worked.bank_holidays()
    span = (date(2020, 1, 1), date(2028, 12, 31))
    ours = {d for d in calendars.holidays("england").names if span[0] <= d <= span[1]}
    assert ours == england
    uk = set(calendars.working_days("uk"))
    for day in calendars.working_days("england"):
        if span[0] <= day <= span[1]:
            assert (day in uk) == (day not in elsewhere), day


def test_a_holiday_of_scotland_alone_is_no_working_day_of_the_uk() -> None:
    day = date(2026, 6, 15)
    assert calendars.is_working_day(day)
    assert not calendars.is_working_day(day, "uk")


def test_wales_keeps_englands_holidays() -> None:
    years = range(2015, 2033)
    wales = holidays.country_holidays("GB", subdiv="WLS", years=years)
    assert set(wales) == set(calendars.holidays("england").names)


def test_the_generator_writes_what_is_checked_in() -> None:
    code = (
        "import runpy, pathlib; m = runpy.run_path('.dev/make_calendars.py');"
        "print(m['calendar_text']('England', 'ENG'), end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    checked_in = (calendars.FOLDER / "england.toml").read_text(encoding="utf-8")
    of = f"from holidays {version('holidays')}"
    assert done.stdout.decode() == re.sub(r"from holidays [0-9.]+[0-9]", of, checked_in)


def test_a_school_day_is_a_weekday_of_a_span_and_no_bank_holiday_or_closure() -> None:
    terms = TermCalendar(
        ((date(2026, 4, 30), date(2026, 5, 6)),), closures=frozenset({date(2026, 5, 5)})
    )
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 6)]
    assert list(calendars.school_days(terms)) == days


def test_days_between_spans_are_holidays_and_known() -> None:
    terms = worked.calendars()["A"]
    assert calendars.covers(terms, date(2026, 8, 1), date(2026, 8, 31))
    assert nth_school_day(date(2026, 7, 21), 1, terms, "england") == date(2026, 9, 2)


def test_spans_in_any_order_are_the_same_calendar() -> None:
    terms = worked.calendars()["A"]
    shuffled = TermCalendar(tuple(reversed(terms.spans)))
    assert calendars.school_days(shuffled) == calendars.school_days(terms)
    assert calendars.covered(shuffled) == calendars.covered(terms)


@pytest.mark.parametrize("terms", [None, TermCalendar(())])
def test_without_terms_no_school_day_is_counted(terms: TermCalendar | None) -> None:
    gap = nth_school_day(date(2026, 11, 9), 15, terms, "england")
    assert isinstance(gap, CalendarGap)
    assert (gap.since, gap.until) == (date(2026, 11, 10), date(2026, 11, 30))


def test_the_last_covered_day_still_counts_and_the_next_does_not() -> None:
    terms = TermCalendar(((date(2026, 11, 9), date(2026, 11, 13)),))
    assert nth_school_day(date(2026, 11, 9), 4, terms, "england") == date(2026, 11, 13)
    gap = nth_school_day(date(2026, 11, 9), 5, terms, "england")
    assert isinstance(gap, CalendarGap)
    assert gap.since == date(2026, 11, 14)
    assert gap.safest == date(2026, 11, 16)


def test_beyond_the_known_bank_holidays_nothing_is_counted() -> None:
    assert isinstance(roll(date(2033, 1, 1)), CalendarGap)
    assert isinstance(nth_working_day(date(2032, 12, 20), 20, "uk"), CalendarGap)
    assert isinstance(nth_working_day(date(2014, 12, 20), 1, "uk"), CalendarGap)


def test_a_wrong_calendar_file_is_refused_naming_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "mars.toml"
    path.write_text(
        'title = "Mars"\nsource = "none"\nfirst = 2026-01-01\nlast = 2026-12-31\n'
        '[holidays]\n"2026-02-30" = "No day"\n'
    )
    with pytest.raises(BadFile, match=r"mars\.toml, key holidays\.2026-02-30: is not a date"):
        calendars.read_holidays(path)


def test_a_calendar_that_begins_the_day_after_receipt_lacks_only_its_end() -> None:
    terms = TermCalendar(((date(2026, 11, 9), date(2026, 11, 13)),))
    gap = nth_school_day(date(2026, 11, 8), 6, terms, "england")
    assert isinstance(gap, CalendarGap)
    assert (gap.since, gap.until) == (date(2026, 11, 14), date(2026, 11, 16))
