"""Warnings for the officer beside the dates: one sentence each."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.schools import TWO_MEANT
from dpo_console.law.explaining.contested import strictest
from dpo_console.law.explaining.contradictions import contradictions_of
from dpo_console.law.explaining.reasons import reasons_missing
from dpo_console.law.facts import notices, questions
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Standing, day_of
from dpo_console.law.reckoning.history import Asking
from dpo_console.law.reckoning.limits import last_day
from dpo_console.law.reckoning.reckoning import GovernedCase, Reckoning, reckon, without
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.statute import Statute
from dpo_console.law.words import comes_today, days_words, missing_words
from dpo_console.text import day_words

PROMPT_DAYS = 3
"""Days from receipt within which to ask for identity and recognise a request.

The ICO says to ask promptly.
"""

CHECKED_WITHIN = timedelta(days=365)
"""The age at which the check of a statute's text should be repeated."""

CALENDAR_AHEAD = timedelta(days=60)
"""The time ahead for which term dates should be known if school days count."""

FIRST_CLASS = 2
"""Working days that a first-class letter takes in the ordinary course of post."""

JUSTIFIED = {"id_requested": "proof of identity", "fee_requested": "a fee"}
"""Questions that count only if asking was justified (UK GDPR Art 12(5), 12(6))."""


def warnings_of(case: GovernedCase, first: Reckoning) -> tuple[str, ...]:
    """Return all warnings about a case. `first` is the duty to answer."""
    return (
        *_missing_days(first),
        *_late(first),
        *reasons_missing(case, first),
        *_recognised_late(case),
        *_unjustified(case, first),
        *_contested(case, first),
        *_overtaken(first),
        *_posted(first),
        *_reasonable_time(first),
        *_not_counted(case, first),
        *_unbound(case),
        *_of_the_school(case),
        *_before_receipt(case, first),
        *_shown_twice(case, first),
        *_unannounced(case),
        *contradictions_of(case),
        *_calendar_ends(case, first),
        *_unchecked(case),
    )


def _missing_days(first: Reckoning) -> Iterator[str]:
    gap = first.settled.gap or first.if_answered.gap
    if gap is None or first.standing is Standing.TARGET:
        return
    no_date = "No date" if first.settled.gap else f"If {comes_today(first.settled)}, no date"
    sentence = f"{no_date} can be given: {missing_words(gap)}."
    if gap.what == "term dates":
        sentence += f" Whatever they are, an answer by {day_words(gap.safest)} is on time."
    yield sentence


def _late(first: Reckoning) -> Iterator[str]:
    for late in first.settled.late:
        asking, limit = late.asking, day_words(late.limit)
        yield (
            f"{fact_words(asking.name)} on {day_words(asking.asked)}, after the limit of {limit} "
            "had passed: it is kept, but it doesn't count."
        )


def _recognised_late(case: GovernedCase) -> Iterator[str]:
    received, recognised = case.history.received.on, case.history.first("recognised")
    if recognised and (recognised - received).days > PROMPT_DAYS:
        lost = days_words((recognised - received).days)
        yield (
            f"Received on {day_words(received)} but recognised only on {day_words(recognised)}: "
            f"{lost} were lost, because the clock ran from receipt."
        )


def _unjustified(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    """Yield the date without a request for identity or a fee, if that was not justified."""
    starts = {start.by for start in case.version.starts}
    for name in JUSTIFIED:
        asked = [a for a in first.settled.counted if a.name == name and name in starts]
        if asked:
            said = (*_asked_how(case, asked[0]), *_if_never_asked(case, first, name))
            yield from filter(None, [" ".join(said)])


def _asked_how(case: GovernedCase, asking: Asking) -> Iterator[str]:
    waited = (asking.asked - case.history.received.on).days
    what = fact_words(asking.name)
    if waited > PROMPT_DAYS:
        yield (
            f"Asking for {JUSTIFIED[asking.name]} {days_words(waited)} after receipt is late: "
            "it should be asked for promptly, and only if needed."
        )
    if not asking.fact.reasoned:
        yield f"{what}, but no reason is recorded: record why."


def _if_never_asked(case: GovernedCase, first: Reckoning, name: str) -> Iterator[str]:
    """Yield the date without a question that starts the clock, if that is another date."""
    never = reckon(without(case, name), first.duty)
    if never.settled.due and never.settled.due == first.settled.due:
        return
    due = never.settled.due or never.safe_by
    unjustified = f"If asking for {JUSTIFIED[name]} was not justified,"
    if due is None:
        yield f"{unjustified} asking changes nothing."
        return
    whenever = "" if first.settled.due else ", whenever you get it"
    what = "the date" if never.settled.due else "the safest deadline"
    yield f"{unjustified} {what} is {day_words(due)}{whenever}."
    if last_day(due) >= case.today:
        yield "To be safe, work to that day, and tell the requester of any extension by then."


def aim_words(day: str) -> str:
    """Return the advice to work to a day."""
    return f"To be safe, aim for {day}."


def on_that_reading(day: str) -> str:
    """Return the date of a stricter reading in words."""
    return f"On that reading, the date is {day}."


CONTESTED = "Contested"
"""The first word of a warning about a stricter reading, which `safe_by` tells too."""


def _contested(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    why = strictest(case, first)
    if why and first.safe_by:
        done, date = first.met_by, day_words(first.safe_by)
        if done is None:
            past, aim = last_day(first.safe_by) < case.today, first.act_by
            work_to = day_words(aim) if aim and aim >= case.today else "this date"
            what = "It has passed: act now." if past else aim_words(work_to)
            yield f"{CONTESTED}: {why.words}. {on_that_reading(date)} {what}"
        elif done.on > last_day(first.safe_by):
            yield f"{CONTESTED}: {why.words}. On that reading, the date was {date}."


def _overtaken(first: Reckoning) -> Iterator[str]:
    """Yield a warning about a question asked on a day to which the limit had only rolled.

    It leaves no days to run.
    """
    due = first.settled.due
    for asking in first.settled.counted:
        if due and asking.answered and asking.answered > day_of(due):
            yield (
                f"{fact_words(asking.name)} on {day_words(asking.asked)}, when only a weekend or "
                f"holiday had moved the last day: the date, {day_words(due)}, lies before the "
                f"answer of {day_words(asking.answered)}. Answer at once."
            )


def _posted(first: Reckoning) -> Iterator[str]:
    """Yield a warning about a notice sent near the last day.

    A notice counts on the day it is given: for a letter, in the ordinary course of post.
    """
    notice, notified = first.notice, first.settled.extended_by
    if not (notified and notice and notice.due):
        return
    day, last = day_words(notified.asked), day_of(notice.due)
    if notified.fact.by_post:
        given = counting.nth_working_day(notified.asked, FIRST_CLASS, "england", ())
        if not isinstance(given, calendars.CalendarGap) and given > last:
            yield (
                f"{fact_words(notified.name)} by post on {day}, and the last day for it was "
                f"{day_words(last)}. Sent first class, it counts as given on {day_words(given)}, "
                "the second working day after (Interpretation Act 1978 s.7). Give it another way "
                "on time, or be ready to show when it arrived."
            )
    elif notified.fact.by_post is None and notified.asked == last:
        yield (
            f"{fact_words(notified.name)} on the last day, {day}: the notice counts only if it was "
            "given that day, not merely posted."
        )


def _reasonable_time(first: Reckoning) -> Iterator[str]:
    """Yield a warning that a lawfully extended date is an expectation, not a limit in the Act."""
    settled, extension = first.settled, first.duty.extension
    if extension and settled.again and settled.due and first.standing is not Standing.TARGET:
        yield (
            f"{day_words(settled.due)} is the latest that the ICO expects. The law allows the time "
            f"that is reasonable ({extension.law}). If the notice names an earlier date, answer by "
            "that."
        )


def _not_counted(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    """Yield the questions and notices that move nothing in this kind, with the reason."""
    counted = {
        *case.version.questions,
        *([first.duty.extension.by] if first.duty.extension else []),
    }
    without = {asking.name: asking.asked for asking in reversed(case.history.unreasoned)}
    for name in (*questions(), *sorted(notices())):
        day = case.history.first(name) or without.get(name)
        if day and name not in counted:
            why = case.law.not_counted.get(name, "the law of this kind doesn't count it")
            if not case.bound:
                why = "the date is our own target"
            yield f"{fact_words(name)} on {day_words(day)} moves nothing here: {why}."


def _unbound(case: GovernedCase) -> Iterator[str]:
    if case.bound:
        return
    offers = case.law.offers
    offer = f" Offer to handle it as {statute(offers).work.in_words} ({offers})." if offers else ""
    yield f"{case.law.unbound}.{offer}"


def _of_the_school(case: GovernedCase) -> Iterator[str]:
    """Yield who else must answer for this type of school, and a type that is still unsettled."""
    school = case.setting.school.type
    if body := case.law.belongs_to.get(school):
        yield f"{body}."
    if case.law.depends_on(school):
        yield (
            f"{TWO_MEANT}, as its type in data/dpo.toml. Until then the earlier date of both "
            "counts, and no letter of this kind can be written."
        )


def _before_receipt(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    """Yield a warning about a day, set by an order or a letter, that had passed on receipt."""
    due, received = first.settled.due, case.history.received.on
    if first.duty.limits[0].unit == "on" and due and day_of(due) < received:
        yield (
            f"The day to answer by, {day_words(due)}, lies before receipt on "
            f"{day_words(received)}: check both, or ask at once for a later day."
        )


def _shown_twice(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    start = first.settled.start
    if isinstance(start, datetime) and counting.is_shown_twice(start):
        yield (
            f"The clocks showed {start:%H:%M} twice on {day_words(start.date())}: the hours are "
            "counted from the earlier one."
        )


def _unannounced(case: GovernedCase) -> Iterator[str]:
    other = case.version.counted_as
    if other and not case.history.first(other.since):
        yield (
            "The results are not announced yet: record the day when they are, as "
            f"“{fact_words(other.since)}”; the date may then come earlier."
        )


def _calendar_ends(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    terms = case.setting.school.terms
    counts = any(limit.unit == "school_days" for limit in first.duty.limits)
    covered = calendars.covered(terms) if terms else None
    if not counts or not covered or first.settled.gap or first.standing is Standing.TARGET:
        return
    if covered[1] < case.today + CALENDAR_AHEAD:
        yield f"The school's term dates end on {day_words(covered[1])}: add the next ones."


def is_unchecked(law: Statute, today: date) -> bool:
    """Return True if a statute was last checked against the law too long ago."""
    return today - law.checked > CHECKED_WITHIN


def _unchecked(case: GovernedCase) -> Iterator[str]:
    if is_unchecked(case.law, case.today):
        day = day_words(case.law.checked)
        yield f"The law of this kind was last checked on {day}: check it again."
