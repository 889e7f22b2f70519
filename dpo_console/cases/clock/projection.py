"""The columns that lists show and sort by, worked out from a case's facts at each write."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import NamedTuple

from dpo_console.cases.checklist.checklists import counts_for_nothing
from dpo_console.cases.clock.next_move import OVER, next_move
from dpo_console.cases.retention import HELD, hold_of
from dpo_console.cases.sharing import release_gate
from dpo_console.config import Settings
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.law import model as law
from dpo_console.law.calendar import schools
from dpo_console.law.clock import earliest_school, read_clock
from dpo_console.law.facts import RECEIVED, fact_kind, notices, questions, recordable
from dpo_console.law.model import Clock, Deadline, Fact, Moment, Standing, Status, Step
from dpo_console.law.reckoning.reckoning import nothing_left
from dpo_console.law.reckoning.settling import last_day
from dpo_console.law.statutes import statute, statutes
from dpo_console.law.statutes.statute import Statute
from dpo_console.letters.catalogue import letter_kind
from dpo_console.store import bulk_writes
from dpo_console.store.asking import Ask, Row
from dpo_console.store.cases.case_file import CaseFile, files
from dpo_console.store.cases.case_parts import Page, seen
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.store.reads import lists
from dpo_console.store.reads.conditions import HELD_UNTIL
from dpo_console.text import day_words

RECLASSIFIED = "reclassified"
"""The fact that a case was counted as another kind from a day on."""


def logged_as(reference: str) -> str:
    """Return the kind in a reference's prefix, under which the case was logged, or ''."""
    prefix = reference.split("-")[0]
    return next((kind for kind, law in statutes().items() if law.prefix == prefix), "")


def counted_when(file: CaseFile, fact: FactRow) -> str:
    """Return the kind that the case had when a fact was recorded, or '' if that isn't known."""
    later = (f.former_kind for f in file.facts if f.name == RECLASSIFIED and f.id > fact.id)
    return next(later, file.case.kind)


def since_when(file: CaseFile) -> date | None:
    """Return the day since which the case has its present kind, or None if it always had it."""
    days = [f.on for f in file.standing_facts() if f.name == RECLASSIFIED]
    return days[-1] if days else None


def counted_as(clock: Clock, file: CaseFile, since: date | None) -> Clock:
    """Return the clock with a step for a reclassification on the day `since`.

    Warnings name the recorded facts that no longer count.
    """
    if since is None:
        return clock
    law, before = statute(clock.kind), logged_as(file.case.reference)
    logged = f"; logged as {statute(before).work.in_words}" if before else ""
    step = Step(
        since,
        f"Counted as {law.work.in_words} from this day on{logged}: the clock runs from receipt all "
        "the same",
        "",
    )
    return replace(
        clock,
        steps=(*clock.steps[:1], step, *clock.steps[1:]),
        warnings=(*clock.warnings, *_no_longer_counted(file, law)),
    )


def _no_longer_counted(file: CaseFile, law: Statute) -> Iterator[str]:
    """Yield warnings on facts that no longer count.

    The law itself warns of questions and extensions.
    """
    told = {*questions(), *questions().values(), *notices()}
    known = {kind.name for kind in recordable(law.kind)}
    for fact in file.standing_facts():
        if fact.name not in known | told:
            day = day_words(fact.on)
            words = fact_kind(fact.name).words
            yield f"{words} on {day} is kept, but it doesn't count for {law.work.in_words}."


def school_for_dates(
    settings: Settings, slug: str, kind: str, facts: Sequence[Fact], today: date
) -> schools.School:
    """Return the case's school, or the one that gives the earliest date if it isn't known."""
    may_be = [school.for_clock() for school in settings.schools_meant(slug)]
    return earliest_school(kind, facts, may_be, today)


def clock_at(settings: Settings, slug: str, kind: str, facts: Sequence[Fact], today: date) -> Clock:
    """Return the explained clock at a school. If that isn't known, it says whose date it is."""
    school = school_for_dates(settings, slug, kind, facts, today)
    clock = read_clock(kind, facts, school, today)
    if settings.is_known(slug):
        return clock
    name = next(s.name for s in settings.schools if s.for_clock() == school)
    warning = f"The school isn't known. This is the earliest date of any school: that of {name}."
    return replace(clock, warnings=(warning, *clock.warnings))


VERSION = 13
"""The version of these calculations. Raise it when they change, to recalculate every case."""

STOPPED, NO_LIMIT, ANSWERED, CLOSED = "9999-1", "9999-2", "9999-3", "9999-4"
"""Sort keys of cases without a due date: after all that have one, in this order."""

UNRULED, RULED = "0000", "0001"
"""Sort keys of an incomplete urgent release, first in the queue: one that awaits a ruling leads."""


class Projection(NamedTuple):
    """The calculated columns of a case's row, under the same names."""

    received: str
    status: str
    due: str | None
    due_at: str | None
    safe_by: str | None
    target: str | None
    next_action: str
    next_act: str
    whose_move: str
    urgent_at: str


def law_facts(file: CaseFile) -> list[law.Fact]:
    """Return the standing facts as the clock takes them. An answer follows its question."""
    successor = {f.supersedes: f.id for f in file.facts if f.supersedes is not None}

    def standing(number: int | None) -> int | None:
        while number in successor:
            number = successor[number]
        return number

    return [
        law.Fact(
            name=f.name,
            on=f.on,
            at=f.at,
            id=f.id,
            answers=standing(f.answers),
            reasoned=f.reasoned and not counts_for_nothing(file, f),
            by_post=f.method == "post" if f.method else None,
            answer_by=_answer_by(file, f),
        )
        for f in file.standing_facts()
    ]


def _answer_by(file: CaseFile, fact: FactRow) -> date | None:
    """Return the day up to which the letter that asked this question gave time to answer."""
    asked = [
        letter.answer_by for letter in file.letters
        if letter.answer_by and letter.sent_on and letter.sent_on <= fact.on
        and letter_kind(letter.name).records == fact.name
    ]  # fmt: skip
    try:
        return date.fromisoformat(asked[-1]) if asked else None
    except ValueError:  # changed from outside, which `verify` tells
        return None


def case_clock(file: CaseFile, settings: Settings, today: date) -> Clock:
    """Return the case's clock, with explanations."""
    clock = clock_at(settings, file.case.school, file.case.kind, law_facts(file), today)
    return counted_as(clock, file, since_when(file))


def plain_clock(file: CaseFile, settings: Settings, today: date) -> Clock:
    """Return the case's dates, without explanations."""
    facts = law_facts(file)
    school = school_for_dates(settings, file.case.school, file.case.kind, facts, today)
    return read_clock(file.case.kind, facts, school, today, explained=False)


def project(file: CaseFile, settings: Settings, today: date) -> Projection:
    """Calculate a case's row from its facts, its statute and its school's calendar."""
    clock = plain_clock(file, settings, today)
    still_open = [d for d in clock.deadlines if d.met_on is None]
    binding = [d for d in still_open if d.standing is not Standing.TARGET]
    dated = [d for d in binding if d.due is not None]
    urgent = min(dated, key=lambda d: late_at(d.due), default=None)
    targets = [d.due for d in still_open if d.standing is Standing.TARGET and d.due]
    move = next_move(file, clock, settings)
    return Projection(
        received=as_text(clock.received) or "",
        status=_status(urgent, binding),
        due=as_text(urgent.due) if urgent else None,
        due_at=late_at(urgent.due) if urgent else None,
        safe_by=as_text(urgent.safe_by) if urgent else None,
        target=as_text(min(targets, key=late_at)) if targets else None,
        next_action=move.action,
        next_act=move.act,
        whose_move=move.whose,
        urgent_at=_urgent_at(file, clock, urgent, binding, targets) + _held_until(file),
    )


def finished(kind: str, received: str, minute: str | None) -> Projection:
    """Return the row of a closed case with nothing left to do, received on that day."""
    if statute(kind).counts_hours:
        received = f"{received}T{minute or '00:00'}"
    dates = (None, None, None, None)
    return Projection(received, Status.NO_LIMIT, *dates, OVER.action, OVER.act, OVER.whose, CLOSED)


def _status(urgent: Deadline | None, binding: Sequence[Deadline]) -> str:
    if urgent:
        return Status.RUNNING
    if not binding:
        return Status.NO_LIMIT
    return binding[0].status


def _urgent_at(
    file: CaseFile,
    clock: Clock,
    urgent: Deadline | None,
    binding: Sequence[Deadline],
    targets: Sequence[Moment],
) -> str:
    if file.case.closed_on:
        return CLOSED
    if any(d.what == "completion" for d in binding):
        first = RULED if release_gate.is_ruled(file) else UNRULED
        return f"{first} {late_at(clock.received)}"
    if urgent:
        return late_at(urgent.due)
    if any(d.status is Status.RUNNING for d in binding):
        # A limit without a date, because term dates are missing, goes to the top.
        return late_at(clock.received)
    if binding:
        return STOPPED
    reopened = [f.on for f in file.standing_facts() if f.name == "reopened"]
    if reopened:
        return f"{reopened[-1]}T23:59"
    return f"{NO_LIMIT} {min(late_at(t) for t in targets)}" if targets else ANSWERED


def _held_until(file: CaseFile) -> str:
    """Return the end of the sort key of a case on hold: by it, few of many cases are read."""
    hold = hold_of(file)
    return f"{HELD_UNTIL}{hold.review_on}" if hold else ""


def as_text(moment: Moment | None) -> str | None:
    """Return a day, or a minute if the limit is in hours, as ISO text."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat() if moment else None


def late_at(moment: Moment | None) -> str:
    """Return the last minute that is on time, as ISO text that sorts.

    Of midnight it is the minute before: lists then have the case on the day that it ends.
    """
    if moment is None:
        return STOPPED
    if not isinstance(moment, datetime) or moment.time() == time.min:
        moment = datetime.combine(last_day(moment), time(23, 59))
    return moment.isoformat(timespec="minutes")


COLUMNS = Projection._fields

AT_ONCE = 1_000
"""The number of cases held in memory."""


class Recomputed(NamedTuple):
    """The columns shown for a case, and the values its facts give, or the error met."""

    case: int
    shown: Row
    computed: Projection | Exception


def every_case(ask: Ask, settings: Settings, today: date) -> Iterator[Recomputed]:
    """Yield all cases, in order of entry. A fault in one doesn't hide the others."""

    def look(page: Page) -> Iterator[tuple[int, Recomputed]]:
        shown = bulk_writes.shown(page, COLUMNS)
        for file in files(page):
            number = file.case.id
            yield number, Recomputed(number, shown[number], _computed(file, settings, today))

    numbers = lists.every_case(ask)
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        told: dict[int, Recomputed] = {}
        with suppress(
            Exception
        ):  # a row that can't be read comes to light when it is read on its own
            told = {t.case: t for t in _over(ask, settings, some[0], some[-1])}
        others = [number for number in some if number not in told]
        for number, one in seen(ask, others, look):
            told[number] = one if isinstance(one, Recomputed) else Recomputed(number, (), one)
        yield from (told[number] for number in some)


def _over(ask: Ask, settings: Settings, first: int, last: int) -> Iterator[Recomputed]:
    """Yield the closed cases with nothing left to do by a day, judged from their facts' names."""

    @cache
    def is_over(kind: str, school: str, facts: str) -> bool:
        names = facts.split(",")
        try:
            commenced = settings.school(school).commenced
            if HELD in names or names.count(RECEIVED) != 1:
                return False
            return nothing_left(kind, frozenset(names), commenced)
        except BadInput:
            return False

    for case, shown in bulk_writes.closed(ask, COLUMNS, first, last):
        # Facts before receipt don't count, and then each fact must be read.
        if case.received == case.first_day and is_over(case.kind, case.school, case.facts):
            yield Recomputed(case.case, shown, finished(case.kind, case.first_day, case.minute))


def _computed(file: CaseFile, settings: Settings, today: date) -> Projection | DpoConsoleError:
    try:
        return project(file, settings, today)
    except DpoConsoleError as problem:  # of this case alone; the others are still read
        return problem
