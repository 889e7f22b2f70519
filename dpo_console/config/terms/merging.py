"""Imported term dates laid over those that stand, the difference, and their place in dpo.toml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from dpo_console.config.terms.term_dates import Closed, Span, TermDates
from dpo_console.errors import Refused
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import union, within
from dpo_console.law.calendar.school_year import span_words, year_of, year_span
from dpo_console.law.calendar.schools import TermCalendar
from dpo_console.law.words import days_listed
from dpo_console.text import day_words

ONE_LINE = 80
"""Characters of a list that needs no line for each of its entries."""

_LINE = re.compile(r"""((?:[^#"']|"(?:\\.|[^"\\])*"|'[^']*')*)(\#.*)?""")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


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


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import changes: a line for each date, and the sentences beside them.

    A line begins with + or -, or tells how a term changes.
    """

    lines: tuple[str, ...]
    notes: tuple[str, ...]


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


def with_dates(text: str, slug: str, dates: TermDates) -> str:
    """Return the text with these dates in place of the school's. Raises Refused on failure.

    A list with the same dates as before keeps its exact text.
    """
    try:
        whole = tomlkit.parse(text)
        schools: Any = whole["school"]
        school = next(s for s in schools if str(s.get("slug", "")).strip() == slug)
        for key, entries in {
            "terms": {first: f"[{first}, {last}]" for first, last in dates.spans},
            "closures": _entries(dates.closures),
            "inset": _entries(dates.inset),
        }.items():
            _put(school, key, entries, "\r\n" if "\r\n" in text else "\n")
        return tomlkit.dumps(whole)
    except (TOMLKitError, StopIteration, LookupError, AttributeError, TypeError):
        raise Refused(
            f"The dates can't be written into data/dpo.toml as it stands. Write them under "
            f"{slug} by hand."
        ) from None


def _entries(closed: Closed) -> dict[date, str]:
    return {
        day: f"{{ on = {day}, why = {tomlkit.string(why).as_string()} }}" if why else str(day)
        for day, why in sorted(closed.items())
    }


def _put(school: Any, key: str, entries: Mapping[date, str], newline: str) -> None:  # noqa: ANN401
    """Put a list into a school's table: where it stood, or below the table's last key."""
    before = school.get(key)
    after = _list_text(entries, {}, newline)
    if before is None:
        if entries:
            _add(school, key, after, newline)
    elif before.unwrap() != _value(after).unwrap():
        school[key] = _value(_list_text(entries, _comments(before.as_string()), newline))


def _value(text: str) -> Any:  # noqa: ANN401 - one of tomlkit's items
    return tomlkit.value(text)


def _add(school: Any, key: str, text: str, newline: str) -> None:  # noqa: ANN401
    """Add a key below the last one, aligned with it.

    tomlkit itself would put it below the comments that belong to what follows the table.
    """
    if isinstance(school, InlineTable):
        school.append(key, _value(text))
        return
    name, item = [entry for entry in school.value.body if entry[0] is not None][-1]
    column = max(len(f"{name.as_string()}{name.sep}") - len("= "), len(key) + 1)
    trail = item.trivia.trail
    item.trivia.trail = (
        f"{trail if trail.endswith(newline) else newline}"
        f"{item.trivia.indent}{key:{column}}= {text}{newline}"
    )


@dataclass(slots=True)
class Comments:
    """The comments of one entry in a list: on lines of their own above it, and beside it."""

    above: list[str] = field(default_factory=list)
    beside: str = ""


def _list_text(entries: Mapping[date, str], comments: Mapping[date, Comments], newline: str) -> str:
    """Return a list as TOML: on one line if it is short, else an entry a line with its comments.

    The comments of a removed entry stay.
    """
    short = f"[{', '.join(entries.values())}]"
    if not comments and len(short) <= ONE_LINE and not any("[" in e for e in entries.values()):
        return short
    lines = ["["]
    for day in sorted({*entries, *comments}):
        said = comments.get(day, Comments())
        lines += [f"  {comment}" for comment in said.above]
        beside = f"  {said.beside}" if said.beside else ""
        lines += [f"  {entries[day]},{beside}"] if day in entries else [beside] if beside else []
    return newline.join([*lines, "]"])


def _comments(text: str) -> dict[date, Comments]:
    """Return the comments in a list, by the first day of the entry below or beside them."""
    found: dict[date, Comments] = {}
    above: list[str] = []
    for line in text.splitlines():
        split = _LINE.match(line)
        said, comment = (split[1], (split[2] or "").strip()) if split else (line, "")
        day = _DAY.search(said)
        if day and (above or comment):
            found[date.fromisoformat(day[0])] = Comments(above, comment)
            above = []
        elif comment:
            above.append(comment)
    if above:
        found[date.max] = Comments(above)
    return found
