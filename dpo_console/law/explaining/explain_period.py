"""The steps of the period: its length and pauses, what moved it, and the days of silence.

Neither day of a silence is a limit. The day to chase is the office's own target. The statute gives
the ground for closing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.calendars import DAY, CalendarGap, last_on_or_before, working_days
from dpo_console.law.calendar.counting import Spans
from dpo_console.law.facts import noun, questions
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Moment, Moved, MovedBy, Standing, Status, Step, day_of
from dpo_console.law.reckoning.history import Asking
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning
from dpo_console.law.reckoning.settling import (
    Setting,
    SettledLimit,
    calendar_end,
    days_left_out,
    days_stopped,
    end_again,
    end_of,
    ends_of,
    told_until,
)
from dpo_console.law.statutes.duties import COUNTED, Extension, Limit, Pause
from dpo_console.law.statutes.statute import Silence
from dpo_console.law.words import (
    SMALL,
    days_listed,
    days_words,
    first_low,
    limit_words,
    listed,
    short_day,
)
from dpo_console.sentences import first_upper
from dpo_console.text import day_words

Waits = Sequence[tuple[str, date]]
"""The open questions: fact and day of asking."""

SAME_DATE = "the same date"
ELSEWHERE = "a bank holiday anywhere in the UK is left out"

GIVEN = ", or the day that our letter gives, which is later"


def period_steps(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    """Yield the plain period, the extended one, then each time the clock stopped."""
    settled, duty = reckoning.settled, reckoning.duty
    if settled.status is Status.WAITING_TO_START:
        return
    end = end_of(duty.limits, settled.start, (), case.setting)
    if not isinstance(end, CalendarGap):
        words = period_words(duty.limits, settled.start, end, case.setting)
        if reckoning.standing is Standing.TARGET:
            words = f"{duty.set_by or 'our own target'}, {words}"
        law = duty.law_for(case.setting.school.type)
        yield Step(end, first_upper(words), law)
    yield from _extended(case, reckoning)
    yield from _pauses(case, settled)


def _extended(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    notice, extension = reckoning.settled.extended_by, reckoning.duty.extension
    if not notice or not extension:
        return
    if extension.again:
        yield _extended_again(case, reckoning, notice, extension)
        return
    start = reckoning.settled.start
    end = end_of(extension.limits, start, (), case.setting)
    text = f"Extended, by notice of {day_words(notice.asked)}, to "
    if isinstance(end, CalendarGap):
        yield Step(None, f"{text}a longer limit, from the same start", extension.law)
        return
    length, _, how = period_words(extension.limits, start, end, case.setting).partition(": ")
    again = f": {how}" if how and not how.startswith(SAME_DATE) else ""
    yield Step(end, f"{text}{length}, from the same start{again}", extension.law)


def _extended_again(
    case: GovernedCase, reckoning: Reckoning, notice: Asking, extension: Extension
) -> Step:
    """Return the step of a reasonable time, taken as the limit again from the day it ended."""
    limits, start = reckoning.settled.limits, reckoning.settled.start
    first = end_of(limits, start, (), case.setting)
    end = end_again(limits, start, (), case.setting)
    text = (
        f"Lawfully extended by {noun(notice.name)} on {day_words(notice.asked)}: the law sets such "
        "time as is reasonable, and the ICO expects no more than the same limit again"
    )
    if isinstance(first, CalendarGap) or isinstance(end, CalendarGap):
        return Step(None, text, extension.law)
    again = period_words(limits, first, end, case.setting)
    return Step(end, f"{text}, from {day_words(first)}. {again}", extension.law)


def _pauses(case: GovernedCase, settled: SettledLimit) -> Iterator[Step]:
    """Yield each time the clock stopped, and the day on which the period then ended."""
    rules = {pause.by: pause for pause in case.version.pauses}
    spans: Spans = ()
    for asking in settled.counted:
        pause = rules.get(asking.name)
        if pause is None:
            continue
        if asking.answered is None:
            asked = f"{fact_words(asking.name)} on {day_words(asking.asked)}"
            answer = _answer(asking).split()[-1]
            yield Step(asking.asked, f"{asked}: not {answer} yet; the clock is stopped", pause.law)
            continue
        before, spans, text = spans, *_stopped(settled, spans, asking, asking.answered, pause)
        ends = end_again if settled.again else end_of
        end = ends(settled.limits, settled.start, spans, case.setting)
        if isinstance(end, CalendarGap):
            yield Step(None, text, pause.law)
            continue
        passed = _passed_meanwhile(case, settled, before, spans, end)
        yield Step(end, f"{text}; {passed}" if passed else text, pause.law)


def _answer(asking: Asking) -> str:
    return fact_words(questions()[asking.name])


def _stopped(
    settled: SettledLimit, spans: Spans, asking: Asking, answered: date, pause: Pause
) -> tuple[Spans, str]:
    """Return all days left out so far, and the words for those of this question."""
    start = day_of(settled.start)
    span = days_stopped(asking.asked, answered, pause.counts, start)
    longer = counting.union((*spans, span)) if span else spans
    alone = days_left_out(settled.limits, (span,) if span else ())
    added = days_left_out(settled.limits, longer) - days_left_out(settled.limits, spans)
    told = _asked_and_answered(asking, answered, pause)
    if asking.asked <= start and not added:
        began = f"the clock started on {day_words(start)}"
        return longer, f"{first_upper(told.partition(';')[0])}: {began}, so no day is left out"
    unit = "working day" if settled.limits[0].unit in COUNTED else "day"
    many = days_words(added, f"further {unit}" if added < alone else unit)
    text = f"Clock stopped for {many}: {told}"
    if asking.asked <= start:
        text += f"; only days after the start on {day_words(start)} are left out"
    return longer, text


def _asked_and_answered(asking: Asking, answered: date, pause: Pause) -> str:
    neither = pause.counts == "neither_end_day"
    asked, answer = first_low(fact_words(asking.name)), first_low(_answer(asking))
    if asking.asked == answered:
        both = f"{asked} and {answer.split()[-1]} on {day_words(answered)}"
        return f"{both}; that day {'is left out' if neither else 'counts'}"
    ends = "both days are left out" if neither else "the day of the answer counts"
    return f"{asked} on {day_words(asking.asked)}, {answer} on {day_words(answered)}; {ends}"


def _passed_meanwhile(
    case: GovernedCase, settled: SettledLimit, before: Spans, spans: Spans, end: Moment
) -> str:
    """Return the uncounted days between the old end and the end after a pause, in words."""
    if settled.again:
        return ""
    limit: Limit = winner(settled.limits, settled.start, end, spans, case.setting)
    earlier = end_of(settled.limits, settled.start, before, case.setting)
    if limit.unit not in COUNTED or isinstance(earlier, CalendarGap):
        return ""
    passed = not_counted(limit, day_of(earlier), day_of(end), case.setting)
    return passed and f"then {passed}"


def period_words(limits: tuple[Limit, ...], start: Moment, end: Moment, setting: Setting) -> str:
    """Return the limit that ends first, the way to count it again, and the others' ends."""
    ends = ends_of(limits, start, (), setting)
    won = next(limit for limit, day in ends if day == end)
    since = setting.history.first(won.since) if won.since else None
    told = _is_told(won, since, end, setting)
    counted = GIVEN if told else _again(won, since or start, end, setting)
    others = [(o, e) for o, e in ends if e != end and not isinstance(e, CalendarGap)]
    return "; ".join(
        (
            _named(won, limits, setting) + counted,
            *(
                f"the date is this or {_named(o, limits, setting)} ({day_words(e)}), "
                "whichever is sooner"
                for o, e in others
            ),
        )
    )


def _is_told(limit: Limit, since: date | None, end: Moment, setting: Setting) -> bool:
    """Return True if a limit that ran from a fact ends on the later day that our letter gave."""
    told = told_until(limit, setting)
    return bool(since and told and told == end and calendar_end(limit, since) < told)


def winner(
    limits: tuple[Limit, ...], start: Moment, end: Moment, paused: Spans, setting: Setting
) -> Limit:
    """Return the limit that ends at `end`."""
    return next(limit for limit, day in ends_of(limits, start, paused, setting) if day == end)


def not_counted(limit: Limit, after: date, until: date, setting: Setting) -> str:
    """Return the uncounted days between two days, in words, or ''.

    The limit is in working days or school days.
    """
    days = [after + n * DAY for n in range(1, (until - after).days)]
    terms = setting.school.terms
    if limit.unit == "school_days" and terms:
        lessons = frozenset(calendars.school_days(terms))
        no_school = days_listed(day for day in days if day not in lessons)
        others = _holidays([day for day in days if day in lessons], limit.holidays)
        parts = (no_school and f"no school {no_school}", others and f"not counted: {others}")
        return "; ".join(part for part in parts if part)
    weekends = ["weekends"] if any(day.weekday() >= 5 for day in days) else []
    holidays = _holidays([day for day in days if day.weekday() < 5], limit.holidays)
    passed = ", ".join([*weekends, *([holidays] if holidays else [])])
    return f"not counted: {passed}" if passed else ""


def _holidays(days: Sequence[date], where: str) -> str:
    """Return those of the days that are bank holidays of `where`, by name."""
    closed = [day for day in days if not calendars.is_working_day(day, where)]
    named = (f"{days_listed([day])} ({calendars.closed_because(day, where)})" for day in closed)
    why = f"; {ELSEWHERE}" * any(map(calendars.is_working_day, closed))
    return f"{', '.join(named)}{why}"


def _named(limit: Limit, among: tuple[Limit, ...], setting: Setting) -> str:
    """Return a limit in words, with `from receipt` beside one that runs from a later event."""
    words = limit_words(limit, setting.history)
    beside = any(other.since for other in among) and not limit.since
    return f"{words} from receipt" if beside else words


def _again(limit: Limit, start: Moment, end: Moment, setting: Setting) -> str:
    first, last = day_of(start), day_of(end)
    if limit.unit == "on":
        return ""
    if limit.unit == "hours":
        return _over_a_clock_change(start, end)
    if limit.unit == "months":
        if last.day != first.day:
            return f": the last day of that month, which has no day {first.day}"
        later = f"{SMALL.get(limit.count, limit.count)} months later"
        return f": {SAME_DATE} {'in the next month' if limit.count == 1 else later}"
    if limit.unit not in ("working_days", "school_days"):
        many = f"{(last - first).days} days, " if limit.unit == "weeks" else ""
        return f": {many}day 1 is {short_day(first + DAY)}"
    passed = not_counted(limit, first, last, setting)
    one = f": day 1 is {short_day(_first_counted(limit, first, setting))}"
    return f"{one}; {passed}" if passed else one


def _first_counted(limit: Limit, after: date, setting: Setting) -> date:
    terms = setting.school.terms
    days = calendars.working_days(limit.holidays)
    if limit.unit == "school_days" and terms:
        days = calendars.school_days(terms, limit.holidays)
    return counting.nth_day(days, after, 1, ()) or after


def _over_a_clock_change(start: Moment, end: Moment) -> str:
    change = counting.clock_change(day_of(start), day_of(end))
    if not change or not (isinstance(start, datetime) and isinstance(end, datetime)):
        return ""
    if end - start == counting.really_passed(start, end):
        return ""
    hour = "later" if change[1] == "forward" else "earlier"
    return (
        f"; clocks go {change[1]} on {short_day(change[0])}, so the time of day is an hour {hour}"
    )


def moved_by(case: GovernedCase, reckoning: Reckoning) -> tuple[Moved, ...]:
    """Return what moved the limit. While its clock is stopped, an answer today is assumed."""
    return tuple(_moves(case, reckoning))


def _moves(case: GovernedCase, reckoning: Reckoning) -> Iterator[Moved]:
    settled = reckoning.if_answered
    if settled.due is None or settled.unrolled is None:
        return
    if notice := settled.extended_by:
        yield Moved(MovedBy.EXTENDED, notice.asked, notice.asked, notice.name)
    start, end = settled.start, end_of(settled.limits, settled.start, (), case.setting)
    if not isinstance(end, CalendarGap):
        limit = winner(settled.limits, start, end, (), case.setting)
        if limit.unit == "months" and day_of(end).day != day_of(start).day:
            yield Moved(MovedBy.SHORT_MONTH, day_of(start), day_of(end))
    by = next((pause.by for pause in case.version.pauses), "")  # a kind has one such question
    for first, last in settled.paused:
        days = days_left_out(settled.limits, ((first, last),))
        yield Moved(MovedBy.STOPPED, first, last, by, days)
    if settled.unrolled != settled.due:
        yield Moved(MovedBy.ROLLED, day_of(settled.unrolled), day_of(settled.due))


def chase_on(case: GovernedCase, waits_for: Waits) -> date | None:
    """Return the day to chase the earliest question, or None without a rule.

    It comes before the day that a question's letter named, unless that is the day of asking.
    """
    days = (
        _last_day_of(case, silence.chase, asked) for silence, asked in _silences(case, waits_for)
    )
    day = min((day for day in days if day), default=None)
    named = _days_named(case, waits_for)
    if day is None or not named:
        return day
    return min(day, max(_before(min(named)), max(asked for _, asked in waits_for)))


def may_close_on(case: GovernedCase, waits_for: Waits) -> date | None:
    """Return the first day on which the request may be treated as withdrawn.

    It is never before the day that a question's letter named, nor before the usual time is over.
    Return None if a question has no such rule.
    """
    found = [_first_after(case, silence, asked) for silence, asked in _silences(case, waits_for)]
    days = [day for day in found if day]
    named = [day + DAY for day in _days_named(case, waits_for)]
    return max(*days, *named, date.min) if days and len(days) == len(waits_for) else None


def silence_steps(case: GovernedCase, waits_for: Waits) -> Iterator[Step]:
    """Yield both days with their ground, as the last steps of an explanation."""
    chase, close = chase_on(case, waits_for), may_close_on(case, waits_for)
    if chase:
        what = listed(noun(name) for name, _ in waits_for)
        text = f"Chase {what} on this day, if still awaited: our own target"
        yield Step(chase, text, "")
    if close:
        laws = dict.fromkeys(silence.law for silence, _ in _silences(case, waits_for))
        by = close - DAY
        in_letter = by in _days_named(case, waits_for)
        named = f" by {day_words(by)} (the date in our letter)" if in_letter else ""
        ending = case.law.outcomes.get("no-answer", "")
        may = f"you may treat the request as withdrawn and close it from {day_words(close)}"
        may += f", as “{ending}”" if ending else ""
        text = f"If nothing has come{named}, {may}"
        if sooner := [day for day in _days_named(case, waits_for) if day < by]:
            text += f". Our letter named {day_words(min(sooner))}: wait until this day all the same"
        yield Step(close, text, "; ".join(laws))


def _days_named(case: GovernedCase, waits_for: Waits) -> list[date]:
    """Return the days up to which the open questions' letters wait."""
    return [
        asking.fact.answer_by for asking in case.history.askings
        if asking.fact.answer_by and (asking.name, asking.asked) in waits_for
    ]  # fmt: skip


def _before(day: date) -> date:
    """Return the last working day before a day, or the day before where no calendar says."""
    return last_on_or_before(working_days("england"), day - DAY) or day - DAY


def _silences(case: GovernedCase, waits_for: Waits) -> Iterator[tuple[Silence, date]]:
    """Yield the statute's rule for each open question, with the day of asking."""
    for name, asked in waits_for:
        yield from ((silence, asked) for silence in case.law.silences if name in silence.to)


def _first_after(case: GovernedCase, silence: Silence, asked: date) -> date | None:
    """Return the first day after the time to close."""
    end = _last_day_of(case, silence.close, asked)
    if end is None:
        return None
    # A time that includes the day of asking ends on the day before the same date of the last month.
    # If that month has no such date, it ends on its last day.
    same_number = silence.beginning_with and end.day == asked.day
    return end if same_number else end + DAY


def _last_day_of(case: GovernedCase, limit: Limit, asked: date) -> date | None:
    end = end_of((limit,), asked, (), case.setting)
    return None if isinstance(end, CalendarGap) else day_of(end)
