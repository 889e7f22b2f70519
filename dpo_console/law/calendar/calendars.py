"""Bank holidays and school terms as days that can be counted.

.dev/make_calendars.py generates the files in bank_holidays/, which are checked in. Days beyond the
known calendars are never guessed. A count that needs one returns a `CalendarGap`.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key
from dpo_console.toml_reader import read

FOLDER = Path(__file__).parent / "bank_holidays"
DAY = timedelta(days=1)

PLACES: Mapping[str, tuple[str, ...]] = {
    "england": ("england",),
    "uk": ("england", "scotland", "northern-ireland"),
}
"""The calendar files that a rule's `holidays` means. Wales keeps England's."""


@dataclass(frozen=True, slots=True)
class CalendarGap:
    """Days that a count needs and no calendar covers.

    The days from `since` to `until` are missing. `safest` is the earliest day on which the count
    could end, whatever the missing days turn out to be.
    """

    what: str
    since: date
    until: date
    safest: date


def _days(table: Table, key: str, _default: Mapping[date, str]) -> dict[date, str]:
    names = {}
    for day, name in table.mapping(key).items():
        try:
            names[date.fromisoformat(day)] = name
        except ValueError as error:
            raise table.wrong(f"{key}.{day}", "is not a date.") from error
    return names


@dataclass(frozen=True, slots=True)
class HolidayFile:
    """One place's bank holidays, by day, the years that the file covers, and who published them."""

    title: str
    first: date
    last: date
    source: str
    names: Annotated[Mapping[date, str], Key("holidays"), _days]


def read_holidays(path: Path) -> HolidayFile:
    """Read one calendar file. Raises BadFile naming the file and key."""
    return read(HolidayFile, read_toml(path))


@cache
def holidays(place: str) -> HolidayFile:
    """Return the bank holidays of a calendar file, such as `scotland`."""
    return read_holidays(FOLDER / f"{place}.toml")


@cache
def working_days(where: str) -> tuple[date, ...]:
    """Return all known working days of `where` (england or uk).

    A working day is not a Saturday, a Sunday or a bank holiday there.
    """
    files = [holidays(place) for place in PLACES[where]]
    closed = {day for file in files for day in file.names}
    first, last = max(file.first for file in files), min(file.last for file in files)
    days = (first + DAY * n for n in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < 5 and day not in closed)


@cache
def _working_day_set(where: str) -> frozenset[date]:
    return frozenset(working_days(where))


def is_working_day(day: date, where: str = "england") -> bool:
    """Return True if `day` is a working day there, as far as the data goes."""
    return day in _working_day_set(where)


def first_known_day() -> date:
    """Return the first day for which bank holidays are known."""
    return holidays("england").first


def last_known_day() -> date:
    """Return the last day for which bank holidays are known."""
    return holidays("england").last


def closed_because(day: date, where: str = "england") -> str:
    """Return the reason why `day` is not a working day: Saturday, Sunday or the holiday's name.

    A holiday that England doesn't have is given with its place, because a reader in England would
    take it for a mistake. Return '' for a working day of `where`.
    """
    if day.weekday() >= 5:
        return ("Saturday", "Sunday")[day.weekday() - 5]
    for place in PLACES[where]:
        file = holidays(place)
        if name := file.names.get(day, "").replace(" (observed)", ", substitute day"):
            return name if place == "england" else f"{name} in {file.title}"
    return ""


@lru_cache(maxsize=512)
def covered(terms: TermCalendar) -> tuple[date, date] | None:
    """Return the first and last day that a school's calendar covers, or None without spans."""
    if not terms.spans:
        return None
    return min(first for first, _ in terms.spans), max(last for _, last in terms.spans)


def covers(terms: TermCalendar | None, first: date, last: date) -> bool:
    """Return True if term dates are known for every day from `first` to `last`."""
    known = covered(terms) if terms else None
    return known is not None and known[0] <= first and last <= known[1]


@lru_cache(maxsize=512)
def school_days(terms: TermCalendar, where: str = "england") -> tuple[date, ...]:
    """Return all known school days that are also working days of `where` (england or uk).

    A school day is a weekday inside a span on which the school is open. Bank holidays in England
    are not school days (Education Act 1996 s.579(1)).
    """
    days: set[date] = set()
    for first, last in terms.spans:
        days.update(first + DAY * n for n in range((last - first).days + 1))
    return tuple(sorted((days & _working_day_set(where)) - terms.closures))


@lru_cache(maxsize=512)
def possible_school_days(terms: TermCalendar | None, where: str) -> tuple[date, ...]:
    """Return the known school days, and every working day where terms are not known."""
    known = covered(terms) if terms else None
    if terms is None or known is None:
        return working_days(where)
    lessons = frozenset(school_days(terms, where))
    return tuple(d for d in working_days(where) if d in lessons or not known[0] <= d <= known[1])


def is_any_between(days: tuple[date, ...], after: date, before: date) -> bool:
    """Return True if one of `days` lies after `after` and before `before`."""
    position = bisect_right(days, after)
    return position < len(days) and days[position] < before


def last_on_or_before(days: tuple[date, ...], day: date) -> date | None:
    """Return the last of `days` that is not after `day`, or None."""
    position = bisect_right(days, day)
    return days[position - 1] if position else None
