"""The days by which a letter asks for an answer: days on which the office works.

Those are working days, and school days where the school's term dates are known.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from dpo_console.cases.clock.projection import law_facts, school_for_dates
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.release_terms import DAYS_TO_SIGN
from dpo_console.errors import BadInput
from dpo_console.law.calendar.calendars import possible_school_days
from dpo_console.law.calendar.school_year import school_year, why_no_lessons, year_of
from dpo_console.law.clock import may_close_if_asked
from dpo_console.law.statutes import statute
from dpo_console.letters.catalogue import LetterKind
from dpo_console.letters.wording.conditions import FIELDS, Typed, day_in_full
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.text import day_words
from dpo_console.typed_days import parse_day

DAYS_TO_REPLY = 30
"""The days we wait for an answer where neither the law nor guidance says how long."""

DAYS_TO_ANSWER = 7
"""The days that a reminder gives a recipient."""

FEE = "fee_requested"

QUESTIONS: Mapping[str, str] = {
    "clarification.close_on": "clarification_requested",
    "identity.reply_by": "id_requested",
    "authority.reply_by": "authority_requested",
    "fee.pay_by": FEE,
}
"""The fields that give the last day we wait for an answer, with the fact that asks for it."""

WAITS: Mapping[str, int] = {
    **dict.fromkeys(QUESTIONS, DAYS_TO_REPLY),
    "sharing.sign_by": DAYS_TO_SIGN,
    "sharing.reply_by": DAYS_TO_ANSWER,
}
"""The fields that give the last day we wait, with the usual number of days."""


def usual_days(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Return the usual last day for each kind of answer, moved on to a day at work."""
    days = {name: day_in_full(at_work(desk, file, _usual(desk, file, name))) for name in WAITS}
    lawful = last_day(desk, file, "fee.pay_by")
    return {**days, "fee.lawful_by": days["fee.pay_by"] if lawful else ""}


def last_day(desk: Desk, file: CaseFile, name: str) -> date | None:
    """Return the last day to answer what is asked today, or None without a rule.

    FOIA 2000 s.9(2); EIR 2004 reg 8(5); for others the guidance.
    """
    question = QUESTIONS.get(name)
    if question is None:
        return None
    kind, facts = file.case.kind, law_facts(file)
    school = school_for_dates(desk.settings, file.case.school, kind, facts, desk.today)
    day = may_close_if_asked(kind, question, facts, school, desk.today)
    return day - timedelta(1) if day else None


def last_days(desk: Desk, file: CaseFile, letter: LetterKind) -> dict[str, date]:
    """Return the last day that guidance allows, for each field of a letter that asks for one."""
    by_guidance = [ask.name for ask in letter.asks if not _by_statute(file, ask.name)]
    days = {name: last_day(desk, file, name) for name in by_guidance}
    return {name: day for name, day in days.items() if day}


def at_work(desk: Desk, file: CaseFile, day: date) -> date:
    """Return the day, or the next one on which the case's office works, as far as is known."""
    days = possible_school_days(desk.settings.school(file.case.school).terms, "england")
    place = bisect_left(days, day)
    return days[place] if place < len(days) else day


def day_notes(
    desk: Desk, file: CaseFile, letter: LetterKind, said: Mapping[str, str]
) -> Iterator[str]:
    """Yield why a letter's day was moved on, or that nobody works on the day that was typed."""
    for name in (ask.name for ask in letter.asks if FIELDS[ask.name].typed is Typed.AHEAD):
        moved = not said.get(name) and name in WAITS
        wanted = _usual(desk, file, name) if moved else _day(said.get(name, ""), desk)
        if wanted and not moved:
            yield from _too_short(desk, file, name, wanted)
        if wanted and (named := at_work(desk, file, wanted)) > wanted:
            if moved and _only_weekend(wanted, named):
                continue  # nobody wonders why a letter waits until Monday
            yield _note(desk, file, wanted, named, moved=moved)


def _only_weekend(wanted: date, named: date) -> bool:
    """Return True for days from a Saturday or Sunday to the Monday after."""
    return wanted.weekday() >= 5 and (named - wanted).days == 7 - wanted.weekday()


def _usual(desk: Desk, file: CaseFile, name: str) -> date:
    return last_day(desk, file, name) or desk.today + timedelta(WAITS[name])


def _too_short(desk: Desk, file: CaseFile, name: str, wanted: date) -> Iterator[str]:
    lawful = last_day(desk, file, name)
    if lawful is None or wanted >= lawful:
        return
    if _by_statute(file, name):
        yield f"The law gives until {day_words(lawful)} to pay, and not only {day_words(wanted)}."
    else:
        yield sooner_words(wanted, lawful)


def sooner_words(wanted: date, lawful: date) -> str:
    """Return that a letter would close a request sooner than the case does."""
    says = f"The letter will say that we close the request after {day_words(wanted)}."
    return f"{says} Guidance allows longer: the case waits until {day_words(lawful)}."


def _note(desk: Desk, file: CaseFile, wanted: date, named: date, *, moved: bool) -> str:
    if moved:
        usual = f"The office is closed on {day_words(wanted)}, the usual day"
        return f"{usual}, so the letter says {day_words(named)}."
    terms = desk.settings.school(file.case.school).terms
    why = why_no_lessons(school_year(terms, year_of(wanted)), wanted)
    return (
        f"The office may be closed on {day_words(wanted)}: {why}. "
        f"The next day at work is {day_words(named)}."
    )


def _day(said: str, desk: Desk) -> date | None:
    try:
        return parse_day(said, desk.today, "") if said else None
    except BadInput:  # a preview names it among what is wrong
        return None


def _by_statute(file: CaseFile, name: str) -> bool:
    """Return True where a statute says how long somebody has (FOIA s.9(2); EIR reg 8(5))."""
    silences = statute(file.case.kind).silences
    return any(silence.in_law and QUESTIONS.get(name) in silence.to for silence in silences)
