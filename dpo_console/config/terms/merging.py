"""Imported term dates laid over those that stand, and the difference that this makes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpo_console.config.terms.term_dates import Closed, Span, TermDates
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import union, within
from dpo_console.law.calendar.school_year import span_words, year_of, year_span
from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.law.words import days_listed
from dpo_console.text import day_words


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import changes: a line for each date, and the sentences beside them.

    A line begins with + or -, or tells how a term changes.
    """

    lines: tuple[str, ...]
    notes: tuple[str, ...]


def merge(standing: TermDates, imported: TermDates, *, whole_years: bool) -> TermDates:
    """Lay the imported dates over the existing ones.

    The file decides the days from its first term to its last. Existing terms before and after are
    kept, and so are all closures and INSET days. With `whole_years`, the file decides the whole of
    each school year in which it has a term. Nothing else of those years is kept.
    """
    spoken = _spoken_for(imported, whole_years)
    kept = [part for span in standing.spans for part in _outside(span, spoken)]
    spans = union([*kept, *imported.spans])

    def days(stood: Closed, new: Closed, elsewhere: Closed) -> Closed:
        left = {
            day: why
            for day, why in stood.items()
            if day not in elsewhere and not (whole_years and spoken and within(day, (spoken,)))
        }
        named = {day: why or left.get(day, "") for day, why in new.items()}
        return dict(sorted((left | named).items()))

    return TermDates(
        spans,
        days(standing.closures, imported.closures, imported.inset),
        days(standing.inset, imported.inset, imported.closures),
    )


def _spoken_for(imported: TermDates, whole_years: bool) -> Span | None:
    if not imported.spans:
        return None
    first = min(first for first, _ in imported.spans)
    last = max(last for _, last in imported.spans)
    if whole_years:
        return year_span(year_of(first))[0], year_span(year_of(last))[1]
    return first, last


def _outside(span: Span, spoken: Span | None) -> Iterator[Span]:
    """Yield the rest of a span: its days before the file's first, or all of it after the last.

    The file decides the end of a term that goes beyond the file's last day.
    """
    if spoken is None or span[0] > spoken[1]:
        yield span
    elif span[0] < spoken[0]:
        yield span[0], min(span[1], spoken[0] - DAY)


def straddled(standing: TermDates, imported: TermDates) -> tuple[str, ...]:
    """Sentences on the terms of which the file speaks for a part only."""
    spoken = _spoken_for(imported, whole_years=False)
    if spoken is None:
        return ()
    return tuple(
        sentence
        for first, last in standing.spans
        if first <= spoken[1] and last >= spoken[0]
        for sentence in _straddling((first, last), spoken)
    )


def _straddling(span: Span, spoken: Span) -> Iterator[str]:
    if span[0] < spoken[0]:
        before = span_words((span[0], spoken[0] - DAY))
        yield (
            f"{before} stays in term, as it stood: the file begins after it, on "
            f"{day_words(spoken[0])}. If it should go, give --replace."
        )
    if span[1] > spoken[1]:
        after = span_words((spoken[1] + DAY, span[1]))
        yield f"{after} is in no term any more: the file's last day is {day_words(spoken[1])}."


def difference(before: TermDates, after: TermDates, today: date) -> Difference:
    """Return the dates that go, the dates that come, and the past days that change."""
    lines = [
        *_changed_terms(before.spans, after.spans),
        *_changed(_named("INSET day", before.inset), _named("INSET day", after.inset)),
        *_changed(_named("closure", before.closures), _named("closure", after.closures)),
    ]  # fmt: skip
    return Difference(tuple(lines), tuple(_past(before.calendar, after.calendar, today)))


def _named(what: str, closed: Closed) -> list[str]:
    return [
        f"{what} {day_words(day)}{f' ({why})' if why else ''}"
        for day, why in sorted(closed.items())
    ]


def _changed_terms(before: tuple[Span, ...], after: tuple[Span, ...]) -> Iterator[str]:
    """Yield each term that goes, changes or comes. It changes if it meets just one that comes."""
    gone = [span for span in before if span not in after]
    new = [span for span in after if span not in before]
    becomes = {
        old: here[0] for old in gone
        if len(here := _meeting(old, new)) == 1 and _meeting(here[0], gone) == [old]
    }  # fmt: skip
    for old in gone:
        if old in becomes:
            yield f"term {span_words(old)} becomes {span_words(becomes[old])}"
        else:
            yield f"- term {span_words(old)}"
    yield from (f"+ term {span_words(span)}" for span in new if span not in becomes.values())


def _meeting(span: Span, others: list[Span]) -> list[Span]:
    return [other for other in others if other[0] <= span[1] and span[0] <= other[1]]


def _changed(before: list[str], after: list[str]) -> Iterator[str]:
    yield from (f"- {line}" for line in before if line not in after)
    yield from (f"+ {line}" for line in after if line not in before)


def _past(before: TermCalendar | None, after: TermCalendar | None, today: date) -> Iterator[str]:
    """Sentences on days before today that were told otherwise until now."""
    known = calendars.covered(before) if before else None
    if before is None or known is None:
        return
    was = set(calendars.school_days(before))
    now = set(calendars.school_days(after)) if after else set()

    def past(days: set[date]) -> str:
        return days_listed(sorted(d for d in days if d < today and known[0] <= d <= known[1]))

    if gone := past(was - now):
        yield f"These past days were school days and are no longer: {gone}."
    if new := past(now - was):
        yield f"These past days are school days now and were not before: {new}."
