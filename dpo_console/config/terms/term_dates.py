"""A school's term dates as dpo.toml keeps them, and how they are read there."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.text import clean_line, show_line
from dpo_console.toml_file import Table

Span = tuple[date, date]

Closed = Mapping[date, str]
"""Days without lessons inside a term, each with the reason that was given, or ''."""


class _Lists(NamedTuple):
    spans: tuple[Span, ...] = ()
    closures: Closed = MappingProxyType({})
    inset: Closed = MappingProxyType({})


class TermDates(_Lists):
    """What the lists `terms`, `closures` and `inset` of a school say; spans are in order."""

    def __bool__(self) -> bool:
        return bool(self.spans or self.closures or self.inset)

    @cached_property
    def calendar(self) -> TermCalendar | None:
        """The same for the clock, to which an INSET day is a closure; None where nothing is."""
        return TermCalendar(self.spans, frozenset((*self.closures, *self.inset))) if self else None


NO_DATES = TermDates()
"""Of a school that lists none."""


def read_term_dates(school: Table, _key: str, _default: TermDates) -> TermDates:
    """Take a school's `terms`, `closures` and `inset`. Raises BadFile."""
    return TermDates(
        spans=school.attempt(_spans, (), school),
        closures=school.attempt(_closed, {}, school, "closures"),
        inset=school.attempt(_closed, {}, school, "inset"),
    )


def _spans(school: Table) -> tuple[Span, ...]:
    return tuple(sorted(_span(school, span) for span in school.take("terms", list, [])))


def _span(school: Table, span: object) -> Span:
    match _days(school, "terms", span if isinstance(span, list) else [span]):
        case [first, last] if first <= last:
            return first, last
    shown = ", ".join(map(str, span)) if isinstance(span, list) else span
    what = f"has {show_line(f'[{shown}]', 60)}, but a span is a first and a last day, in order."
    raise school.wrong("terms", what)


def _closed(school: Table, key: str) -> Closed:
    """Days of a list, each bare or as a table of `on` and `why`."""
    found: dict[date, str] = {}
    for entry in school.take(key, list, []):
        entry = entry if isinstance(entry, dict) else {"on": entry}
        if not {"on"} <= entry.keys() <= {"on", "why"}:
            raise school.wrong(key, f"has {entry!r}; write {{ on = 2026-11-27, why = '…' }}.")
        (day,) = _days(school, key, [entry["on"]])
        why = entry.get("why", "")
        if not isinstance(why, str):
            raise school.wrong(key, f"has why = {why!r}, but must be text in quotes.")
        found[day] = clean_line(why, f"{school.where}.{key}")
    return found


def _days(school: Table, key: str, values: Sequence[object]) -> list[date]:
    days: list[date] = []
    for day in values:
        if type(day) is not date:
            raise school.wrong(key, f"has {day!r}; write a day as 2026-09-02, without quotes.")
        days.append(day)
    return days
