"""A month of due dates: open and overdue cases for each day, with the school calendar."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.queue import Query, where_of
from dpo_console.cases.schools import YEARS
from dpo_console.config import School
from dpo_console.errors import BadInput
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.school_year import DayKind, school_year, why_no_lessons, year_of
from dpo_console.store.reads import lists
from dpo_console.text import MONTHS, counted, day_words, show_line

_ISO = re.compile(r"(\d{4})-(\d{1,2})")
_WORDS = re.compile(r"([a-z]{3,9})\.?\s+(\d{4})")

FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

FIRST_SEEN = (
    DayKind.WEEKEND, DayKind.BANK_HOLIDAY, DayKind.CLOSURE, DayKind.INSET, DayKind.SCHOOL_DAY,
    DayKind.HOLIDAY, DayKind.UNKNOWN,
)  # fmt: skip
"""The order in which a day's mark is chosen if schools differ."""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day: its place in the schools' calendar (`says`, in words), and its cases.

    `due` counts the open cases due on it, and `late` those of them that are overdue now.
    """

    on: date
    kind: DayKind
    says: str
    due: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class MonthView:
    """The days of a month, with `earlier`, the number of open cases overdue from before it."""

    days: tuple[MonthDay, ...]
    earlier: int

    @property
    def first(self) -> date:
        """The first of the month."""
        return self.days[0].on

    @property
    def name(self) -> str:
        """The month's name, such as `November 2026`."""
        return f"{FULL_MONTHS[self.first.month - 1]} {self.first.year}"

    def day(self, on: date) -> MonthDay:
        """Return a day of the month."""
        return self.days[on.day - 1]


def month_view(desk: Desk, first: date, view: str = "all") -> MonthView:
    """Return the month that begins on `first`, for the cases of a view of the queue.

    One query reads it. Raises BadInput for a year out of range, or an unknown view.
    """
    if first.year not in YEARS:
        raise BadInput(f"{first.year}: the calendar goes from {YEARS[0]} to {YEARS[-1]}.")
    after = (first + 31 * DAY).replace(day=1)
    where = where_of(desk, Query(view))
    with desk.database.glance() as ask:
        by_day = lists.due_by_day(ask, where, first, after, desk.now.isoformat(timespec="minutes"))
    earlier = by_day.get("", (0, 0))[1]
    days = (first + number * DAY for number in range((after - first).days))
    schools = desk.settings.schools or (desk.settings.school(""),)
    return MonthView(tuple(_day(day, schools, by_day) for day in days), earlier)


def _day(day: date, schools: Sequence[School], by_day: Mapping[str, tuple[int, int]]) -> MonthDay:
    kinds: dict[str, list[str]] = {}
    found = set()
    for school in schools:
        year = school_year(school.terms, year_of(day), frozenset(school.dates.inset))
        found.add(year.kind(day))
        reason = {**school.dates.closures, **school.dates.inset}.get(day, "")
        words = why_no_lessons(year, day) + (f" ({reason})" if reason else "")
        kinds.setdefault(words, []).append(school.name)
    due, late = by_day.get(day.isoformat(), (0, 0))
    return MonthDay(
        day, next(kind for kind in FIRST_SEEN if kind in found), _says(kinds), due, late
    )


def _says(kinds: Mapping[str, Sequence[str]]) -> str:
    """Return the kind of day in words, naming the schools if they differ."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return "; ".join(f"{words} at {', '.join(names)}" for words, names in kinds.items())


def day_sentence(day: MonthDay) -> str:
    """Return a line such as `Wed 25 Nov 2026: school day; 3 cases due in law, 1 of them late`."""
    cases = f"{counted(day.due, 'case')} due in law" if day.due else "nothing due in law"
    late = f", {day.late} of them late" if day.late else ""
    return f"{day_words(day.on)}: {day.says}; {cases}{late}"


def month_sentence(view: MonthView) -> str:
    """Return the cases due in the month, those overdue, and those overdue from before."""
    due, late = (sum(counts) for counts in zip(*((d.due, d.late) for d in view.days), strict=True))
    of_them = f", {late} of them late" if late else ""
    before = f", {view.earlier} {'more' if late else 'late'} from before" if view.earlier else ""
    return f"{view.name}: {counted(due, 'case')} due in law{of_them}{before}."


def parse_month(text: str, field: str) -> date:
    """Return the first of a month typed as 2026-11 or Nov 2026.

    Raises BadInput for anything else.
    """
    typed = text.strip().casefold()
    if found := _ISO.fullmatch(typed):
        year, month = int(found[1]), int(found[2])
    elif found := _WORDS.fullmatch(typed):
        year, month = int(found[2]), _number_of(found[1])
    else:
        year, month = 0, 0
    if not 1 <= month <= 12 or year not in YEARS:
        raise BadInput(f"{field} {show_line(text, 40)}: write a month as 2026-11 or Nov 2026.")
    return date(year, month, 1)


def _number_of(name: str) -> int:
    """Return a month's number from its name, or 0 if the name is unknown."""
    whole = [month.casefold() for month in FULL_MONTHS]
    short = [month.casefold() for month in MONTHS]
    for names in (whole, short):
        if name in names:
            return names.index(name) + 1
    return 0
