"""Words for limits, days and citations."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import CalendarGap
from dpo_console.law.calendar.counting import Spans, union
from dpo_console.law.facts import noun
from dpo_console.law.reckoning.history import History
from dpo_console.law.reckoning.settling import SettledLimit
from dpo_console.law.statutes.duties import Limit
from dpo_console.text import DAYS, MONTHS, day_words

SMALL = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}

_IN_FULL = (
    (re.compile(r"\bDPA 2018,? s\."), "Data Protection Act 2018, section "),
    (re.compile(r"\bDPA 2018\b"), "Data Protection Act 2018"),
    (re.compile(r"\bFOIA 2000,? s\."), "Freedom of Information Act 2000, section "),
    (
        re.compile(r"\bEIR 2004,? reg (?=\d)"),
        "Environmental Information Regulations 2004, regulation ",
    ),
    (re.compile(r",? \bSch (?=\d)"), ", Schedule "),
    (re.compile(r",? \bpara (\d+)-(?=\d)"), r", paragraphs \1 and "),
    (re.compile(r",? \bpara (?=\d+ and \d)"), ", paragraphs "),
    (re.compile(r",? \bpara (?=\d)"), ", paragraph "),
    (re.compile(r",? \breg (?=\d)"), ", regulation "),
    (re.compile(r"\bArt (?=\d)"), "Article "),
)
"""The short citations of officers and screens, and how a letter writes them."""


def limit_words(limit: Limit, history: History) -> str:
    """Return a limit in words, such as `20 school days`.

    With a later event: `40 days from the announcement on Thu 20 Aug 2026`.
    """
    if limit.unit == "on":
        return f"the day set in {noun(limit.since)}"
    unit = limit.unit.replace("_", " ")
    count = SMALL.get(limit.count, str(limit.count))
    words = f"{count} {unit.removesuffix('s') if limit.count == 1 else unit}"
    since = history.first(limit.since) if limit.since else None
    return f"{words} from {noun(limit.since)} on {day_words(since)}" if since else words


def in_full(citation: str) -> str:
    """Return a citation as a letter has it, such as `Data Protection Act 2018, section 173`."""
    for short, full in _IN_FULL:
        citation = short.sub(full, citation)
    return citation


def days_words(count: int, what: str = "day") -> str:
    """Return `1 day` or `12 days`. `what` may be another unit, such as `working day`."""
    return f"1 {what}" if count == 1 else f"{count} {what}s"


def first_low(text: str) -> str:
    """Return the text with a small first letter, to stand inside a sentence."""
    return text[:1].lower() + text[1:]


def listed(words: Iterable[str], link: str = "and") -> str:
    """Return a list such as `this`, `this and that`, or `this, that and the other`.

    After `not` or `must`, the `link` is `or`: one of them is enough.
    """
    *most, last = words
    return f"{', '.join(most)} {link} {last}" if most else last


def comes_today(settled: SettledLimit) -> str:
    """Return what a stopped clock awaits, such as `the clarification comes today`."""
    waits = dict.fromkeys(noun(a.name) for a in settled.counted if a.answered is None)
    return f"{listed(waits)} {'comes' if len(waits) == 1 else 'come'} today"


def short_day(day: date) -> str:
    """Return a day without its year, such as `Tue 10 Nov`."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def days_listed(days: Iterable[date]) -> str:
    """Return days in short form, such as `14-15, 21-22 Nov, 19 Dec-4 Jan`, or '' for none."""
    spans = union((day, day) for day in days)
    return ", ".join(_span(spans, place) for place in range(len(spans)))


def _span(spans: Spans, place: int) -> str:
    """Return one span, without its month if the next span ends in the same month."""
    first, last = spans[place]
    after = spans[place + 1] if place + 1 < len(spans) else None
    whole = (first.year, first.month) == (last.year, last.month)
    until = str(last.day) if first == last else f"{first.day}-{last.day}"
    if not whole:
        until = f"{first.day} {MONTHS[first.month - 1]}-{last.day}"
    months = {(day.year, day.month) for day in after} if after else set()
    if whole and months == {(last.year, last.month)}:
        return until
    return f"{until} {MONTHS[last.month - 1]}"


def missing_words(gap: CalendarGap) -> str:
    """Return `term dates are missing for Thu 22 Jul 2027 to Fri 30 Jul 2027` or the like."""
    until = f" to {day_words(gap.until)}" if gap.until > gap.since else ""
    return f"{gap.what} are missing for {day_words(gap.since)}{until}"


def why_closed(first: date, last: date) -> str:
    """Return the reasons why no day from `first` to the day before `last` is a working day."""
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return ", ".join(calendars.closed_because(day) for day in days)
