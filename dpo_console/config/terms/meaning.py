"""What an entry of a school's calendar means, told by the words that schools use for it.

What isn't understood for certain is left to the officer: a day wrongly taken for a holiday would
move dates to the unsafe side.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from dpo_console.config.terms.events import CalendarEntry
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.text import fold


class Meaning(StrEnum):
    """What an entry says of its days. STARTS and ENDS are the first and last day of lessons."""

    LESSONS = "lessons"
    STARTS = "starts"
    ENDS = "ends"
    HOLIDAY = "holiday"
    HOLIDAY_STARTS = "holiday starts"
    HOLIDAY_ENDS = "holiday ends"
    INSET = "inset"
    CLOSURE = "closure"
    BANK_HOLIDAY = "bank holiday"


LONGEST_HALF_TERM = 16
"""Days. A half term that lasts longer is the one with lessons."""

LONGEST_CLOSURE = 4
"""Days. What is closed for longer is a holiday."""

_SEASON = "autumn|spring|summer|winter|christmas|xmas|easter|whitsun|half term|mid term"
_HOLIDAY_OF = f"{_SEASON}|school|october|november|february|march|april|may|july|august|december"
_TERM = "term|half term|autumn|spring|summer|school|lessons"
_PUPILS = "pupils|children|students|everyone|school|schools"

_SOME = re.compile(r"\b(years? \d|y\d|year group|reception|nursery|sixth form|6th form|new pupils)")
_ASIDE = re.compile(r"\b(club|camp|clinic|homework|scheme|tuition|revision|rota|party|request)s?\b")
_INSET = re.compile(
    r"\binset\b|\bi n s e t\b|\b(staff|teachers?'?) (training|development)\b|\btraining day"
    r"|\bprofessional development\b|\b(cpd|pd) day|\bnon pupil day|\bpupil free day"
)
_BANK = re.compile(
    r"\b(bank|public) holiday|\bgood friday|\beaster monday|\bboxing day|\bchristmas day"
    r"|\bnew year'?s'? day|\bmay day\b"
)
_START = re.compile(
    rf"\b(term|{_SEASON})( \d)? (starts?|begins?|opens?|commences?)\b"
    rf"|\b(start|beginning|first day) of (the )?(\w+ )*?({_TERM})\b|\bfirst day back\b"
    rf"|\b({_PUPILS}) (return|returns|back|re ?opens?|starts?|resumes?)\b"
    r"|\b(back|return) to school\b"
)
_END = re.compile(
    rf"\b(term|{_SEASON})( \d)? (ends?|closes?|finish(es)?)\b"
    rf"|\b(end|last day) of (the )?(\w+ )*?({_TERM})\b|\blast day *$"
    r"|\bbreaks? up\b|\bschools? closes?\b"
)
_AROUND = re.compile(r"\b(after|before|for)( the)?( \w+)? ?(half terms?|holidays?|breaks?)\b.*")
_OFF = re.compile(
    rf"\b({_HOLIDAY_OF}) (\w+ )*?(holidays?|breaks?|vacation)\b|^holidays?\b"
    r"|^(christmas|xmas|easter|whitsun)$"
)
_HALF_TERM = re.compile(r"\bhalf terms?\b(?! ?\d)")
_FIRST = re.compile(r"\b(starts?|begins?|beginning|commences?|first)\b")
_LAST = re.compile(r"\b(ends?|finish(es)?|last)\b")
_CLOSED = re.compile(
    r"\bschools? (is |are |will be )?(closed|shut)\b|^closed\b|^(school )?closure\b|\bclosure day"
    r"|\bclosed (to|for) (all )?(pupils|children|students)\b|\bno school\b|\bsnow day"
    r"|\boccasional day"
)
_OF_LESSONS = re.compile(
    r"(autumn|spring|summer|michaelmas|lent|trinity|terms?|half|first|second|third|one|two|three"
    r"|four|five|six|\d|a|b|time|dates?|school|academic|year|part|the|of|19\d\d|20\d\d|\d\d)"
)
_NAMES_A_TERM = re.compile(r"\b(autumn|spring|summer|michaelmas|lent|trinity|terms?)\b")


def meanings(event: CalendarEntry) -> tuple[Meaning, ...] | str:
    """Return an entry's one or two meanings, or the reason why it affects no day."""
    name = " ".join(re.findall(r"[\w']+", fold(event.name)))
    if "twilight" in name:
        return "training after lessons doesn't close the school"
    if _SOME.search(name):
        return "it is about some of the pupils only"
    if _ASIDE.search(name):
        return "it isn't about the days of lessons"
    found = tuple(_meanings(name, event))
    if event.short and {Meaning.INSET, Meaning.CLOSURE} & set(found):
        return "it takes some hours only"
    return found or _not_understood(name, event)


def _not_understood(name: str, event: CalendarEntry) -> str:
    one_day = event.first == event.last
    if one_day and _HALF_TERM.search(name) and (_FIRST.search(name) or _LAST.search(name)):
        return (
            "half term can be the holiday or the weeks of lessons; write 'half-term holiday "
            "starts' or 'term ends'"
        )
    if one_day and _is_of_lessons(name):
        return "a term of one day; give its first and last day, or say that it starts or ends"
    return "its words aren't known here"


def _meanings(name: str, event: CalendarEntry) -> Iterator[Meaning]:
    """At most a training day and the boundary that falls on it, else one thing."""
    inset = bool(_INSET.search(name))
    if inset:
        yield Meaning.INSET
    if _is_bank_holiday(name, event):
        yield Meaning.BANK_HOLIDAY
    elif boundary := _boundary(name, event):
        yield boundary
    elif not inset:
        yield from _whole(name, event)


def _is_bank_holiday(name: str, event: CalendarEntry) -> bool:
    """Whether it is one that the law knows, and no week that is named after one."""
    days = (event.first + n * DAY for n in range(min((event.last - event.first).days, 4) + 1))
    return bool(_BANK.search(name)) and all(calendars.closed_because(day) for day in days)


def _boundary(name: str, event: CalendarEntry) -> Meaning | None:
    """Whether it names the first or last day of lessons, or of a holiday."""
    if event.first != event.last:
        return None
    bare = _AROUND.sub("", name)
    if _OFF.search(bare):
        first, last = _FIRST.search(bare), _LAST.search(bare)
        starts, ends = Meaning.HOLIDAY_STARTS, Meaning.HOLIDAY_ENDS
    elif _HALF_TERM.search(bare):
        return None
    else:
        first, last = _START.search(bare), _END.search(bare)
        starts, ends = Meaning.STARTS, Meaning.ENDS
    if bool(first) == bool(last):
        return None
    return starts if first else ends


def _whole(name: str, event: CalendarEntry) -> Iterator[Meaning]:
    """Yield the meaning of the entry for all its days."""
    days = (event.last - event.first).days + 1
    half_term = bool(_HALF_TERM.search(name))
    bare = days == 1 and (_FIRST.search(name) or _LAST.search(name))
    if _OFF.search(name) and not (days == 1 and _BANK.search(name)):
        yield Meaning.HOLIDAY
    elif _CLOSED.search(name) or _BANK.search(name):
        yield Meaning.HOLIDAY if days > LONGEST_CLOSURE else Meaning.CLOSURE
    elif half_term and days <= LONGEST_HALF_TERM and not bare:
        yield Meaning.HOLIDAY
    elif days > 1 and _is_of_lessons(name):
        yield Meaning.LESSONS


def _is_of_lessons(name: str) -> bool:
    """Whether it names a term and nothing else: clubs run for a term as well."""
    words = name.split()
    return bool(_NAMES_A_TERM.search(name)) and all(_OF_LESSONS.fullmatch(word) for word in words)
