"""One whole case as screens and commands show it, with its linked cases: frozen and plain."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from dpo_console.approval.model import Gate
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.application import FormBack
from dpo_console.cases.checklist.checklists import ChecklistRow, ParticularRow
from dpo_console.cases.disclosure import Totals
from dpo_console.cases.people.parties import Party
from dpo_console.cases.retention import Hold
from dpo_console.cases.sharing.earlier import Refusal
from dpo_console.cases.sharing.scope_items import AfterRelease, ChallengeRow, Scope
from dpo_console.law.model import Clock
from dpo_console.law.regimes import SAME_MESSAGE, nature
from dpo_console.law.statutes import statute
from dpo_console.store.asking import Ask
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import DecisionRow, FactRow, LetterRow, LinkRow, PaperRow
from dpo_console.store.cases.disclosure_rows import ShownParts
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import lists
from dpo_console.text import day_words

NEW_DATE = "new-date"
"""The letter that tells the requester the new date."""

PROMISES: Mapping[str, str] = {
    "identity-request": "id_received",
    "authority-request": "authority_received",
    "fee": "fee_paid",
}
"""The letters that promise a new date once this fact comes: see wording/parts/replaces.md."""

ENDS = ("responded", "withdrawn")


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

    @property
    def same_message(self) -> bool:
        """True if one message began both cases."""
        return self.nature == SAME_MESSAGE


@dataclass(frozen=True, slots=True)
class CaseView(ShownParts):
    """A whole case. `row` is the same as in the queue, and `version` guards against a stale save.

    `logged_as` is the kind that it was logged as, if it is counted as another. `heads` are the
    checklist's headings, slug and title, and `holds` the facts that wait for it. A `ruled` case is
    a third party's request, which needs a ruling and a release.
    `flags` are warnings to show first, in sentences. `readers` are the only people who may see a
    restricted case, by slug. `names` are people's, by slug (see `called`), and `school` is its
    school's. `refusals` are earlier ones to the same people, which nobody has answered here.
    `next_act` is the step of the step menu that begins the next move, or ''.
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
    refusals: tuple[Refusal, ...] = ()
    hold: Hold | None = None
    papers: tuple[PaperRow, ...] = ()
    notice: str = ""
    forms: tuple[FormBack, ...] = ()

    def called(self, slug: str) -> str:
        """Return the name of a person of the office, or the text if it isn't a slug."""
        return self.names.get(slug, slug)

    @property
    def path(self) -> str:
        """The approval path: urgent after an urgent release, otherwise as the scope says."""
        return self.gate.path if self.gate else self.scope.path

    @property
    def erased(self) -> bool:
        """True if the case was erased: its letters are in the list, and their files are gone."""
        return any(fact.name == "erased" for fact in self.facts)

    @property
    def asks_as(self) -> str:
        """The requester's kind, such as `Police`, or '' where anybody asks and nobody is asked."""
        work = statute(self.row.kind).work
        anybody = work.blind and self.requester_kind == work.requester
        known = self.requester_kind and not anybody
        return requester_kind(self.requester_kind).title if known else ""

    @property
    def reference(self) -> str:
        """The case's reference, such as SAR-2026-0042."""
        return self.row.reference

    @property
    def version(self) -> int:
        """The version that a form carries, to refuse a stale save."""
        return self.row.version


def open_heads(case: CaseView) -> str:
    """Return how much is open under each heading of the checklist, or ''."""
    names = [gap.criterion or str(gap) for gap in (case.gate.reasons if case.gate else ())]
    return under_heads(case, names, " open") if names else ""


def under_heads(case: CaseView, ids: Sequence[str], are: str = "") -> str:
    """Return criteria counted under their headings: `3 open: Who asks (2); The purpose (1)`."""
    titles = dict(case.heads)
    heads = {row.id: titles.get(row.head, row.head) for row in case.checklist}
    under = Counter(heads.get(id, id) for id in ids)
    return f"{len(ids)}{are}: " + "; ".join(f"{head} ({n})" for head, n in under.items())


def linked_cases(ask: Ask, file: CaseFile) -> tuple[Linked, ...]:
    """Return the cases linked with this one, in the order the links were made."""
    rows = {row.id: row for row in lists.several(ask, [link.other_id for link in file.links])}
    return tuple(Linked(rows[x.other_id], x.nature, _words(x), x.towards) for x in file.links)


def _words(link: LinkRow) -> str:
    words = nature(link.nature)
    return words.earlier if link.towards else words.later


def received_otherwise(row: QueueRow, links: Sequence[Linked]) -> Iterator[str]:
    """Yield a warning about each open case of the same message with another day of receipt."""
    for link in links:
        day = link.row.received[:10]
        together = link.same_message and not (row.closed_on or link.row.closed_on)
        if together and day != row.received[:10]:
            yield (
                f"{link.row.reference}, from the same message, has another day of receipt: "
                f"{day_words(date.fromisoformat(day))}. Correct the one that is wrong."
            )


def due_first(row: QueueRow, links: Sequence[Linked]) -> Linked | None:
    """Return the open case of the same message due before `row`, or None if `row` is due first."""
    if row.closed_on:
        return None
    of_message = [
        link for link in links if link.same_message and link.row.due_at and not link.row.closed_on
    ]
    first = min(of_message, key=lambda link: link.row.due_at or "", default=None)
    if first is None or (row.due_at and row.due_at <= (first.row.due_at or "")):
        return None
    return first


def owes_new_date(case: CaseView) -> bool:
    """Return True if what a letter asked for came, and no letter has told the new date since."""
    names = {fact.name for fact in case.facts if fact.superseded_by is None}
    settled = case.row.closed_on or case.clock.waits_for or not case.clock.due
    if settled or "acknowledged" not in names or names.intersection(ENDS):
        return False
    came = max(_kept(case), default=None)
    told = (x.sent_on for x in case.letters if x.name == NEW_DATE and x.sent_on)
    return came is not None and all(day < came for day in told)


def _kept(case: CaseView) -> Iterator[date]:
    """Yield the day on which each promise fell due."""
    sent = {PROMISES[x.name]: x.sent_on for x in case.letters if x.name in PROMISES and x.sent_on}
    for fact in case.facts:
        if fact.superseded_by is None and fact.name in sent and fact.on >= sent[fact.name]:
            yield fact.on
