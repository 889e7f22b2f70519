"""Days and moments as mail programs write them above a quoted message.

A day that may be two, such as 03/04/2026, is none: nobody knows the sender's computer.
"""

import re
from datetime import date, datetime, time

from dpo_console.mail.headers import moment, told

LONGEST = 200
"""The most characters of a moment that are read."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_NAMED},?[ -](\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b{_NAMED} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NUMBERS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_TIME = re.compile(r"\b(\d{1,2})[:.](\d\d)(?::\d\d)?(?:\s*([ap])\.?m\b)?")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b")
_OFFSET = re.compile(r"[+-]\d{4}\b")


def read_moment(said: str) -> str:
    """Return a moment as `told` writes it, a day if no time stands there, or '' if in doubt."""
    said = said[:LONGEST]
    if _OFFSET.search(said) and (found := moment(re.sub(r"\s*\(.*\)$", "", said))):
        return found
    plain = " ".join(said.casefold().split())
    days = set(_days(plain))
    named = _WEEKDAY.search(plain)
    if named:
        days = {day for day in days if _DAYS[day.weekday()] == named[1]}
    if len(days) != 1:
        return ""
    (day,) = days
    for hour, minute, half in _TIME.findall(_NUMBERS.sub(" ", plain)):
        number = int(hour) % 12 + 12 * (half == "p") if half else int(hour)
        if number < 24 and int(minute) < 60:
            return told(datetime.combine(day, time(number, int(minute))))
    return day.isoformat()


def _days(plain: str) -> list[date]:
    """Return every day that the words may mean."""
    found = [(y, m, d) for d, m, y in _DAY_FIRST.findall(plain)]
    found += [(y, m, d) for m, d, y in _MONTH_FIRST.findall(plain)]
    found += _ISO.findall(plain)
    for one, other, year in _NUMBERS.findall(plain):
        found += [(year, other, one), (year, one, other)]
    return [day for parts in found if (day := _day(*parts))]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else int(month)
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None
