"""A school's year as lists show it: terms, holidays, closures and contradictions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpo_console.cases.office.desk import Desk
from dpo_console.config import School
from dpo_console.errors import BadInput
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.counting import Span, within
from dpo_console.law.calendar.school_year import (
    USUAL_SCHOOL_DAYS,
    DayKind,
    SchoolYear,
    doubts,
    known_words,
    school_year,
    year_of,
)
from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.text import day_words

YEARS = range(1990, 2100)
"""School years that can be shown."""


@dataclass(frozen=True, slots=True)
class YearView:
    """One year of one school.

    `known` is the span that its term dates cover. `reasons` explain its closures.
    """

    school: School
    year: SchoolYear
    reasons: Mapping[date, str]
    known: Span | None
    warnings: tuple[str, ...]

    @property
    def bank_holidays(self) -> tuple[tuple[date, str], ...]:
        """The bank holidays on weekdays, with their names."""
        days = self.year.days(DayKind.BANK_HOLIDAY)
        return tuple((day, calendars.closed_because(day)) for day in days)

    def school_days(self, span: Span | None = None) -> int:
        """Return the number of school days in the year, or in one of its terms."""
        days = self.year.days(DayKind.SCHOOL_DAY)
        return len(days) if span is None else sum(span[0] <= day <= span[1] for day in days)


def a_school(desk: Desk, slug: str) -> School:
    """Return the school of that slug, or the first if none is named. Raises BadInput."""
    if not desk.settings.schools:
        raise BadInput(
            "data/dpo.toml lists no school. Add one under [[school]], with its slug and name."
        )
    return desk.settings.school(slug or desk.settings.schools[0].slug)


def year_view(desk: Desk, slug: str = "", year: int | None = None) -> YearView:
    """Return the school year that began in September of `year`, or the present one.

    Raises BadInput.
    """
    school = a_school(desk, slug)
    year = year_of(desk.today) if year is None else year
    if year not in YEARS:
        raise BadInput(
            f"{year}: a school year is named by the year in which it begins, such as 2026."
        )
    terms, inset = school.terms, frozenset(school.dates.inset)
    shown = school_year(terms, year, inset)
    soon = known_words(terms, desk.today)
    return YearView(
        school,
        shown,
        {**school.dates.closures, **school.dates.inset},
        calendars.covered(terms) if terms else None,
        (*([soon] if soon else []), *_odd(shown, terms, inset)),
    )


def _odd(year: SchoolYear, terms: TermCalendar | None, inset: frozenset[date]) -> Sequence[str]:
    """Return the contradictions within this one year."""
    if terms is None:
        return ()
    closed = frozenset(day for day in terms.closures if within(day, [(year.first, year.last)]))
    return doubts(TermCalendar(year.spans, closed), inset)


def sections(view: YearView) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return each list of a school's year with its title. Some may be empty."""
    return [
        (
            "Terms",
            [(*_span(*s), f"{view.school_days(s)} school days") for s in view.year.spans],
        ),
        ("Holidays between", [(*_span(h.first, h.last), h.name) for h in view.year.holidays]),
        ("INSET days", _closed(view, DayKind.INSET)),
        ("Closures", _closed(view, DayKind.CLOSURE)),
        ("Bank holidays", [(day_words(day), name) for day, name in view.bank_holidays]),
    ]


def _span(first: date, last: date) -> tuple[str, str]:
    return day_words(first), f"to {day_words(last)}"


def _closed(view: YearView, kind: DayKind) -> list[tuple[str, ...]]:
    return [(day_words(day), view.reasons.get(day, "")) for day in view.year.days(kind)]


def total_words(view: YearView) -> str:
    """Return `190 school days (190 are usual). Term dates are known from … to …`."""
    count = f"{view.school_days()} school days ({USUAL_SCHOOL_DAYS} are usual)"
    if view.known is None:
        return f"{count}. No term dates are known."
    first, last = view.known
    return f"{count}. Term dates are known from {day_words(first)} to {day_words(last)}."
