"""Term dates read from a calendar file (.ics, RFC 5545), or a CSV of three columns.

An entry counts if its name is one of those below, and is left out, with the reason, if it isn't: a
day wrongly taken for a holiday would move dates to the unsafe side.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.config.files.incoming import decoded
from dpo_console.config.terms.term_dates import Closed, Span, TermDates
from dpo_console.errors import BadFile, BadInput
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.counting import union
from dpo_console.law.calendar.school_year import span_words
from dpo_console.london import in_london
from dpo_console.text import clean_line, counted, fold, show_line, unspreadsheet
from dpo_console.typed_days import parse_calendar_day

if TYPE_CHECKING:
    from icalendar import Event as VEvent

LARGEST = 2_000_000
"""Bytes: ten years of a busy school's calendar are fewer."""

COLUMNS = ["what", "first", "last"]

MOST_SHOWN = 40
"""The most bad lines named at once."""

SHORT = timedelta(hours=4)
"""What takes less of a day, such as training in the evening, doesn't close the school."""

SENSIBLE = (1990, 2100)
"""The years in which a term can lie."""

LONGEST_HALF_TERM = 16
"""Days. A half term that lasts longer is no holiday."""

UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError,
              OSError)  # fmt: skip
"""What the library raises for what is wrong in a stranger's file; OSError for an odd time zone."""

_TERM = (
    r"(?:(?:the )?(?:(?:autumn|spring|summer) )?term(?: \d)?(?: 20\d\d)?"
    r"|(?:autumn|spring|summer) \d|half term \d)"
)


class Meaning(StrEnum):
    """What an entry says of its days. STARTS and ENDS are the first and last day of a term."""

    TERM = "term"
    STARTS = "starts"
    ENDS = "ends"
    HOLIDAY = "holiday"
    INSET = "inset"
    CLOSED = "closed"


_NAMES = {
    Meaning.TERM: _TERM,
    Meaning.STARTS: rf"{_TERM} (?:starts|begins)|(?:start|first day) of {_TERM}",
    Meaning.ENDS: rf"{_TERM} ends|(?:end|last day) of {_TERM}",
    Meaning.HOLIDAY: r"(?:\w+ )*half term(?: holidays?| break)?|(?:\w+ ){0,2}(?:holidays?|break)",
    Meaning.INSET: r"(?:staff )?(?:inset|training)(?: training)?(?: days?)?(?: \d)?",
    Meaning.CLOSED: r"(?:school )?(?:closed|closure)(?: days?)?",
}
"""The names of entries in small letters, without punctuation."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry: where it stands in the file, its name, and its first and last day.

    `short`: it takes a few hours of its day, so it can't close a school.
    """

    place: str
    name: str
    first: date
    last: date
    short: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.name}, {span_words((self.first, self.last))}"


@dataclass(frozen=True, slots=True)
class Unused:
    """An entry that changes nothing, and why."""

    entry: str
    why: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file says of a school's days; what of it was left out; and what contradicts itself."""

    dates: TermDates
    unused: tuple[Unused, ...]
    doubts: tuple[str, ...]


def read_terms(path: Path, content: bytes) -> Understood:
    """Read the terms, closures and INSET days of an .ics or CSV file.

    Raises BadFile naming every bad line, where it has no dates, or where a term lacks its first or
    last day: the days between two terms would be taken for holidays.
    """
    text, doubt = decoded(content, path)
    is_calendar = path.suffix.lower() == ".ics" or text.lstrip()[:15].upper() == "BEGIN:VCALENDAR"
    entries = calendar_entries(path, text) if is_calendar else csv_entries(path, text)
    return _understood(path, entries, doubt)


def csv_entries(path: Path, text: str) -> list[CalendarEntry | Unused]:
    """Return the lines of a CSV file. Raises BadFile naming every bad line."""
    try:
        reader = csv.reader(StringIO(text, newline=""))
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as problem:
        raise BadFile(path, f"line {reader.line_num}", f"is no line of CSV ({problem}).") from None
    heads = [fold(cell).strip() for cell in lines[0][1][:3]] if lines else []
    if heads != COLUMNS:
        what = "must name the three columns what,first,last, with commas between them."
        raise BadFile(path, "line 1", what)
    found: list[CalendarEntry | Unused] = []
    problems: list[str] = []
    for number, cells in lines[1:]:
        try:
            found.append(_line(number, cells))
        except BadInput as problem:
            problems.append(f"  line {number}, {problem}")
    if problems:
        shown, more = problems[:MOST_SHOWN], len(problems) - MOST_SHOWN
        count = counted(len(problems), "line")
        head = f"{count} can't be taken, so nothing was changed:"
        raise BadFile(path, "", "\n".join([head, *shown, *[f"  (and {more} more)"] * (more > 0)]))
    return found


def _line(number: int, cells: Sequence[str]) -> CalendarEntry:
    """Return one line. Raises BadInput naming the field."""
    what, first, last = (*(cell.strip() for cell in cells[:3]), "", "", "")[:3]
    name = _name(what, "field what")
    begins = _day(first, "field first")
    ends = _day(last, "field last") if last else begins
    if ends < begins:
        raise BadInput(f"field last: {show_line(last, 60)} is before the first day.")
    return CalendarEntry(f"line {number}", name, begins, ends)


def _day(typed: str, field: str) -> date:
    """Read a day, without the midnight that a spreadsheet may add after it."""
    return parse_calendar_day(typed.removesuffix("00:00:00").removesuffix("00:00"), field)


def _name(text: str, place: str) -> str:
    name = clean_line(" ".join(unspreadsheet(text).split()), place)
    if not name:
        raise BadInput(f"{place}: this has no name.")
    return name[:200]


def calendar_entries(path: Path, text: str) -> list[CalendarEntry | Unused]:
    """Return the events of a calendar. Raises BadFile if it isn't one, or was cut off."""
    from icalendar import Calendar, Event  # slow to load

    try:
        calendars_ = Calendar.from_ical(text, multiple=True)
        found = [e for one in calendars_ for e in one.walk("VEVENT") if isinstance(e, Event)]
    except UNREADABLE:
        what = "is not a calendar file that can be read. Export it again as .ics, or as CSV."
        raise BadFile(path, "", what) from None
    if len(found) != len(re.findall(r"^BEGIN:VEVENT\s*$", text, re.IGNORECASE | re.MULTILINE)):
        what = "is damaged or cut off: not every event that begins ends. Fetch it again."
        raise BadFile(path, "", what)
    entries = []
    for number, event in enumerate(found, 1):
        try:
            entries.append(_event(event, f"event {number}"))
        except BadInput as problem:
            raise BadFile(path, f"event {number}", str(problem)) from None
    return entries


def _event(found: "VEvent", place: str) -> CalendarEntry | Unused:
    summary = found.get("SUMMARY", "")
    first = summary[0] if isinstance(summary, list) else summary
    name = _name(str(first).strip() or "(no name)", "SUMMARY")
    if str(found.get("STATUS", "")).upper() == "CANCELLED":
        return Unused(f"{place}: {name}", "it is cancelled")
    if found.get("RRULE") or found.get("RDATE") or found.get("RECURRENCE-ID"):
        why = "it repeats; give each of its dates as an entry of its own"
        return Unused(f"{place}: {name}", why)
    try:
        start, end = _in_london(found.start), _in_london(found.end)
        wrong = end < start
    except UNREADABLE:
        wrong = True
    if wrong:
        return Unused(f"{place}: {name}", "its days can't be read")
    if not SENSIBLE[0] <= start.year <= end.year <= SENSIBLE[1]:
        return Unused(f"{place}: {name}", f"its year can't be right: {start.year} to {end.year}")
    if isinstance(start, datetime) and isinstance(end, datetime):
        last = max(start, end - timedelta(microseconds=1))
        short = timedelta(0) < (end - start) < SHORT
        return CalendarEntry(place, name, start.date(), last.date(), short)
    return CalendarEntry(place, name, start, max(start, end - DAY))


def _in_london(moment: date) -> date:
    """Return a day, or a minute in London, naive."""
    if isinstance(moment, datetime) and moment.tzinfo:
        return in_london(moment)
    return moment


def meanings(entry: CalendarEntry) -> tuple[Meaning, ...]:
    """Return what the name of an entry means, and what its reason does: “Term starts (INSET day)”.

    It is nothing if neither is a name that is known.
    """
    days = (entry.last - entry.first).days + 1
    parts = (" ".join(re.findall(r"[\w']+", fold(part))) for part in _parts(entry.name))
    found = []
    for part in parts:
        for meaning, names in _NAMES.items():
            if re.fullmatch(names, part) and _lasts(meaning, days, entry, half="half" in part):
                found.append(meaning)
                break
    return tuple(dict.fromkeys(found))


def _parts(name: str) -> list[str]:
    """Return the name itself, and the reason after a colon, bracket or dash."""
    return re.split(r"[:(]|\s[-–—]\s", name, maxsplit=1)


def _lasts(meaning: Meaning, days: int, entry: CalendarEntry, *, half: bool) -> bool:
    """Return True if an entry lasts as long as its meaning can."""
    if meaning is Meaning.TERM:
        return days > 1
    if meaning in (Meaning.STARTS, Meaning.ENDS):
        return days == 1
    if meaning is Meaning.HOLIDAY:
        return days <= LONGEST_HALF_TERM if half else days > 1
    return not entry.short


def _understood(path: Path, entries: Sequence[CalendarEntry | Unused], doubt: str) -> Understood:
    found: dict[Meaning, list[CalendarEntry]] = {meaning: [] for meaning in Meaning}
    unused: list[Unused] = []
    for entry in entries:
        meant = meanings(entry) if isinstance(entry, CalendarEntry) else ()
        if isinstance(entry, Unused):
            unused.append(entry)
        elif not meant:
            unused.append(Unused(str(entry), _why_not(entry)))
        for meaning in meant:
            found[meaning].append(entry)  # type: ignore[arg-type]  # an Unused has no meaning
    terms = sorted({*_spans(found[Meaning.TERM]), *_pairs(path, found)})
    holidays = union(_spans(found[Meaning.HOLIDAY]))
    inset, closures = _days(found[Meaning.INSET]), _days(found[Meaning.CLOSED])
    if not (terms or inset or closures):
        raise BadFile(path, "", _nothing(unused))
    doubts = (*filter(None, [doubt]), *_overlaps(terms), *_swallowed(terms, holidays))
    spans = tuple(part for span in union(terms) for part in without(span, holidays))
    closed = {day: why for day, why in closures.items() if day not in inset}
    return Understood(TermDates(spans, closed, inset), tuple(unused), doubts)


def _why_not(entry: CalendarEntry) -> str:
    if entry.first == entry.last and calendars.closed_because(entry.first):
        return "bank holidays are known without the file"
    return "it takes some hours only" if entry.short else "its words aren't known here"


def _spans(entries: Iterable[CalendarEntry]) -> list[Span]:
    return [(entry.first, entry.last) for entry in entries]


def _pairs(path: Path, found: dict[Meaning, list[CalendarEntry]]) -> Iterator[Span]:
    """Yield each first day of a term with the last one that follows. Raises BadFile for a lone one.

    The same day named twice counts once.
    """
    days = {(e.first, 0): e for e in found[Meaning.STARTS]}
    days |= {(e.first, 1): e for e in found[Meaning.ENDS]}
    lone: list[CalendarEntry] = []
    opened: CalendarEntry | None = None
    for (day, is_end), entry in sorted(days.items(), key=lambda item: item[0]):
        if is_end and opened:
            yield opened.first, day
            opened = None
        elif is_end:
            lone.append(entry)
        else:
            lone += [opened] if opened else []
            opened = entry
    if lone := [*lone, opened] if opened else lone:
        lines = [
            "names the first day of a term without its last one, or the other way round:",
            *(f"  {entry}" for entry in lone),
            "Add what is missing, or take these out; nothing was changed.",
        ]
        raise BadFile(path, "", "\n".join(lines))


def _nothing(unused: Sequence[Unused]) -> str:
    shown = [f"  {entry.entry}: {entry.why}" for entry in unused[:MOST_SHOWN]]
    more = [f"  (and {len(unused) - MOST_SHOWN} more)"] * (len(unused) > MOST_SHOWN)
    return "\n".join(["names no term, closure or INSET day. Nothing was changed.", *shown, *more])


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


def _days(entries: Iterable[CalendarEntry]) -> Closed:
    """Return the entries' weekdays with their reasons, and any weekend day named by itself."""
    found: dict[date, str] = {}
    for entry in entries:
        why = "" if len(meanings(entry)) > 1 else "".join(_parts(entry.name)[1:]).strip(" )")
        for n in range((entry.last - entry.first).days + 1):
            day = entry.first + n * DAY
            if day.weekday() < 5 or entry.first == entry.last:
                found[day] = found.get(day) or why
    return found


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
