"""What casework hands to the two front doors: frozen plain values, ready to draw or print."""

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
    """A requester, data subject or recipient of one case; `number` is its place in the list.

    Of a `protected` one, how to reach them is left out unless it was asked for.
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
    """A criterion with its latest answer; `verdict` is '' while there is none.

    A `computed` answer follows from the rest of the case, which `by` names.
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
    """What a case says under one label; `value` is '' while it says nothing."""

    name: str
    label: str
    hint: str
    value: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for and would be shared; an approval covers exactly this.

    `items` are free words, `listed` the data items one by one; `years` such as 2024-2026;
    `condition` the condition of UK GDPR Art 9 or 10; `dpia`, `agreement` references to papers;
    `review_on` the day on which the sharing is looked at again.
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
    """One thing that speaks against a sharing; one that `blocks` keeps the gate closed until it
    has a `reason`, and a `final` one takes none: what is asked for must change."""

    name: str
    says: str
    blocks: bool
    final: bool
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """The latest ruling on a third-party request; `lapsed` when what it covered has changed,
    `left_out` what was asked for and not approved."""

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
    """Something that came or was done on a day, and what was put down about it."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class AfterRelease:
    """What became of data that were released.

    `what`: a line an item; `about`: whose data; `urgently`: why it could not wait, '' where it
    could; `terms`: where they stand; `signed`: who signed them, when; `chased`: the days on which
    the certificate of destruction was chased. A review with none to follow leaves no `review_due`.
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
        """Whether a certificate of destruction has still to come."""
        return self.destruction_due is not None and self.certificate is None

    def is_late(self, today: date) -> bool:
        """Whether use has ended by its day and no certificate has come."""
        due = self.destruction_due
        return self.certificate is None and due is not None and due < today


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter that was written. `state` is written, sent or superseded; `to` whom it went to,
    `again` that it was sent once more (the last time), `by` who wrote it.
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
    """One place of the search plan.

    `hold`: something deletes there by itself; `gone_on` is when what it held as the request came
    will be lost, where that is known. `told` and `asked` name who was. `result` is '' until it is
    answered, then found, nothing or not-searched, with its `note`.
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
        """Whether it has still to answer, or to be left out with a reason."""
        return self.answered_on is None

    @property
    def to_tell(self) -> bool:
        """Whether its holder has still to be told to keep what there is."""
        return self.hold and self.told_on is None and self.is_open

    @property
    def to_ask(self) -> bool:
        """Whether it has still to be asked."""
        return self.is_open and self.asked_on is None

    def is_overdue(self, today: date) -> bool:
        """Whether its answer is late."""
        return self.is_open and self.reply_by is not None and self.reply_by < today


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """A letter as the picker shows it: whether it fits the case, and what it still lacks.

    `asks` are the fields that only the officer can fill, name and label; `needs` the names of
    those without which it can't be written. `takes` has what the letter takes of them from the
    case, `offers` what its form begins with.
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
    """One line of a timeline; `act` is what the audit log calls it, or what it takes back."""

    at: datetime
    on: date
    text: str
    by: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case that belongs to one; `words` say what it is to that one.

    `nature` is one of law/regimes.toml; `towards` whether it was said of the case shown.
    """

    row: QueueRow
    nature: str
    words: str
    towards: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A whole case. `row` is the same as in the queue; `version` guards a stale save.

    `logged_as` is the kind that it was logged as, where it is counted as another.
    `heads` are the checklist's, slug and title, and `holds` the facts that wait for it; a `ruled`
    case is a third party's request, on which somebody rules and which is released. `flags` are what
    must be seen first, in sentences; `readers` who alone may see a restricted case, by slug.
    `names` are people's, by slug (see `called`), and `school` is its school's.
    `next_act` is the step of the step menu that the next move begins with, '' where none does.
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
        """The name of a person of the office; what isn't one's slug stays as it is."""
        return self.names.get(slug, slug)

    @property
    def path(self) -> str:
        """The way it goes through the gate: urgent once released so, else as its scope says."""
        return self.gate.path if self.gate else self.scope.path

    @property
    def asks_as(self) -> str:
        """What the requester is, such as `Police`; '' where that isn't said."""
        return requester_kind(self.requester_kind).title if self.requester_kind else ""

    @property
    def reference(self) -> str:
        """The case's reference, such as SAR-2026-0042."""
        return self.row.reference

    @property
    def version(self) -> int:
        """The version a form carries, so that a stale save is refused."""
        return self.row.version
