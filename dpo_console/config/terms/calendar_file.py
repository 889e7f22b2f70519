"""The entries of a calendar file (.ics, RFC 5545)."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar
from icalendar import Event as VEvent

from dpo_console.config.terms.events import CalendarEntry, Entries, Unused, entry_name
from dpo_console.errors import BadFile, BadInput
from dpo_console.london import in_london

SHORT = timedelta(hours=4)
"""What takes less of a day, such as training in the evening, doesn't close the school."""

SENSIBLE = (1990, 2100)
"""Years that a term can lie in."""

UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError,
              OSError)  # fmt: skip
"""What the library raises for what is wrong in a stranger's file; OSError for an odd time zone."""

_LINE = re.compile(r"[A-Za-z0-9-]+[;:]")
_BEGINS = re.compile(r"BEGIN:VEVENT\s*", re.IGNORECASE)


def calendar_entries(path: Path, text: str) -> Entries:
    """Read the events of a calendar. Raises BadFile if it isn't one, or was cut off."""
    lines = re.split("\r\n|\n|\r", text)
    places = [f"line {n}" for n, line in enumerate(lines, 1) if _BEGINS.fullmatch(line)]
    found = _components(path, text)
    if len(found) != len(places):
        raise BadFile(
            path,
            _first_bad(text),
            "is damaged or cut off: not every event that begins ends. Fetch it again.",
        )
    events: list[CalendarEntry] = []
    unused: list[Unused] = []
    for place, component in zip(places, found, strict=True):
        try:
            event = _event(component, place)
        except BadInput as problem:
            raise BadFile(path, place, str(problem)) from None
        if isinstance(event, Unused):
            unused.append(event)
        else:
            events.append(event)
    return Entries(tuple(events), tuple(unused))


def _components(path: Path, text: str) -> list[VEvent]:
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        return [event for event in found if isinstance(event, VEvent)]
    except UNREADABLE:
        raise BadFile(
            path,
            _first_bad(text),
            "is not a calendar file that can be read. Export it again as .ics, or as CSV.",
        ) from None


def _first_bad(text: str) -> str:
    """Return the first line that can't stand in a calendar, such as `line 12`, or ''."""
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(re.split("\r\n|\n|\r", text), 1):
        if not line.strip() or (number > 1 and line[0] in " \t"):
            continue  # it goes on with the line before
        if not _LINE.match(line):
            return f"line {number}"
        what, _, of = line.strip().upper().partition(":")
        if what == "BEGIN":
            opened.append((of, number))
        elif what == "END":
            begun, at = opened.pop() if opened else ("", number)
            if begun != of:
                return f"line {at}"
    return f"line {opened[-1][1]}" if opened else ""


def _event(found: VEvent, place: str) -> CalendarEntry | Unused:
    summary = found.get("SUMMARY", "")
    first = summary[0] if isinstance(summary, list) else summary
    name = entry_name(str(first).strip() or "(no name)", "SUMMARY")
    for reason in _reasons_against(found):
        return Unused(f"{place}: {name}", reason)
    try:
        start, end = _start_and_end(found)
    except UNREADABLE:
        return Unused(f"{place}: {name}", "its days can't be read")
    if not SENSIBLE[0] <= start.year <= end.year <= SENSIBLE[1]:
        return Unused(f"{place}: {name}", f"its year can't be right: {start.year} to {end.year}")
    if isinstance(start, datetime) and isinstance(end, datetime):
        last = max(start, end - timedelta(microseconds=1))
        return CalendarEntry(
            place, name, start.date(), last.date(), short=timedelta(0) < (end - start) < SHORT
        )
    return CalendarEntry(place, name, start, max(start, end - timedelta(days=1)))


def _reasons_against(found: VEvent) -> Iterator[str]:
    if str(found.get("STATUS", "")).upper() == "CANCELLED":
        yield "it is cancelled"
    if found.get("RRULE") or found.get("RDATE") or found.get("RECURRENCE-ID"):
        yield "it repeats; give each of its dates as an entry of its own"


def _start_and_end(found: VEvent) -> tuple[date, date]:
    """Both days, or both minutes in London, naive; the end itself is not part of the event."""
    start, end = _in_london(found.start), _in_london(found.end)
    if end < start:
        raise ValueError("it ends before it begins")
    return start, end


def _in_london(moment: date) -> date:
    if isinstance(moment, datetime) and moment.tzinfo:
        return in_london(moment)
    return moment
