"""The parts of a case: a typed row for each table, and what else follows from the table.

Whatever reads, vouches for or copies a part derives it from its declaration in PARTS. The parts
about what is searched, disclosed and shared are declared in disclosure_rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, NamedTuple

from dpo_console.store.cases.disclosure_rows import (
    DISCLOSURE_PARTS,
    Covered,
    DisclosureParts,
    KeptAs,
    Note,
    Part,
    Successor,
    WorkedOut,
)


class CaseRow(NamedTuple):
    """The case's own row, without computed columns. Only some people may see a restricted case."""

    id: int
    reference: str
    kind: str
    requester_kind: str
    school: str
    channel: str
    owner: str
    outcome: str | None
    closed_on: date | None
    created_at: str
    created_by: str
    version: int
    summary: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A person of a case: requester, data subject, recipient, or someone else.

    `relation` says in a word what someone else is to the pupil. The contact details of a
    `protected` person are kept from every private person, and from the names in `kept_from`, with
    `;` between them, whoever they are. `salutation` is how letters greet them, where it was set,
    and `their_ref` their own reference, such as a crime or client number.
    """

    id: int
    role: str
    position: int
    name: str
    kind: str
    organisation: str
    email: str
    phone: str
    address: str
    protected: bool
    relation: Annotated[str, Note("party.relation")] = ""
    kept_from: Annotated[str, Note("party.kept_from")] = ""
    salutation: Annotated[str, Note("party.salutation")] = ""
    their_ref: Annotated[str, Note("party.their_ref")] = ""


class FactRow(NamedTuple):
    """A recorded fact. `superseded_by` is the fact that corrected it.

    It has a minute if the kind counts hours. A `struck` fact was never true. A `reasoned` one has a
    reason recorded with it. `method` tells how a notice was given. `former_kind` is the kind before
    a reclassification. `letter_id` is the letter whose sending the fact records.
    """

    id: int
    name: str
    on: Annotated[date, KeptAs("on_day")]
    at: Annotated[time | None, KeptAs("at_minute")]
    answers: int | None
    supersedes: int | None
    struck: bool
    reasoned: bool
    by: Annotated[str, KeptAs("recorded_by")]
    recorded_at: datetime
    method: str
    former_kind: str
    letter_id: int | None
    note: Annotated[str, Note("fact")] = ""
    superseded_by: Annotated[int | None, Successor("supersedes")] = None


@dataclass(frozen=True, slots=True)
class OpenCheckRow:
    """A check that was open when a fact was recorded under an override."""

    fact_id: int
    criterion: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A linked case. `towards`: the link was recorded on this case."""

    id: int
    other_id: int
    reference: str
    kind: str
    nature: str
    towards: bool


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One verdict on one criterion, with its evidence.

    `paper` is the number of the kept paper that the evidence points to, or ''.
    """

    id: int
    criterion: str
    verdict: str
    on: Annotated[date, KeptAs("on_day")]
    by: Annotated[str, KeptAs("recorded_by")]
    recorded_at: datetime
    evidence: Annotated[str, Note("assessment")] = ""
    paper: Annotated[str, Note("assessment.paper")] = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One ruling on a third party's request.

    `named` is who ruled, in words, if `decided_by` is nobody of the office. `lapsed` is set if its
    content has changed since, and `changed` then says what. `left_out` is what was requested and
    not approved. `paper` is the number of the kept paper that the evidence points to, or ''.
    """

    id: int
    ruling: str
    decided_by: str
    on: Annotated[date, KeptAs("on_day")]
    covers: str
    recorded_by: str
    recorded_at: datetime
    reason: Annotated[str, Note("decision.reason")] = ""
    named: Annotated[str, Note("decision.by")] = ""
    evidence: Annotated[str, Note("decision.evidence")] = ""
    left_out: Annotated[str, Note("decision.left-out")] = ""
    paper: Annotated[str, Note("decision.paper")] = ""
    lapsed: Annotated[bool, WorkedOut()] = False
    changed: Annotated[str, WorkedOut()] = ""

    @property
    def by(self) -> str:
        """The person who ruled: a slug, or words."""
        return self.named or self.decided_by

    @property
    def on_paper(self) -> bool:
        """True if somebody else recorded it: it was made on paper."""
        return self.decided_by != self.recorded_by


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One written letter.

    `state` is written or sent, and superseded for a reader if a newer one replaced it unsent. `to`
    is its reader, `by` its author, and `again` describes the last time it was sent once more.
    `edited` is set for one that was edited in Word and taken in. `answer_by` is the ISO day up to
    which it gives time to answer, or ''.
    """

    id: int
    name: str
    number: int
    path: str
    sha256: str
    state: str
    sent_on: date | None
    by: Annotated[str, KeptAs("recorded_by")]
    written_at: Annotated[datetime, KeptAs("recorded_at")]
    method: Annotated[str, Note("letter.method")] = ""
    to: Annotated[str, Note("letter.to")] = ""
    again: Annotated[str, Note("letter.again")] = ""
    edited: Annotated[str, Note("letter.edited")] = ""
    answer_by: Annotated[str, Note("letter.answer_by")] = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper kept with the case, such as the incoming message. `name` is its file name.

    `size` is in bytes.
    """

    id: int
    number: int
    name: str
    size: int
    sha256: str
    by: Annotated[str, KeptAs("recorded_by")]
    added_at: Annotated[datetime, KeptAs("recorded_at")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile(DisclosureParts):
    """One case. `notes` maps (about, about_id) to the latest note on that subject."""

    case: CaseRow
    parties: tuple[PartyRow, ...]
    facts: tuple[FactRow, ...]
    assessments: tuple[AssessmentRow, ...]
    decisions: tuple[DecisionRow, ...]
    letters: tuple[LetterRow, ...]
    notes: Mapping[tuple[str, int], str]
    links: tuple[LinkRow, ...] = ()
    readers: tuple[str, ...] = ()
    open_checks: tuple[OpenCheckRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()

    @property
    def requester(self) -> PartyRow:
        """Who asks. Every case has one requester."""
        return next(party for party in self.parties if party.role == "requester")

    @property
    def recipient(self) -> PartyRow:
        """Who gets the data: the recipient, or the requester if they go to nobody else."""
        return next((party for party in self.parties if party.role == "recipient"), self.requester)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The names of the data subjects."""
        return tuple(party.name for party in self.parties if party.role == "subject")

    def note(self, about: str, about_id: int) -> str:
        """Return the note on a subject, or '' if there is no note."""
        return self.notes.get((about, about_id), "")

    def standing_facts(self) -> tuple[FactRow, ...]:
        """Return the facts that hold: not superseded and not struck out."""
        replaced = {f.supersedes for f in self.facts}
        struck = {f.struck for f in self.facts}
        if replaced <= {None} and struck <= {0}:
            return self.facts
        return tuple(f for f in self.facts if f.id not in replaced and not f.struck)

    def verdicts(self) -> dict[str, AssessmentRow]:
        """Return the latest verdict on each criterion."""
        return {a.criterion: a for a in self.assessments}


PARTS: dict[str, Part] = {
    "case": Part(
        "cases", CaseRow, key="id", only=True,
        called="The case",
        covered=(
            Covered(
                "cases",
                "id, reference, kind, requester_kind, school, channel, owner, outcome, closed_on, "
                "created_at, created_by, version",
            ),
            Covered("cases", "summary", words=True),
            Covered("cases", "restricted", where="restricted = 1", name="restricted", later=True),
        ),
    ),
    "parties": Part(
        "party", PartyRow, "role, position",
        called="Person",
        covered=(
            Covered(
                "party",
                "id, role, position, name, kind, organisation, email, phone, address",
                "role, position",
                words=True,
            ),
            Covered(
                "party", "role, position", "role, position", "protected = 1", "protected",
                later=True,
            ),
        ),
    ),
    "facts": Part(
        "fact", FactRow, copied=True,
        called="Fact",
        packed=(
            "id", "name", "on", "at", "note", "answers", "by", "recorded_at", "superseded_by",
        ),
        covered=(
            Covered(
                "fact",
                "id, name, on_day, at_minute, answers, supersedes, struck, reasoned, recorded_by, "
                "recorded_at",
            ),
            Covered(
                "fact",
                "id, method, former_kind, letter_id",
                where="(method <> '' OR former_kind <> '' OR letter_id IS NOT NULL) "
                "AND id > (SELECT words_read FROM installation)",
                name="fact_further",
                later=True,
            ),
        ),
    ),
    "assessments": Part(
        "assessment", AssessmentRow, copied=True,
        called="Checklist",
        covered=(
            Covered("assessment", "id, criterion, verdict, on_day, recorded_by, recorded_at"),
        ),
    ),
    "decisions": Part(
        "decision", DecisionRow, copied=True,
        called="Decision",
        packed=(
            "ruling", "reason", "by", "on", "evidence", "recorded_by", "on_paper", "lapsed",
            "left_out", "paper",
        ),
        covered=(
            Covered(
                "decision", "id, ruling, decided_by, on_day, covers, recorded_by, recorded_at"
            ),
        ),
    ),
    "letters": Part(
        "letter", LetterRow,
        called="Letter",
        packed=(
            "id", "name", "title", "path", "sha256", "state", "by", "written_at", "sent_on",
            "method", "to", "again",
        ),
        covered=(
            Covered(
                "letter",
                "id, name, number, path, sha256, wording_sha256, state, sent_on, recorded_by, "
                "recorded_at",
            ),
        ),
    ),
    "notes": Part(
        "note", copied=True, goes=True,
        called="Note",
        columns="about, about_id, body",
        value=lambda rows: {(about, number): body for about, number, body in rows},
        covered=(
            Covered("note", "id, about, about_id, body, recorded_by, recorded_at", words=True),
        ),
    ),
    "links": Part(
        "link", LinkRow,
        called="Link",
        sql="SELECT l.case_id, l.id, c.id, c.reference, c.kind, l.nature, 1 "
        "FROM link l JOIN cases c ON c.id = l.other_id WHERE l.case_id IN ({cases}) "
        "UNION ALL SELECT l.other_id, l.id, c.id, c.reference, c.kind, l.nature, 0 "
        "FROM link l JOIN cases c ON c.id = l.case_id WHERE l.other_id IN ({cases}) "
        "ORDER BY 1, 2",
        covered=(Covered("link", "id, other_id, nature, recorded_by, recorded_at", later=True),),
    ),
    "readers": Part(
        "reader", columns="person", order="person",
        called="Who may see it",
        value=lambda rows: tuple(row[0] for row in rows),
        covered=(Covered("reader", "person", "person", later=True),),
    ),
    "open_checks": Part(
        "open_check", OpenCheckRow, copied=True,
        called="Check outstanding",
        covered=(
            Covered(
                "open_check",
                "id, fact_id, criterion, recorded_by, recorded_at",
                where="recorded_by <> ''",
                later=True,
            ),
        ),
    ),
    "papers": Part(
        "paper", PaperRow, "number", goes=True,
        called="Paper kept, no.",
        packed=("number", "name", "size", "sha256", "by", "added_at"),
        covered=(
            Covered("paper", "id, number, size, sha256, recorded_by, recorded_at", later=True),
            Covered("paper", "id, name", words=True, later=True),
        ),
    ),
} | DISCLOSURE_PARTS  # fmt: skip
"""Every part, by the field of CaseFile that holds it. Copies are written in this order."""
