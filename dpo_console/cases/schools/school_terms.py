"""A school's year as lists and screens show it: its days, contradictions and due cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dpo_console.cases.office.desk import Desk
from dpo_console.config import School
from dpo_console.errors import BadInput
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.counting import Span, nth_school_day, within
from dpo_console.law.calendar.school_year import (
    DayKind,
    SchoolYear,
    school_year,
    why_no_lessons,
    year_of,
)
from dpo_console.law.calendar.schools import SchoolType, TermCalendar
from dpo_console.law.calendar.term_doubts import doubts, known_words
from dpo_console.law.statutes import kinds, statute
from dpo_console.law.words import days_listed, listed
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.orders import BY_URGENCY
from dpo_console.text import day_words

YEARS = range(1990, 2100)
"""School years that can be shown."""

COUNTED = ((15, "england", "a pupil's record"), (20, "uk", "FOI"))
"""School days that statutes count, with the bank holidays that they leave out, and for what.

For a pupil's record SI 2005/1437 reg 5 applies. For FOI, SI 2004/3364 reg 3 and SI 2010/2768 reg 2
apply.
"""


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


def day_sentence(view: YearView, day: date, due: Sequence[str] = ()) -> str:
    """Return a day of the year in words, and a line for each period of school days after it.

    `due` are references of cases due on it.
    """
    what = why_no_lessons(view.year, day)
    why = view.reasons.get(day, "")
    parts = [f"{day_words(day)}: {what}{f' ({why})' if why else ''}"]
    if view.year.kind(day) in (DayKind.HOLIDAY, DayKind.INSET, DayKind.CLOSURE):
        parts.append("no school day")
    parts += [f"not for {what}: a holiday in {place}" for what, place in _elsewhere(view, day)]
    if due:
        parts.append(f"due: {', '.join(due)}")
    ends = [_counted(view, day, *period) for period in _periods(view.school)]
    if ends:
        parts.append("a request on this day has:")
    return "\n".join(["; ".join(parts), *ends])


def _counted(view: YearView, day: date, count: int, where: str, what: str) -> str:
    """Return the first and last of the school days that count for what was received on a day."""
    terms, counts = view.school.terms, f"{count} school days for {what}"
    first, last = (nth_school_day(day, n, terms, where) for n in (1, count))
    if terms is None or not isinstance(first, date) or not isinstance(last, date):
        return f"{counts}: not known"
    between = (d for d in calendars.school_days(terms) if day < d < last)
    skipped = [d for d in between if not calendars.is_working_day(d, where)]
    if not skipped:
        return f"{counts}: {_short(first)} to {day_words(last)}"
    places = listed(sorted({_place(d, where) for d in skipped}))
    return f"{counts}: to {day_words(last)} ({days_listed(skipped)}: bank holiday in {places})"


def _periods(school: School) -> list[tuple[int, str, str]]:
    """Return the periods that a law sets for this type of school."""
    return [period for period in COUNTED if period[0] in _binding(school.type)]


@cache
def _binding(school: SchoolType) -> frozenset[int]:
    """Return how many school days the statutes count that bind this type of school."""
    laws = (law for law in map(statute, kinds()) if law.binds_at(school))
    duties = (duty for law in laws for version in law.versions for duty in version.duties)
    limits = (limit for duty in duties for limit in duty.limits)
    return frozenset(limit.count for limit in limits if limit.unit == "school_days")


def _elsewhere(view: YearView, day: date) -> Iterator[tuple[str, str]]:
    """Yield what doesn't count a school day, and the part of the UK with a bank holiday on it."""
    for _, where, what in _periods(view.school):
        if view.year.kind(day) is DayKind.SCHOOL_DAY and not calendars.is_working_day(day, where):
            yield what, _place(day, where)


def _place(day: date, where: str) -> str:
    """Return the part of the UK with a bank holiday on a day."""
    return calendars.closed_because(day, where).rpartition(" in ")[2]


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def due_days(desk: Desk, view: YearView) -> dict[date, tuple[str, ...]]:
    """Return the references of the school's open cases, by the day of this year they are due.

    A case whose school isn't known may be any school's.
    """
    slugs = [view.school.slug, ""]
    where = conditions.together(
        conditions.one_of("school", slugs, "school"),
        conditions.due_between(view.year.first, view.year.last, "due"),
    )
    with desk.database.glance() as ask:
        rows = lists.cases(ask, where, BY_URGENCY, 100_000)
    found: dict[date, tuple[str, ...]] = {}
    for row in rows:
        if day := row.last_day:
            found[day] = (*found.get(day, ()), row.reference)
    return found
