"""The plain values that go into the clock and come out of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

Moment = date | datetime
"""A day (its end counts) or, where a limit is in hours, a minute in Europe/London, naive."""


class Status(StrEnum):
    """Whether the clock of a case is running."""

    RUNNING = "running"
    PAUSED = "paused"
    WAITING_TO_START = "waiting_to_start"
    NO_LIMIT = "no_limit"


class Standing(StrEnum):
    """What a deadline rests on. A target is the office's own and never shown as law."""

    STATUTORY = "statutory"
    AGREED = "agreed"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact of a case, as the clock needs it.

    `id` is the order of entry (0: not entered, a what-if); `at` counts only where the limit is
    in hours; `answers` names the fact that this one answers; `reasoned` says whether a reason
    was recorded with it; `by_post` whether it went by post (None where nothing says how it went).
    """

    name: str
    on: date
    at: time | None = None
    id: int = 0
    answers: int | None = None
    reasoned: bool = True
    by_post: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: the day it lands on, its words, its law ('' where none)."""

    on: Moment | None
    text: str
    law: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that must be done, and by when.

    `what` is a slug (answer, acknowledgement, outcome, report, certificate, completion), `title`
    its words. `due` is None where nothing can be said: the clock is stopped or not started, no
    date was set, or a calendar ends too soon. `met_on` is the day it was done, `met_by` the name of
    the fact that did it ('' for none), `met_at` its minute where one was recorded.
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

    @property
    def statutory(self) -> bool:
        """Whether law, not an agreement or the office's own aim, sets it."""
        return self.standing is Standing.STATUTORY


class Going(StrEnum):
    """What a clock does on some days."""

    WAITING = "not started"
    RUNNING = "runs"
    STOPPED = "stopped"
    EXTENDED = "extended"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both counted, on which a clock does one thing; minutes where its limit is in hours."""

    going: Going
    first: Moment
    last: Moment


@dataclass(frozen=True, slots=True)
class Clock:
    """All that can be said about time in one case; the first deadline is the answer's own.

    `target` is the office's own date, where the law sets none. `stopped_since` is the day from
    which the clock stands (paused, or not started for want of an answer), `waits_for` are the open
    questions (fact and day of asking), and `warnings` are sentences for the officer. While it
    waits, `chase_on` is the day to ask again, and `may_close_on` the first day on which it may be
    treated as withdrawn (None where nothing says so). `course` is the way from receipt to the
    limit, where the clock is explained.
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
