"""The row that the store returns: a case as lists show it."""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.lazy_import import later

if TYPE_CHECKING:
    from dpo_console.law import statutes
else:  # a list without titles needn't read the law
    statutes = later("dpo_console.law.statutes")

ANSWERS = "answers_awaited"
"""The next act of a case that waits for answers to a search."""

LOOK = "look"
"""The next act of a case whose schedule waits for a second check."""

BANDS = ("overdue", "today", "week", "later", "paused", "no_limit", "closed")
"""The bands of urgency, from the most urgent to the least."""


@lru_cache(maxsize=1)
def _minute(now: datetime) -> str:
    """Return a minute as rows have it: a list asks for the same thousands of times."""
    return now.isoformat(timespec="minutes")


class QueueRow(NamedTuple):
    """One case as a list shows it.

    `due` and `safe_by` are ISO text: a day, or a minute if the limit is in hours. `due_at` is the
    last minute that is on time. `whose_move` is one of: us, requester, approver, recipient,
    nobody. `next_act` is the id of the next move's act. Only some people may see a `restricted`
    case. `answers_by` is the first day on which a place searched had to answer and has not, of a
    case that waits for answers.
    """

    id: int
    reference: str
    kind: str
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
    restricted: bool = False
    next_act: str = ""
    answers_by: str | None = None

    @property
    def stands_first(self) -> bool:
        """True for an urgent release whose record isn't complete, which leads the lists."""
        return self.urgent_at < "1"

    @property
    def title(self) -> str:
        """The kind of case in words, such as Subject access request, or the slug without one."""
        known = self.kind in statutes.kinds()
        return statutes.statute(self.kind).title if known else self.kind

    @property
    def outcome_words(self) -> str:
        """The outcome of a closed case in words, or as kept if its kind has no such outcome."""
        known = self.kind in statutes.kinds()
        words = statutes.statute(self.kind).outcomes if known else {}
        return words.get(self.outcome or "", self.outcome or "")

    def band(self, now: datetime) -> str:
        """Return the case's urgency at `now` (Europe/London): one of BANDS."""
        if self.closed_on:
            return "closed"
        if self.status in ("paused", "waiting_to_start"):
            return "paused"
        if self.due is None or self.due_at is None:
            return "no_limit"
        if self.due_at < _minute(now):
            return "overdue"
        days = self.days_left(now.date())
        if days is None or days <= 0:
            return "today"
        return "week" if days <= 7 else "later"

    def missed_target(self, today: date) -> bool:
        """Return True if an open target before the limit has passed, and the limit has not."""
        days = self.days_left(today)
        return days is not None and days >= 0 and (self.target or "9")[:10] < today.isoformat()

    @property
    def last_day(self) -> date | None:
        """The last day on which the limit leaves time, if there is one."""
        if self.due is None or self.due_at is None:
            return None
        return date.fromisoformat(self.due_at[:10])

    def days_left(self, today: date) -> int | None:
        """Return the calendar days from `today` to the last day, negative once it has passed."""
        last = self.last_day
        return None if last is None else (last - today).days


KEPT = tuple(
    name
    for name in QueueRow._fields
    if name not in ("requester", "organisation", "subjects", "answers_by")
)
"""The fields that are columns of the table of cases. Others are of its people and places."""
