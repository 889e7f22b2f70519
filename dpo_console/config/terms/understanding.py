"""From the entries of a calendar file to a school's term dates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from re import IGNORECASE, compile

from dpo_console.config.terms.events import CalendarEntry, Entries, Unused
from dpo_console.config.terms.meaning import Meaning, meanings
from dpo_console.config.terms.term_dates import Closed, Span, TermDates
from dpo_console.errors import BadFile
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import union, within
from dpo_console.law.calendar.school_year import span_words
from dpo_console.text import day_words

Sorted = dict[Meaning, list[CalendarEntry]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file says of a school's days; what of it was left out; and what contradicts itself.

    `bank_holidays` is how many entries named one: those are known without the file.
    """

    dates: TermDates
    unused: tuple[Unused, ...]
    doubts: tuple[str, ...]
    bank_holidays: int


def understand(path: Path, entries: Entries) -> Understood:
    """Take the terms, holidays, closures and INSET days from a file's entries.

    Raises BadFile where it has none of them, or where a term lacks its first or last day: the
    days between two terms would be taken for holidays.
    """
    found, unused = _sort(entries)
    pairs, lone = _pairs(found[Meaning.STARTS], found[Meaning.ENDS])
    if lone:
        raise BadFile(path, "", _unpaired(lone))
    breaks, lone = _pairs(found[Meaning.HOLIDAY_STARTS], found[Meaning.HOLIDAY_ENDS])
    unused += [Unused(str(event), "the holiday's other end isn't given") for event in lone]
    given = sorted({*_spans(found[Meaning.LESSONS]), *pairs})
    holidays = union([*_spans(found[Meaning.HOLIDAY]), *breaks])
    inset, closures = _days(found[Meaning.INSET]), _days(found[Meaning.CLOSURE])
    if not (given or inset or closures):
        raise BadFile(path, "", _nothing(unused, bool(holidays)))
    guessed = [entries.doubt] if entries.doubt else []
    doubts = [*guessed, *_overlaps(given), *_swallowed(given, holidays), *_twice(found)]
    spans = [part for span in union(given) for part in without(span, holidays)]
    closed = {day: why for day, why in closures.items() if day not in inset}
    dates = TermDates(tuple(spans), closed, inset)
    in_order = tuple(sorted(unused, key=lambda entry: entry.line))
    return Understood(dates, in_order, tuple(doubts), len(found[Meaning.BANK_HOLIDAY]))


def _sort(entries: Entries) -> tuple[Sorted, list[Unused]]:
    found: Sorted = {meaning: [] for meaning in Meaning}
    unused = list(entries.unused)
    for event in entries.events:
        meant = meanings(event)
        if isinstance(meant, str):
            unused.append(Unused(str(event), meant))
            continue
        for meaning in meant:
            found[meaning].append(event)
    return found, unused


def _spans(events: Iterable[CalendarEntry]) -> list[Span]:
    return [(event.first, event.last) for event in events]


def _pairs(
    starts: Sequence[CalendarEntry], ends: Sequence[CalendarEntry]
) -> tuple[list[Span], list[CalendarEntry]]:
    """Pair each start with the end that follows it. Return the pairs and the unpaired events.

    The same day named twice counts once.
    """
    days = {(e.first, 0): e for e in starts} | {(e.first, 1): e for e in ends}
    pairs: list[Span] = []
    lone: list[CalendarEntry] = []
    opened: CalendarEntry | None = None
    for (day, is_end), event in sorted(days.items(), key=lambda item: item[0]):
        if is_end and opened:
            pairs.append((opened.first, day))
            opened = None
        elif is_end:
            lone.append(event)
        else:
            lone += [opened] if opened else []
            opened = event
    return pairs, [*lone, opened] if opened else lone


def _unpaired(lone: Sequence[CalendarEntry]) -> str:
    return "\n".join(
        [
            "names the first day of a term without its last one, or the other way round:",
            *(f"  {event}" for event in lone),
            "Add what is missing, or take these out; nothing was changed.",
        ]
    )


def _nothing(unused: Sequence[Unused], holidays: bool) -> str:
    why = (
        "names holidays, but no term: the days of lessons can't be told from holidays alone"
        if holidays
        else "names no term, closure or INSET day"
    )
    shown = [f"  {entry.entry}: {entry.why}" for entry in unused[:20]]
    more = [f"  (and {len(unused) - 20} more)"] if len(unused) > 20 else []
    return "\n".join([f"{why}. Nothing was changed.", *shown, *more])


def without(span: Span, holidays: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a term that remain without the holidays in it.

    A part begins and ends with lessons, not at the weekend beside a holiday.
    """
    first, last = span
    for begins, ends in holidays:
        if ends < first or last < begins:
            continue
        before = begins - DAY
        while before.weekday() >= 5:
            before -= DAY
        if first <= before:
            yield first, before
        first = ends + DAY
        while first.weekday() >= 5:
            first += DAY
    if first <= last:
        yield first, last


def _days(events: Iterable[CalendarEntry]) -> Closed:
    """Return the events' weekdays with their reasons, and any weekend day named by itself."""
    found: dict[date, str] = {}
    for event in events:
        for n in range((event.last - event.first).days + 1):
            day = event.first + n * DAY
            if day.weekday() < 5 or event.first == event.last:
                found[day] = found.get(day) or _reason(event)
    return found


_USUAL = compile(
    r"^(schools? (is )?closed( to( all)? (pupils|children|students))?|school closure|closed?"
    r"|closure( day)?|(staff )?inset( training)?( days?)?|(staff|teacher) training( days?)?)"
    r"[\s:,;.–—-]*(\d\b)?",
    IGNORECASE,
)


def _reason(event: CalendarEntry) -> str:
    """Return an entry's own reason, beyond a closure or the start or end of a term."""
    if len(meanings(event)) > 1:
        return ""
    return _USUAL.sub("", event.name).strip(" ()-–—:")


def _overlaps(spans: Sequence[Span]) -> Iterator[str]:
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            if other[0] <= one[1]:
                yield (
                    f"The terms {span_words(one)} and {span_words(other)} overlap; each day of "
                    "both was taken as a day of term, less the holidays named."
                )


def _swallowed(spans: Sequence[Span], holidays: Sequence[Span]) -> Iterator[str]:
    for span in spans:
        if not list(without(span, holidays)):
            yield f"The term {span_words(span)} lies wholly in a holiday; the holiday was taken."


def _twice(found: Sorted) -> Iterator[str]:
    both = _days(found[Meaning.INSET]).keys() & _days(found[Meaning.CLOSURE]).keys()
    for day in sorted(both):
        yield f"{day_words(day)} is an INSET day and a closure; it was taken as an INSET day."
    for meaning, what in ((Meaning.INSET, "INSET day"), (Meaning.CLOSURE, "closure")):
        events = found[meaning]
        for number, event in enumerate(events):
            others = _spans(events[:number])
            if within(event.first, tuple(others)):
                yield f"The {what} {day_words(event.first)} is given twice ({event.place})."
