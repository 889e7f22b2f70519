"""The plain values that go into the clock and come out of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

Moment = date | datetime
"""A day (its end counts), or a naive minute in Europe/London if the limit is in hours."""


def day_of(moment: Moment) -> date:
    """Return the day of a day or minute."""
    return moment.date() if isinstance(moment, datetime) else moment


def minute_of(moment: Moment) -> time | None:
    """Return the time of day of a minute, or None for a day."""
    return moment.time() if isinstance(moment, datetime) else None


class Status(StrEnum):
    """The state of a case's clock."""

    RUNNING = "running"
    PAUSED = "paused"
    WAITING_TO_START = "waiting_to_start"
    NO_LIMIT = "no_limit"


class Standing(StrEnum):
    """The basis of a deadline. A target is the office's own and never shown as law."""

    STATUTORY = "statutory"
    AGREED = "agreed"
    TARGET = "target"


FOOTINGS = {
    Standing.STATUTORY: "set by law",
    Standing.AGREED: "not set by law",
    Standing.TARGET: "our target",
}
"""What sets a deadline, in words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact of a case, as the clock needs it.

    `id` is the order of entry, or 0 for a what-if. `at` counts only if the limit is in hours.
    `answers` names the fact that this one answers. `reasoned` is False if the reason or question
    that belongs to it isn't recorded: some facts then count for nothing. `by_post` is True if it
    went by post, or None if that is not known. `answer_by` is the day up to which a question's
    letter gave time to answer.
    """

    name: str
    on: date
    at: time | None = None
    id: int = 0
    answers: int | None = None
    reasoned: bool = True
    by_post: bool | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: the day it reaches, its words, and its law or ''."""

    on: Moment | None
    text: str
    law: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty with its date.

    `what` is a slug (answer, acknowledgement, outcome, report, certificate, completion) and `title`
    its words. `due` is None if the clock is stopped or not started. It is also None if no date was
    set or a calendar ends too soon. `met_on` is the day it was done. `met_by` is the name of the
    fact that met it, or ''. `met_at` is its minute, if recorded. `set_by` is the guidance that sets
    a target, or ''.
    """

    what: str
    title: str
    standing: Standing
    status: Status
    due: Moment | None
    safe_by: Moment | None
    act_by: date | None
    met_on: date | None
    steps: tuple[Step, ...] = ()
    met_by: str = ""
    met_at: datetime | None = None
    set_by: str = ""

    @property
    def footing(self) -> str:
        """What sets it, in words for a list: `set by law`, `our target`."""
        if self.standing is Standing.TARGET and self.set_by:
            return f"set by {self.set_by}"
        return FOOTINGS[self.standing]

    @property
    def statutory(self) -> bool:
        """True if law sets it, rather than an agreement or the office's own target."""
        return self.standing is Standing.STATUTORY


class Going(StrEnum):
    """The state of a clock on some days."""

    WAITING = "not started"
    RUNNING = "runs"
    STOPPED = "stopped"
    EXTENDED = "extended"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in one state, first and last included, or minutes if the limit is in hours."""

    going: Going
    first: Moment
    last: Moment


class MovedBy(StrEnum):
    """What moved a limit beyond its plain period."""

    EXTENDED = "extended"
    SHORT_MONTH = "short month"
    STOPPED = "stopped"
    ROLLED = "rolled"


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that moved a limit, between two days.

    EXTENDED: the day of the notice `name`. SHORT_MONTH: the start, and the last day of a month that
    has no such date. STOPPED: the `days` that the question `name` leaves out, in the unit of the
    limit. ROLLED: a day that is no working day, and the last day in its place.
    """

    by: MovedBy
    first: date
    last: date
    name: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """All dates of one case. The first deadline is the answer's own.

    `target` is the office's own date, if the law sets none. `stopped_since` is the day from which
    the clock stands: it is paused, or awaits an answer to start. `waits_for` lists the open
    questions, each as fact and day of asking. `warnings` are sentences for the officer. While the
    clock waits, `chase_on` is the day to ask again. `may_close_on` is the first day on which the
    request may be treated as withdrawn, or None without a rule. `course` is the way from receipt to
    the limit, and `moved` what moved that limit, if the clock is explained. `started_by` is the
    fact whose coming started the clock, or '' for the receipt. `lawfully_extended`: the law sets a
    reasonable time, and `due` is the day that the regulator expects.
    """

    kind: str
    received: Moment
    starts: Moment
    due: Moment | None
    due_if_answered_today: Moment | None
    safe_by: Moment | None
    act_by: date | None
    target: date | None
    extension_notice_by: date | None
    paused_days: int
    status: Status
    stopped_since: date | None = None
    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = field(default=())
    waits_for: tuple[tuple[str, date], ...] = ()
    chase_on: date | None = None
    may_close_on: date | None = None
    course: tuple[Stretch, ...] = ()
    lawfully_extended: bool = False
    started_by: str = ""
    moved: tuple[Moved, ...] = ()
