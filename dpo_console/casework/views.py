"""What casework hands to the two front doors: frozen plain values, ready to draw or print."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dpo_console.approval.model import Gate
from dpo_console.law.model import Clock

BANDS = ("overdue", "today", "week", "later", "paused", "no_limit", "closed")
"""From the most urgent to the least."""

VIEWS = ("overdue", "week", "paused", "waiting", "decide", "all", "closed")
"""The queue's views, in the order of their tabs."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case as a list shows it.

    `due` and `safe_by` are ISO text (a day, or a minute where the limit is in hours); `due_at` is
    the minute at which it is late. `whose_move` is one of: us, requester, approver, recipient,
    nobody.
    """

    id: int
    reference: str
    kind: str
    title: str
    requester: str
    organisation: str
    subjects: tuple[str, ...]
    school: str
    owner: str
    received: str
    due: str | None
    due_at: str | None
    safe_by: str | None
    target: str | None
    status: str
    next_action: str
    whose_move: str
    closed_on: str | None
    outcome: str | None
    version: int
    urgent_at: str

    def band(self, now: datetime) -> str:
        """How urgent the case is at `now` (Europe/London): one of BANDS."""
        if self.closed_on:
            return "closed"
        if self.status in ("paused", "waiting_to_start"):
            return "paused"
        if self.due is None or self.due_at is None:
            return "no_limit"
        if self.due_at < now.isoformat(timespec="minutes"):
            return "overdue"
        days = self.days_left(now.date())
        if days is None or days <= 0:
            return "today"
        return "week" if days <= 7 else "later"

    def days_left(self, today: date) -> int | None:
        """Calendar days from `today` to the due day; negative when it has passed."""
        if self.due is None:
            return None
        return (date.fromisoformat(self.due[:10]) - today) // timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a view, most urgent first. Ask for the next with the last row's key."""

    rows: tuple[QueueRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """One recorded fact; `superseded_by` names the fact that put it right."""

    id: int
    name: str
    on: date
    at: str | None
    note: str
    answers: int | None
    by: str
    recorded_at: datetime
    superseded_by: int | None


@dataclass(frozen=True, slots=True)
class Party:
    """A requester, data subject or recipient of one case."""

    role: str
    name: str
    kind: str
    organisation: str
    email: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A criterion with its latest answer; `verdict` is '' while there is none."""

    id: str
    head: str
    question: str
    hint: str
    mandatory: bool
    source: str
    verdict: str
    evidence: str
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for and would be shared; an approval covers exactly this."""

    purpose: str = ""
    items: str = ""
    cohort: str = ""
    lawful_basis: str = ""
    power: str = ""
    path: str = "ordinary"
    method: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """The latest ruling on a third-party request; `lapsed` when what it covered has changed."""

    ruling: str
    reason: str
    by: str
    on: date
    evidence: str
    recorded_by: str
    lapsed: bool


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter that was written. `state` is written or sent."""

    id: int
    name: str
    title: str
    path: str
    sha256: str
    state: str
    by: str
    written_at: datetime
    sent_on: date | None
    method: str


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """A letter as the picker shows it: whether it fits the case, and what it still lacks.

    `asks` are the fields that only the officer can fill: name and label.
    """

    name: str
    title: str
    fits: bool
    why_not: str
    missing: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's timeline."""

    at: datetime
    on: date
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A whole case. `row` is the same as in the queue; `version` guards a stale save."""

    row: QueueRow
    requester: Party
    parties: tuple[Party, ...]
    requester_kind: str
    channel: str
    summary: str
    created_by: str
    facts: tuple[FactRow, ...]
    clock: Clock
    scope: Scope
    checklist: tuple[ChecklistRow, ...]
    gate: Gate | None
    decision: DecisionRow | None
    letters: tuple[LetterRow, ...]
    timeline: tuple[Event, ...]
    outcomes: tuple[tuple[str, str], ...]

    @property
    def reference(self) -> str:
        """The case's reference, such as SAR-2026-0042."""
        return self.row.reference

    @property
    def version(self) -> int:
        """The version a form carries, so that a stale save is refused."""
        return self.row.version
