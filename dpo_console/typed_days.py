"""Days and moments as people type them, and as files hold them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from dpo_console.errors import BadInput
from dpo_console.text import day_words, required, show_line

_YEAR = "((?:19|20)[0-9]{2})"
_ISO = f"{_YEAR}-([0-9]{{1,2}})-([0-9]{{1,2}})"
_BRITISH = f"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\\2{_YEAR}"
_IN_WORDS = f"(?:([a-z]+),?\\s+)?([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\\s+of)?\\s+([a-z]+),?\\s+{_YEAR}"
_AGO = "([0-9]{1,4})\\s+(day|week)s?\\s+ago"
_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT = "[0-9]{1,2}([/.])[0-9]{1,2}(\\1[0-9]{2})?"
DAY_FORMS = "13 Oct, 13/10/2026 (day first), 2026-10-13, Monday or 3 days ago"


def day_ahead(today: date) -> date:
    """Return a day to come, as an example: a Monday from 8 to 14 days after `today`."""
    return today + timedelta(days=14 - today.weekday())


def _forms_ahead(today: date) -> str:
    """Return how to write a day to come."""
    day = day_ahead(today)
    _, *short, year = day_words(day).split()
    return f"{' '.join(short)}, {day.day}/{day.month}/{year} (day first), {day} or tomorrow"


def parse_day(text: str, today: date, field: str, *, ahead: bool = False) -> date:
    """Read a typed day: 2026-10-13, 13 Oct 2026, 13/10/2026 (day first), today, 3 days ago.

    It also reads 13/10/26, 13 Oct, 13/10 and Monday. A weekday is the last one before `today`. A
    day without its year is the nearest to `today`, or if that is far off and the day should be
    `ahead`, the next one. Raises BadInput for anything else, with examples.
    """
    found = _day(required(text, field), today)
    far = [] if found else _far_days(text, today)
    if far and ahead:
        return next(day for day in far if day >= today)
    if far:
        raise _of_which_year(text, far, field)
    if found is None:
        forms = _forms_ahead(today) if ahead else DAY_FORMS
        said = f"{show_line(text, 60)!r} is not a day. {_too_late(text)}Write it like {forms}."
        raise BadInput(said, field)
    return found


def parse_calendar_day(text: str, field: str) -> date:
    """Read a day with its year, as files hold it: 2026-10-13, Tue 13 Oct 2026 or 13/10/2026.

    Raises BadInput for anything else. Words such as today mean nothing in a file.
    """
    try:
        found = _calendar_day(" ".join(text.casefold().split()))
    except ValueError:
        found = None
    if found is None:
        raise BadInput(
            f"{show_line(text, 60)!r} is not a day. Write it like 2026-10-13, 13 Oct 2026 or "
            "13/10/2026 (day first).",
            field,
        )
    return found


def _day(text: str, today: date) -> date | None:
    typed = " ".join(text.casefold().split())
    try:
        return _near_day(typed, today) or _calendar_day(typed) or _short_day(typed, today)
    except (ValueError, OverflowError):
        return None


UNMISTAKABLE = timedelta(days=120)
"""The distance from today within which a day may be typed without its year."""


def _short_day(typed: str, today: date) -> date | None:
    """Read `12 Nov` or `12/11` if only one year fits, or return None.

    `12/11/26` gives its year.
    """
    short = re.fullmatch(_SHORT, typed)
    if short and short[2]:
        return _calendar_day(f"{typed[:-2]}20{typed[-2:]}")
    near = (d for d in _in_each_year(typed, today) if abs(d - today) <= UNMISTAKABLE)
    return next(near, None)


def _in_each_year(typed: str, today: date) -> Iterator[date]:
    """Yield `12 Nov` or `12/11` in last year, this year and the next."""
    short = re.fullmatch(_SHORT, typed)
    for year in range(today.year - 1, today.year + 2):
        with suppress(ValueError):  # a 29 February
            if day := _calendar_day(f"{typed}{short[1] if short else ' '}{year}"):
                yield day


def _far_days(text: str, today: date) -> list[date]:
    """Return the last and the next day that `12 Nov` or `12/11` may mean, or [] for other words."""
    days = list(_in_each_year(" ".join(text.casefold().split()), today))
    past, ahead = [d for d in days if d < today], [d for d in days if d >= today]
    return [past[-1], ahead[0]] if past and ahead else []


def _of_which_year(text: str, days: Sequence[date], field: str) -> BadInput:
    which = " or ".join(day_words(day).partition(" ")[2] for day in days)
    return BadInput(f"Which year is {show_line(text, 60)!r}? Write {which}.", field)


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_OF_A_MONTH = "\\b([0-9]{1,2})(?:[/.]([0-9]{1,2})\\b|(?:st|nd|rd|th)?(?:\\s+of)?\\s+([a-z]{3,}))"


def _too_late(text: str) -> str:
    """Return `November has 30 days. ` for a day after the end of its month, or ''."""
    found = re.search(_OF_A_MONTH, text.casefold())
    month = found and (int(found[2]) - 1 if found[2] else _place(found[3], _MONTH_NAMES))
    if not found or month is None or not 0 <= month < 12 or int(found[1]) <= _LENGTHS[month]:
        return ""
    most = "at most " if month == 1 else ""
    return f"{_MONTH_NAMES[month].capitalize()} has {most}{_LENGTHS[month]} days. "


def _near_day(typed: str, today: date) -> date | None:
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    if ago := re.fullmatch(_AGO, typed):
        return today - timedelta(days=int(ago[1]) * (7 if ago[2] == "week" else 1))
    weekday = _place(typed.removeprefix("last "), _WEEKDAYS)
    if weekday is None:
        return None
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _calendar_day(typed: str) -> date | None:
    if found := re.fullmatch(_ISO, typed):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(_BRITISH, typed):
        return date(int(found[4]), int(found[3]), int(found[1]))
    if found := re.fullmatch(_IN_WORDS, typed):
        month = _place(found[3], _MONTH_NAMES)
        day = month is not None and date(int(found[4]), month + 1, int(found[2]))
        if day and (not found[1] or _place(found[1], _WEEKDAYS) == day.weekday()):
            return day
    return None


def _place(word: str, names: Sequence[str]) -> int | None:
    """Return the index of a name, or of its beginning of three letters or more."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(word)), None)


_WITH_TIME = "(?i)(.+?)(?:t|\\s+(?:at\\s+)?)([0-9]{1,2})[:.]([0-9]{2})"


def parse_moment(text: str, today: date, field: str) -> date | datetime:
    """Read a day, or a day and a time such as 2026-11-24T14:20 or, at its end, 24:00.

    Raises BadInput.
    """
    with_time = re.fullmatch(_WITH_TIME, required(text, field).strip())
    said = with_time[1] if with_time else text
    day = _day(said, today)
    if day is None and (far := _far_days(said, today)):
        raise _of_which_year(said, far, field)
    if day is None:
        meant = "a day and a time" if with_time else "a day"
        raise BadInput(
            f"{show_line(text, 60)!r} is not {meant}. {_too_late(text)}"
            f"Write it like {DAY_FORMS}. With a time, like 24 Nov 14:20 or yesterday 14:20.",
            field,
        )
    if not with_time:
        return day
    hour, minute = int(with_time[2]), int(with_time[3])
    try:
        if (hour, minute) == (24, 0):
            return datetime.combine(day, time()) + timedelta(days=1)
        return datetime.combine(day, time(hour, minute))
    except (ValueError, OverflowError):
        raise BadInput(
            f"{show_line(text, 60)!r} has no such time of day. Write it like 24 Nov 14:20.", field
        ) from None
