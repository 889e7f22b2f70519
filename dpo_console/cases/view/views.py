"""Values that casework hands to the console and the command line: frozen and plain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dpo_console.approval.data_items import ListedItem
from dpo_console.approval.model import Gate
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.disclosure.schedule_totals import Totals
from dpo_console.cases.queue.filters import VIEWS
from dpo_console.cases.queue.queue import Page
from dpo_console.law.model import Clock
from dpo_console.store.rows import BANDS, QueueRow

__all__ = [
    "BANDS",
    "VIEWS",
    "AfterRelease",
    "CaseView",
    "ChallengeRow",
    "ChecklistRow",
    "DecisionRow",
    "Event",
    "FactRow",
    "LetterChoice",
    "LetterRow",
    "Linked",
    "ListedItem",
    "Page",
    "ParticularRow",
    "Party",
    "PlaceRow",
    "QueueRow",
    "Scope",
    "Signed",
    "Totals",
]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A recorded fact. `superseded_by` is the fact that corrected it."""

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
    """A requester, data subject or recipient of one case, with their `number` in the list.

    The contact details of a `protected` person are left out unless requested.
    """

    role: str
    name: str
    kind: str
    organisation: str
    email: str
    phone: str
    address: str
    number: int = 0
    protected: bool = False


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A criterion with its latest answer. `verdict` is '' if there is none.

    A `computed` answer follows from the part of the case that `by` names.
    """

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
    computed: bool = False


@dataclass(frozen=True, slots=True)
class ParticularRow:
    """A case detail. `value` is '' if none is recorded."""

    name: str
    label: str
    hint: str
    value: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a request, which is exactly what an approval covers.

    `items` are free words, and `listed` the separate data items. `years` is such as 2024-2026.
    `condition` is the condition of UK GDPR Art 9 or 10. `dpia` and `agreement` are references to
    papers. `review_on` is the day of the review of the sharing.
    """

    purpose: str = ""
    items: str = ""
    cohort: str = ""
    lawful_basis: str = ""
    power: str = ""
    path: str = "ordinary"
    method: str = ""
    until: date | None = None
    years: str = ""
    pupils: int | None = None
    condition: str = ""
    dpia: str = ""
    agreement: str = ""
    review_on: date | None = None
    listed: tuple[ListedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """An objection to a sharing.

    One that `blocks` prevents a release until it has a `reason`. A `final` one accepts no reason:
    the scope must change.
    """

    name: str
    says: str
    blocks: bool
    final: bool
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """The latest ruling on a third-party request.

    `lapsed` is set if its content has changed since. `left_out` is what was requested and not
    approved.
    """

    ruling: str
    reason: str
    by: str
    on: date
    evidence: str
    recorded_by: str
    lapsed: bool
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """An event on a day, with the words recorded about it."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class AfterRelease:
    """The follow-up of a release.

    `what` has a line for each item. `about` is whose data it is. `urgently` is why it could not
    wait, or ''. `terms` says where to find them. `signed` is who signed them, and when. `chased`
    lists the days on which the certificate of destruction was chased. If a review is the last one,
    `review_due` is empty.
    """

    on: date
    what: str
    about: str
    to: str
    how: str
    urgently: str
    terms: str
    signed: tuple[Signed, ...]
    review_due: date | None
    reviews: tuple[Signed, ...]
    destruction_due: date | None
    chased: tuple[date, ...]
    certificate: Signed | None

    @property
    def owes_certificate(self) -> bool:
        """True if a certificate of destruction has still to come."""
        return self.destruction_due is not None and self.certificate is None

    def is_late(self, today: date) -> bool:
        """Return True if use has ended by its day and no certificate has come."""
        due = self.destruction_due
        return self.certificate is None and due is not None and due < today


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that was written.

    `state` is written, sent or superseded. `to` is its reader, `by` its author, and `again`
    describes the last time it was sent once more.
    """

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
    to: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the search plan.

    `hold` is set if data there are deleted automatically. `gone_on` is when the data held on
    receipt will be lost, if known. `told` and `asked` name the people told and asked. `result` is
    '' until the place has answered, then found, nothing or not-searched, with its `note`.
    """

    number: int
    slug: str
    title: str
    holder: str
    hold: bool
    gone_on: date | None
    told_on: date | None
    told: str
    asked_on: date | None
    asked: str
    reply_by: date | None
    chased_on: date | None
    answered_on: date | None
    result: str
    note: str

    @property
    def is_open(self) -> bool:
        """True if the place has neither answered nor been left out with a reason."""
        return self.answered_on is None

    @property
    def to_tell(self) -> bool:
        """True if its holder still needs a preservation notice."""
        return self.hold and self.told_on is None and self.is_open

    @property
    def to_ask(self) -> bool:
        """True if the place has still to be asked."""
        return self.is_open and self.asked_on is None

    def is_overdue(self, today: date) -> bool:
        """Return True if its answer is overdue."""
        return self.is_open and self.reply_by is not None and self.reply_by < today


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """A letter as the picker shows it: if it fits the case, and its gaps.

    `asks` are the fields that only the officer can fill, name and label. `needs` are the names of
    those required. `takes` has the values that the letter takes from the case. `offers` has the
    first values of its form.
    """

    name: str
    title: str
    fits: bool
    why_not: str
    missing: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    takes: Mapping[str, str] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a timeline. `act` is its name in the audit log, or of the act undone."""

    at: datetime
    on: date
    text: str
    by: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A linked case. `words` describe its link to the case shown.

    `nature` is one of law/regimes.toml. `towards` is set if the link was made from the other case.
    """

    row: QueueRow
    nature: str
    words: str
    towards: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A whole case. `row` is the same as in the queue, and `version` guards against a stale save.

    `logged_as` is the kind that it was logged as, if it is counted as another. `heads` are the
    checklist's headings, slug and title, and `holds` the facts that wait for it. A `ruled` case is
    a third party's request, which needs a ruling and a release.
    `flags` are warnings to show first, in sentences. `readers` are the only people who may see a
    restricted case, by slug. `names` are people's, by slug (see `called`), and `school` is its
    school's. `next_act` is the step of the step menu that begins the next move, or ''.
    """

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
    challenges: tuple[ChallengeRow, ...] = ()
    schedule: Totals | None = None
    places: tuple[PlaceRow, ...] = ()
    links: tuple[Linked, ...] = ()
    logged_as: str = ""
    released: AfterRelease | None = None
    checklist_title: str = ""
    heads: tuple[tuple[str, str], ...] = ()
    holds: tuple[str, ...] = ()
    ruled: bool = False
    particulars: tuple[ParticularRow, ...] = ()
    flags: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    next_act: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    school: str = ""

    def called(self, slug: str) -> str:
        """Return the name of a person of the office, or the text if it isn't a slug."""
        return self.names.get(slug, slug)

    @property
    def path(self) -> str:
        """The approval path: urgent after an urgent release, otherwise as the scope says."""
        return self.gate.path if self.gate else self.scope.path

    @property
    def asks_as(self) -> str:
        """The requester's kind, such as `Police`, or ''."""
        return requester_kind(self.requester_kind).title if self.requester_kind else ""

    @property
    def reference(self) -> str:
        """The case's reference, such as SAR-2026-0042."""
        return self.row.reference

    @property
    def version(self) -> int:
        """The version that a form carries, to refuse a stale save."""
        return self.row.version
