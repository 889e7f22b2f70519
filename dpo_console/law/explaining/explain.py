"""The steps to a date, in a form that the requester's solicitor can follow.

Every step reads the same settled values as the date itself, so the two can't disagree.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter

from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.calendar.schools import A_SCHOOL, School
from dpo_console.law.explaining.explain_period import period_steps, silence_steps
from dpo_console.law.explaining.warnings import counts_here, laws, strictest
from dpo_console.law.facts import fact_kind, notices, questions
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Moment, Standing, Status, Step, day_of
from dpo_console.law.reckoning.reckoning import (
    GovernedCase,
    Reckoning,
    answered_today,
    reckon,
)
from dpo_console.law.reckoning.settling import SettledLimit, days_left_out, last_day
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.duties import COUNTED, Duty
from dpo_console.law.words import (
    comes_today,
    days_words,
    first_low,
    missing_words,
    short_day,
    why_closed,
)
from dpo_console.text import day_words


def steps_of(case: GovernedCase, reckoning: Reckoning) -> tuple[Step, ...]:
    """Return the steps of one duty in order of their days, and the day to aim for as the last."""
    steps = (
        *_receipt(case),
        *_governing(case),
        *_start(case, reckoning),
        *period_steps(case, reckoning),
        *_late(case, reckoning),
        *_without_reason(case, reckoning),
        *_end(reckoning),
        *_notice(reckoning),
        *_silence(case, reckoning),
    )
    told = (*_by_day(steps), *_aims(case, reckoning))
    return told if case.bound else tuple(Step(step.on, step.text, "") for step in told)


def _by_day(steps: Sequence[Step]) -> list[Step]:
    """Return steps in order of their days. One without a day keeps its place."""
    placed: list[tuple[date, Step]] = []
    for step in steps:
        before = placed[-1][0] if placed else date.min
        placed.append((day_of(step.on) if step.on else before, step))
    return [step for _, step in sorted(placed, key=itemgetter(0))]


def _receipt(case: GovernedCase) -> Iterator[Step]:
    received, recognised = case.history.received, case.history.first("recognised")
    moment = datetime.combine(received.on, received.at) if received.at else received.on
    text = case.law.receipt
    if recognised and recognised > received.on:
        text += f"; recognised on {day_words(recognised)}"
    yield Step(moment, text, "")


def _governing(case: GovernedCase) -> Iterator[Step]:
    """Yield the reasons why the rules differ from today's for this kind and school."""
    received = case.history.received.on
    if case.counted_as:
        since = fact_words(case.counted_as.since)
        kind = first_low(statute(case.counted_as.kind).title)
        text = f"Not received before “{since}”: counted as a {kind}"
        yield Step(received, text, case.counted_as.law)
    if case.version.saved_by:
        yield Step(received, case.version.why, case.version.saved_by)
    if not case.bound:
        unbound = A_SCHOOL[case.setting.school.type] if case.law.binds else "a school"
        yield Step(None, f"No limit in law for {unbound}", "")


def _start(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    """Yield the answers that the clock waited for before it started, or still awaits."""
    settled, duty = reckoning.settled, reckoning.duty
    laws_of = {start.by: start.law for start in case.version.starts}
    time = "month" if duty.limits[0].unit == "months" and duty.limits[0].count == 1 else "time"
    for asking in settled.counted:
        if asking.name not in laws_of:
            continue
        answer = fact_words(questions()[asking.name])
        if asking.answered is None:
            asked = f"{fact_words(asking.name)} on {day_words(asking.asked)}"
            text = f"{asked}: not {answer.split()[-1]} yet; the {time} has not started"
        else:
            text = f"{answer} (asked for on {day_words(asking.asked)})"
            if asking.answered == settled.start:
                text += ": the clock starts"
        yield Step(asking.answered or asking.asked, text, laws_of[asking.name])


def _late(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    for late in reckoning.settled.late:
        text = f"{fact_words(late.asking.name)}: after the limit of {day_words(late.limit)}"
        law = _law_of(case, reckoning.duty, late.asking.name)
        yield Step(late.asking.asked, f"{text}, so it moves nothing", law)


def _without_reason(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    """Yield the questions, notices and judgements that wait for their reason."""
    for asking in case.history.unreasoned:
        if counts_here(case.version, reckoning.duty, asking.name):
            kind = fact_kind(asking.name)
            text = f"{kind.words}: it counts for nothing until {kind.reason} is recorded"
            yield Step(asking.asked, text, _law_of(case, reckoning.duty, asking.name))


def _law_of(case: GovernedCase, duty: Duty, name: str) -> str:
    """Return the law under which a question or notice given in time would have moved the limit."""
    if name in notices():
        return duty.extension.law if duty.extension else ""
    laws_of = {start.by: start.law for start in case.version.starts}
    laws_of |= {pause.by: pause.law for pause in case.version.pauses}
    return laws_of.get(name, duty.law if name in duty.met_by else "")


def _end(reckoning: Reckoning) -> Iterator[Step]:
    """Yield the due day, moved or not with the reason, or the days that are missing."""
    settled, duty, answered = reckoning.settled, reckoning.duty, reckoning.if_answered
    if settled.gap:
        what = "No target date" if reckoning.standing is Standing.TARGET else "No date"
        yield Step(None, f"{what}: {missing_words(settled.gap)}", "")
    elif settled.due is not None:
        text = f"{duty.title}: {_end_text(reckoning)}{_met_words(reckoning)}"
        yield Step(settled.due, text, duty.rolls_by)
    elif answered.gap:
        text = f"If {comes_today(settled)}, no date: {missing_words(answered.gap)}"
        yield Step(None, text, "")
    elif answered.due is not None:
        text = f"{duty.title}: by this day, if {comes_today(settled)}{_stopped_by_then(answered)}"
        yield Step(answered.due, text, "")


def _stopped_by_then(answered: SettledLimit) -> str:
    """Return how long the clock will have stopped if the answer comes today, or ''."""
    days = days_left_out(answered.limits, answered.paused)
    unit = "working day" if answered.limits[0].unit in COUNTED else "day"
    return f": the clock will have stopped for {days_words(days, unit)}" if days else ""


def _met_words(reckoning: Reckoning) -> str:
    """Return the fact that met a duty, which is due no longer, to stand after its end, or ''."""
    met = reckoning.met_by
    return f". Met by “{fact_words(met.name)}” on {day_words(met.on)}" if met else ""


def _end_text(reckoning: Reckoning) -> str:
    settled = reckoning.settled
    if reckoning.standing is Standing.TARGET:
        set_by = reckoning.duty.set_by
        return f"set by {set_by}" if set_by else f"our target{_working_day_before(settled.due)}"
    if isinstance(settled.due, datetime):
        return f"due by {settled.due:%H:%M} on this day; nights, weekends and holidays count"
    first, last = settled.unrolled, settled.due
    if first is None or last is None or first == last:
        by = "the ICO expects it" if settled.again else "due"
        return f"{by} by the end of this day{_why_it_stays(reckoning)}"
    closed = why_closed(day_of(first), last)
    named = f" ({closed})" if set(closed.split(", ")) - {"Saturday", "Sunday"} else ""
    upto = day_of(last) - DAY
    span, are = short_day(first), "is not a working day"
    if named and upto > day_of(first):
        span, are = f"{span} to {short_day(upto)}", "are not working days"
    return f"{span} {are}{named}, so due by the end of {short_day(last)}"


def _working_day_before(target: Moment | None) -> str:
    """Return the last working day before a target that falls on none, or ''."""
    known = target is not None and day_of(target) <= calendars.last_known_day()
    if target is None or not known or calendars.is_working_day(day_of(target)):
        return ""
    before = calendars.last_on_or_before(calendars.working_days("england"), day_of(target))
    return f"; {short_day(before)} is the last working day before it" if before else ""


def _why_it_stays(reckoning: Reckoning) -> str:
    due = reckoning.settled.due
    if reckoning.duty.rolls_by:
        return ", a working day in England, so the date isn't moved"
    if due is None or calendars.is_working_day(day_of(due)):
        return ""
    return f", even though it isn't a working day ({calendars.closed_because(day_of(due))})"


def _aims(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    """Yield the day that is safe under every reading, and the day to aim for.

    Leave out each that is the due day itself, where no reading differs, and both once it is met.
    """
    safe_by, aim, due = reckoning.safe_by, reckoning.act_by, reckoning.settled.due
    if reckoning.met_by:
        return
    if safe_by is None:
        yield from _aim_if_answered(case, reckoning)
        return
    why = strictest(case, reckoning)
    if reckoning.settled.again:
        text = "Safest deadline: this day, or the one that your notice estimates if that is earlier"
        yield Step(safe_by, text, "")
    elif why is None and safe_by != due:
        yield Step(safe_by, "Safest deadline: no reading of the law gives an earlier one", "")
    elif why is not None:
        law = laws(case, reckoning, why.doubts)
        yield Step(safe_by, f"Safest deadline: {why.words}", law)
    if aim is not None and not (safe_by == due and aim == last_day(due)):
        upto = "the due date" if safe_by == due else "the safest deadline"
        to_aim = "Day to aim for, now passed" if aim < case.today else "Aim for this day"
        ground = _aim_words(aim, last_day(safe_by), upto, case.setting.school)
        first = ". Send nothing before you have what you asked for" * _not_started(reckoning)
        yield Step(aim, f"{to_aim}: {ground}{first}", "")


def _not_started(reckoning: Reckoning) -> bool:
    """Return True if the clock waits for a proof or a fee before it starts."""
    return reckoning.settled.status is Status.WAITING_TO_START


def _aim_if_answered(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    """Yield the day to aim for if the answer that a stopped clock awaits comes today."""
    if reckoning.settled.due is not None or reckoning.if_answered.due is None:
        return
    answered = answered_today(case)
    then = reckon(answered, reckoning.duty)
    if not then.act_by or not then.safe_by or then.act_by == last_day(reckoning.if_answered.due):
        return
    strict = " on a stricter reading" if strictest(answered, then) else ""
    safest = f"{day_words(then.safe_by)}, the safest deadline{strict}"
    upto = "the due date" if then.safe_by == then.settled.due else safest
    ground = _aim_words(then.act_by, last_day(then.safe_by), upto, case.setting.school)
    text = f"If {comes_today(reckoning.settled)}, aim for this day: {ground}"
    yield Step(then.act_by, text, "")


def _aim_words(aim: date, by: date, upto: str, school: School) -> str:
    if last := last_open_day(aim, school):
        return f"{last} {'before' if aim < by else 'on or before'} {upto}"
    return f"no working day lies between the start and {upto}"


def last_open_day(aim: date, school: School) -> str:
    """Return `the last school day`, `the last working day`, or '' for a day that is neither."""
    if school.terms is not None and aim in calendars.school_days(school.terms):
        return "the last school day"
    return "the last working day" if calendars.is_working_day(aim) else ""


def _notice(reckoning: Reckoning) -> Iterator[Step]:
    notice, extension = reckoning.notice, reckoning.duty.extension
    if (
        reckoning.met_by
        or reckoning.standing is Standing.TARGET
        or not (extension and notice and notice.due)
    ):
        return
    given = reckoning.settled.extended_by
    if extension.again and not given:
        return
    if given:
        text = f"Notice was due by {day_words(notice.due)}, given {day_words(given.asked)}"
    else:
        text = "Last day to tell the requester of an extension"
    yield Step(notice.due, text, extension.law)


def _silence(case: GovernedCase, reckoning: Reckoning) -> Iterator[Step]:
    """Yield the days to chase and to close, while an answer is awaited."""
    if reckoning.status in (Status.PAUSED, Status.WAITING_TO_START):
        counted = reckoning.settled.counted
        yield from silence_steps(case, [(a.name, a.asked) for a in counted if a.answered is None])
