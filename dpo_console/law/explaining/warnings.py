"""Warnings for the officer beside the dates: one sentence each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations

from dpo_console.law.calendar import calendars, counting
from dpo_console.law.calendar.schools import TWO_MEANT
from dpo_console.law.facts import (
    RECEIVED,
    counted_facts,
    fact_kind,
    fact_kinds,
    moves_clocks,
    notices,
    noun,
    questions,
)
from dpo_console.law.facts import words as fact_words
from dpo_console.law.model import Fact, Standing, Status, day_of
from dpo_console.law.reckoning.history import Asking
from dpo_console.law.reckoning.reckoning import (
    GovernedCase,
    Reckoning,
    reckon,
    with_reason,
    without,
)
from dpo_console.law.reckoning.settling import (
    AS_ENACTED,
    SettledLimit,
    last_day,
    open_points,
    settle,
)
from dpo_console.law.statutes import statute
from dpo_console.law.statutes.duties import Duty, RulesVersion
from dpo_console.law.statutes.statute import Statute
from dpo_console.law.words import comes_today, days_words, listed, missing_words
from dpo_console.text import day_words

DOUBTS = {
    "waits": (False, "the clock doesn't wait for an authority to act"),
    "answers_run": (True, "the clock restarts on the day a clarification is answered"),
    "stricter": (True, "{start} is day 1"),
    "rolls": (False, "a weekend or holiday doesn't move the last day"),
}
"""The contested points of a `Reading`: the strict side of each, and its words with `{start}`."""

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

CONTESTED = "Contested"
"""The first word of a warning about a stricter reading, which `safe_by` tells too."""


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
    """Yield who else must answer for this type of school, and what isn't settled of it."""
    school = case.setting.school.type
    for said in (case.law.belongs_to.get(school), case.law.unsettled.get(school)):
        if said:
            yield f"{said}."
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


def counts_here(version: RulesVersion, duty: Duty, name: str) -> bool:
    """Return True if a fact, once its reason is recorded, moves or meets this duty."""
    if name in notices():
        return duty.extension is not None and name == duty.extension.by
    return name in version.questions or name in duty.met_by


def reasons_missing(case: GovernedCase, first: Reckoning) -> Iterator[str]:
    """Yield a warning for each fact without its reason, and the date that the reason would give."""
    for asking in case.history.unreasoned:
        if counts_here(case.version, first.duty, asking.name):
            kind = fact_kind(asking.name)
            yield (
                f"{kind.words} on {day_words(asking.asked)}, but {kind.reason} isn't recorded: it "
                f"counts for nothing. {_if_recorded(case, first, asking)}"
            )


def _if_recorded(case: GovernedCase, first: Reckoning, asking: Asking) -> str:
    """Return the date that would hold if the reason were recorded, in a sentence."""
    then = reckon(with_reason(case, asking.fact), first.duty)
    if asking.name in first.duty.met_by:
        both = fact_kind(asking.name).weighed
        what = "The time to report runs until both are" if both else "Its time runs until it is"
        return f"{what} recorded."
    if any(late.asking.fact.id == asking.fact.id for late in then.settled.late):
        return "Recording it doesn't change the date, because the limit had passed."
    if then.settled.status is not Status.RUNNING:
        if then.if_answered.due is None:
            return "Once you record it, the clock stops until the answer comes."
        on = day_words(then.if_answered.due)
        today = f"if the answer came today, the date would be {on}"
        return f"Once you record it, the clock stops; {today}."
    due = then.settled.due
    return f"Once you record it, the date is {day_words(due)}." if due else "Record it."


def contradictions_of(case: GovernedCase) -> Iterator[str]:
    """Yield every contradiction among the facts of a case."""
    for fact in (*case.history.early, *case.history.facts):
        yield from _strange_day(case, fact)
    for answer in case.history.misnamed:
        yield f"{_said(answer)} names a question that it can't answer: it was taken for the oldest."
    for answer in case.history.unmatched:
        question = next(asks for asks, answers in questions().items() if answers == answer.name)
        yield (f"{_said(answer)} doesn't count: no “{fact_words(question)}” was open on that day.")
    yield from _out_of_order(case)
    yield from _repeated(case)
    yield from _no_time(case)


def _said(fact: Fact) -> str:
    return f"{fact_words(fact.name)} on {day_words(fact.on)}"


def _strange_day(case: GovernedCase, fact: Fact) -> Iterator[str]:
    kind = fact_kinds().get(fact.name)
    received = case.history.received.on
    if kind is None:
        yield f"{_said(fact)} is no fact that is known here, so it doesn't count."
    elif fact in case.history.early:
        yield f"{_said(fact)} lies before receipt on {day_words(received)}, so it doesn't count."
    elif fact.on > case.today and not kind.ahead and fact.id > 0:
        what = case.law.receipt if fact.name == RECEIVED else fact_words(fact.name)
        yield f"{what} on {day_words(fact.on)} lies in the future."
    if kind and _beside_the_point(case, fact):
        what = case.law.work.in_words
        yield f"{_said(fact)} moves nothing: the law doesn't count it in {what}."


def _beside_the_point(case: GovernedCase, fact: Fact) -> bool:
    """Return True if a fact has no effect in this kind.

    Other warnings cover questions and notices.
    """
    kind = fact_kinds()[fact.name]
    if kind.everywhere or fact.name in case.law.facts or moves_clocks(fact.name):
        return False
    return fact.name not in counted_facts(case.law)


def _out_of_order(case: GovernedCase) -> Iterator[str]:
    """Yield each fact that follows one it can't follow. A reopened case begins again."""
    history = case.history
    reopened = [fact.on for fact in history.facts if fact.name == "reopened"]
    for fact in history.facts:
        kind = fact_kinds().get(fact.name)
        for name in kind.not_after if kind else ():
            day = history.first(name)
            if day and day < fact.on and not any(day <= again <= fact.on for again in reopened):
                other = f"“{fact_words(name)}” on {day_words(day)}"
                yield f"{_said(fact)} comes after {other}: check both days."


def _repeated(case: GovernedCase) -> Iterator[str]:
    """Yield each fact that is recorded on several days but can have only one."""
    counts = Counter(fact.name for fact in case.history.facts)
    for name, count in counts.items():
        kind = fact_kinds().get(name)
        if count > 1 and (name == RECEIVED or (kind and kind.ahead)):
            day = day_words(case.history.first(name) or case.history.received.on)
            yield f"{fact_words(name)}: {count} days are recorded; the earliest, {day}, counts."
        elif count > 1 and name in notices():
            yield f"{fact_words(name)}: {count} times, but a limit is extended once only."


def _no_time(case: GovernedCase) -> Iterator[str]:
    received = case.history.received
    hours = any(limit.unit == "hours" for duty in case.version.duties for limit in duty.limits)
    if hours and received.at is None:
        yield "No time of day is recorded: the hours are counted from the start of the day."


@dataclass(frozen=True, slots=True)
class Strictest:
    """The fewest strict points that give the safe day, and the acts that they make late.

    `start` is the day from which the time runs, in words.
    """

    doubts: tuple[str, ...]
    start: str
    too_late: tuple[Asking, ...]

    @property
    def words(self) -> str:
        """The reading in words, such as `some hold that the clock restarts ...`."""
        points = [DOUBTS[name][1].format(start=self.start) for name in self.doubts]
        held = f"some hold {listed(f'that {point}' for point in points)}"
        late = [_late_words(asking) for asking in self.too_late]
        if not late:
            return held
        return f"{held}, which makes {listed(late)} too late"


def strictest(case: GovernedCase, reckoning: Reckoning) -> Strictest | None:
    """Return the reading that puts `safe_by` before the due date, or None if no reading does."""
    if reckoning.safe_by is None or reckoning.safe_by == reckoning.settled.due:
        return None
    for doubts, settled in _readings(case, reckoning):
        if settled.due == reckoning.safe_by:
            known = [late.asking for late in reckoning.settled.late]
            newly = [late.asking for late in settled.late if late.asking not in known]
            return Strictest(doubts, _start_words(reckoning.duty), tuple(newly))
    return None


def _start_words(duty: Duty) -> str:
    """Return the day from which the limit runs that a stricter reading ends sooner."""
    sooner = next((limit for limit in duty.limits if limit not in duty.strictly), None)
    return f"the day of {noun(sooner.since)}" if sooner and sooner.since else "the day of receipt"


def laws(case: GovernedCase, reckoning: Reckoning, doubts: tuple[str, ...]) -> str:
    """Return the law behind these points."""
    version, duty = case.version, reckoning.duty
    found = {
        "waits": next((start.law for start in version.starts if start.contested), ""),
        "answers_run": next((p.law for p in version.pauses if p.strictly != p.counts), ""),
        "stricter": duty.law_for(case.setting.school.type),
        "rolls": duty.rolls_by,
    }
    return "; ".join(found[name] for name in doubts)


def _readings(
    case: GovernedCase, reckoning: Reckoning
) -> Iterator[tuple[tuple[str, ...], SettledLimit]]:
    """Yield every combination of strict points, the fewest first."""
    points = open_points(case.version, reckoning.duty, case.history)
    for count in range(1, len(points) + 1):
        for doubts in combinations(points, count):
            how = replace(AS_ENACTED, **{name: DOUBTS[name][0] for name in doubts})
            yield doubts, settle(case.version, reckoning.duty, case.setting, how)[0].settled()


def _late_words(asking: Asking) -> str:
    what = "the notice of" if asking.name in notices() else "asking on"
    return f"{what} {day_words(asking.asked)}"
