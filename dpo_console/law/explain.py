"""The steps by which a date was reached, so that the requester's solicitor can follow each.

Every step is read off the same settled values as the date itself: the two can't disagree.
"""

from collections.abc import Iterator
from datetime import date, datetime

from dpo_console.law import calendars, counting
from dpo_console.law.calendars import Gap
from dpo_console.law.contested import contested_words
from dpo_console.law.facts import questions
from dpo_console.law.facts import words as fact_words
from dpo_console.law.history import Asking
from dpo_console.law.limits import day_of, end_of
from dpo_console.law.model import Moment, School, Standing, Status, Step
from dpo_console.law.reckoning import Case, Reckoning
from dpo_console.law.settling import days_stopped
from dpo_console.law.statutes import Limit, Pause, statute
from dpo_console.law.words import days_words, first_low, limit_words, why_closed
from dpo_console.text import day_words


def steps_of(case: Case, reckoning: Reckoning) -> tuple[Step, ...]:
    """The steps of one duty, in the order in which a person would reckon."""
    return (
        *_receipt(case),
        *_start(case, reckoning),
        *_period(case, reckoning),
        *_pauses(case, reckoning),
        *_late(reckoning),
        *_end(reckoning),
        *_aims(case, reckoning),
        *_notice(reckoning),
    )


def _receipt(case: Case) -> Iterator[Step]:
    received, recognised = case.history.received, case.history.first("recognised")
    moment = datetime.combine(received.on, received.at) if received.at else received.on
    text = case.law.receipt
    if recognised and recognised > received.on:
        text += f"; recognised on {day_words(recognised)}"
    yield Step(moment, text, "")
    if case.counted_as:
        since = fact_words(case.counted_as.since)
        kind = first_low(statute(case.counted_as.kind).title)
        text = f"Not received before “{since}”: counted as a {kind}"
        yield Step(received.on, text, case.counted_as.law)


def _start(case: Case, reckoning: Reckoning) -> Iterator[Step]:
    """What the clock waited for before it started, or still does."""
    settled = reckoning.settled
    laws = {start.by: start.law for start in case.version.starts}
    for asking in settled.counted:
        if asking.name not in laws:
            continue
        asked = f"asked for on {day_words(asking.asked)}"
        if asking.answered is None:
            text = f"{_answer(asking)}: {asked}, not there yet; the clock has not started"
        elif asking.answered == settled.start:
            text = f"{_answer(asking)} ({asked}): the clock starts"
        else:
            text = f"{_answer(asking)} ({asked})"
        yield Step(asking.answered or asking.asked, text, laws[asking.name])


def _answer(asking: Asking) -> str:
    return fact_words(questions()[asking.name])


def _period(case: Case, reckoning: Reckoning) -> Iterator[Step]:
    """The bare period, and the extended one, before any pause."""
    settled, duty = reckoning.settled, reckoning.duty
    if settled.status is Status.WAITING_TO_START:
        return
    end = end_of(duty.limits, settled.start, (), case.setting)
    if not isinstance(end, Gap):
        text = _capital(limit_words(duty.limits)) + _clamped(duty.limits, settled.start, end)
        yield Step(end, text, duty.law)
    if settled.extended_by and duty.extension:
        longer = end_of(duty.extension.limits, settled.start, (), case.setting)
        notified = day_words(settled.extended_by.asked)
        text = f"Extended, by notice of {notified}, to {limit_words(duty.extension.limits)}"
        day = None if isinstance(longer, Gap) else longer
        yield Step(day, f"{text}, from the same start", duty.extension.law)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clamped(limits: tuple[Limit, ...], start: Moment, end: Moment) -> str:
    """Says so where the month of the end has no such date as the start has."""
    if limits[0].unit == "months" and len(limits) == 1:
        if day_of(end).day != day_of(start).day:
            return f": the last day of that month, which has no day {day_of(start).day}"
        return ": the same date in that month"
    return ""


def _pauses(case: Case, reckoning: Reckoning) -> Iterator[Step]:
    """Each time the clock stopped, and the day on which the period then ended."""
    settled, start = reckoning.settled, day_of(reckoning.settled.start)
    if settled.status is Status.WAITING_TO_START:
        return
    rules = {pause.by: pause for pause in case.version.pauses}
    spans: counting.Spans = ()
    for asking in settled.counted:
        if asking.name not in rules:
            continue
        pause = rules[asking.name]
        if asking.answered is None:
            text = f"{fact_words(asking.name)}, not answered yet: the clock is stopped"
            yield Step(asking.asked, text, pause.law)
            continue
        span = days_stopped(asking.asked, asking.answered, pause.counts, start)
        longer = counting.union((*spans, span)) if span else spans
        end = end_of(settled.limits, settled.start, longer, case.setting)
        added = counting.total(longer) - counting.total(spans)
        spans = longer
        text = _pause_text(asking, asking.answered, pause, added)
        yield Step(None if isinstance(end, Gap) else end, text, pause.law)


def _pause_text(asking: Asking, when: date, pause: Pause, added: int) -> str:
    neither = pause.counts == "neither_end_day"
    counts = "neither end day counts" if neither else "the day of the answer counts"
    asked, answered = first_low(fact_words(asking.name)), first_low(_answer(asking))
    return (
        f"Clock stopped for {days_words(added)}: {asked} on {day_words(asking.asked)}, "
        f"{answered} on {day_words(when)}; {counts}"
    )


def _late(reckoning: Reckoning) -> Iterator[Step]:
    for late in reckoning.settled.late:
        text = f"{fact_words(late.asking.name)}: after the limit of {day_words(late.limit)}"
        yield Step(late.asking.asked, f"{text}, so it moves nothing", "")


def _end(reckoning: Reckoning) -> Iterator[Step]:
    """The day itself: rolled, or why it isn't; or what is missing."""
    settled, duty = reckoning.settled, reckoning.duty
    if settled.gap:
        missing = f"{day_words(settled.gap.since)} to {day_words(settled.gap.until)}"
        yield Step(None, f"No date: {settled.gap.what} from {missing} are missing", "")
    elif settled.due is None:
        due = reckoning.if_answered.due
        if due is not None:
            yield Step(due, f"{duty.title}: by this day, if answered today", "")
    else:
        yield Step(settled.due, f"{duty.title}: {_end_text(reckoning)}", duty.rolls_by)


def _end_text(reckoning: Reckoning) -> str:
    settled = reckoning.settled
    if reckoning.standing is Standing.TARGET:
        return "the office's own target, not a limit in law"
    if isinstance(settled.due, datetime):
        return "due by this minute; nights, weekends and holidays count"
    if not reckoning.duty.rolls_by:
        return "due by the end of this day"
    if settled.unrolled is None or settled.due is None or settled.unrolled == settled.due:
        return "due by the end of this day, a working day in England: no roll"
    closed = why_closed(day_of(settled.unrolled), day_of(settled.due))
    day = day_words(settled.unrolled)
    return f"due by the end of the next working day, as {day} is none ({closed})"


def _aims(case: Case, reckoning: Reckoning) -> Iterator[Step]:
    """The day that is safe under every reading, and the day to aim for."""
    safe_by, aim = reckoning.safe_by, reckoning.act_by
    if safe_by is None:
        return
    why = contested_words(case, reckoning) or "no reading is earlier"
    yield Step(safe_by, f"Safe by: {why}", "")
    if aim is not None:
        yield Step(aim, f"Act by: {_aim_text(aim, day_of(safe_by), case.setting.school)}", "")


def _aim_text(aim: date, safe_by: date, school: School) -> str:
    if aim == safe_by and not calendars.is_working_day(aim):
        return "the same day, as no working day lies before it"
    terms = school.terms
    is_school_day = terms is not None and aim in calendars.school_days(terms)
    covered = calendars.covers(terms, safe_by, safe_by)
    return f"the last {'school' if is_school_day and covered else 'working'} day up to then"


def _notice(reckoning: Reckoning) -> Iterator[Step]:
    notice, extension = reckoning.notice, reckoning.duty.extension
    lawful = reckoning.standing is not Standing.TARGET
    if lawful and extension and notice and notice.due and not reckoning.settled.extended_by:
        yield Step(notice.due, "Last day to tell the requester of an extension", extension.law)
