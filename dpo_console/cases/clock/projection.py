"""The columns that lists show and sort by, worked out from a case's facts at each write."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from dpo_console.cases.checklist.reasons import counts_for_nothing
from dpo_console.cases.clock.next_move import OVER, next_move
from dpo_console.cases.clock.reclassified import counted_as, since_when
from dpo_console.cases.clock.school_for_dates import clock_at, school_for_dates
from dpo_console.cases.retention.holds import hold_of
from dpo_console.cases.sharing import release_gate
from dpo_console.config import Settings
from dpo_console.law import model as law
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Clock, Deadline, Moment, Standing, Status
from dpo_console.law.reckoning.limits import last_day
from dpo_console.law.statutes import statute
from dpo_console.letters.catalogue import letter_kind
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import FactRow
from dpo_console.store.reads.conditions import HELD_UNTIL

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
