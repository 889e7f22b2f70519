"""The tables that casework writes through. A test compares them with the migrations' SQL.

Days and moments are ISO text. Moments of recording are UTC.
"""

import secrets

from sqlmodel import Field, SQLModel


class RowOfCase(SQLModel):
    """A row of a case."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")


class RecordedRow(RowOfCase):
    """A row of a case that tells who recorded it, and when."""

    recorded_by: str
    recorded_at: str


class InstallationTable(SQLModel, table=True):
    """The single row that identifies this chain of records, and the law behind its dates.

    `words_read` is the last fact whose words layout 4 read, or 0. `words_digest` covers what it
    read.
    """

    __tablename__ = "installation"

    id: int = Field(default=1, primary_key=True)
    chain: str
    created_at: str
    law: str
    words_read: int = 0
    words_digest: str = ""


class CounterTable(SQLModel, table=True):
    """The last number given to a reference of this prefix and year."""

    __tablename__ = "counter"

    prefix: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int


class CaseTable(SQLModel, table=True):
    """One request, complaint, breach or enquiry, with the columns that lists show."""

    __tablename__ = "cases"

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    kind: str
    requester_kind: str
    school: str
    channel: str
    owner: str
    outcome: str | None = None
    closed_on: str | None = None
    created_at: str
    created_by: str
    version: int = 1
    summary: str
    received: str = ""
    status: str = "running"
    due: str | None = None
    due_at: str | None = None
    safe_by: str | None = None
    target: str | None = None
    next_action: str = ""
    next_act: str = ""
    whose_move: str = "us"
    urgent_at: str = ""
    restricted: int = 0


class PartyTable(RowOfCase, table=True):
    """A requester, data subject or recipient of one case. This table holds the names."""

    __tablename__ = "party"

    role: str
    position: int
    name: str
    kind: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    protected: int = 0


class FactTable(RecordedRow, table=True):
    """A dated fact. It is never changed, only superseded. `struck`: it was never true.

    `method` tells how a notice was given, `former_kind` the kind before a reclassification, and
    `letter_id` the letter whose sending the fact records.
    """

    __tablename__ = "fact"

    name: str
    on_day: str
    at_minute: str | None = None
    answers: int | None = Field(default=None, foreign_key="fact.id")
    supersedes: int | None = Field(default=None, foreign_key="fact.id", unique=True)
    struck: int = 0
    reasoned: int = 0
    method: str = ""
    former_kind: str = ""
    letter_id: int | None = Field(default=None, foreign_key="letter.id")


class NoteTable(RecordedRow, table=True):
    """Free text `about` a case, fact, assessment, decision.reason and so on, with that row's id."""

    __tablename__ = "note"

    about: str
    about_id: int
    body: str


class OpenCheckTable(RecordedRow, table=True):
    """A check that was open when an answer was recorded under an override."""

    __tablename__ = "open_check"

    fact_id: int = Field(foreign_key="fact.id")
    criterion: str


class ScopeTable(SQLModel, table=True):
    """A third party's request and the planned sharing. `nonce` keys the digest of an approval."""

    __tablename__ = "scope"

    case_id: int = Field(primary_key=True, foreign_key="cases.id")
    purpose: str
    items: str
    cohort: str
    lawful_basis: str
    power: str
    path: str
    method: str
    until: str | None = None
    nonce: str = Field(default_factory=lambda: secrets.token_hex(32))
    years: str = ""
    pupils: int | None = None
    condition: str = ""
    dpia: str = ""
    agreement: str = ""
    review_on: str | None = None


class ScopeItemTable(RowOfCase, table=True):
    """One data item that a third party asks for.

    `instead` describes a lesser item to give. `ordered`: the order or duty names the item.
    """

    __tablename__ = "scope_item"

    position: int
    slug: str
    title: str
    sensitivity: str
    risk: int
    instead: str = ""
    given: int = 1
    ordered: int = 0


class AssessmentTable(RecordedRow, table=True):
    """One verdict on one criterion. The latest counts."""

    __tablename__ = "assessment"

    criterion: str
    verdict: str
    on_day: str


class DecisionTable(RecordedRow, table=True):
    """One ruling. The latest counts while `covers` matches the planned sharing."""

    __tablename__ = "decision"

    ruling: str
    decided_by: str
    on_day: str
    covers: str


class LetterTable(RecordedRow, table=True):
    """One written letter: `path` below exports/, with the hash of its bytes and its wording."""

    __tablename__ = "letter"

    name: str
    number: int
    path: str = Field(unique=True)
    sha256: str
    wording_sha256: str
    state: str = "written"
    sent_on: str | None = None


class ReaderTable(SQLModel, table=True):
    """A person who may see a restricted case."""

    __tablename__ = "reader"

    case_id: int = Field(primary_key=True, foreign_key="cases.id")
    person: str = Field(primary_key=True)


class LinkTable(RecordedRow, table=True):
    """Two linked cases. `nature` is the relation of the first to the other."""

    __tablename__ = "link"

    other_id: int = Field(foreign_key="cases.id")
    nature: str


class PlaceTable(RecordedRow, table=True):
    """One place of a search plan, from the hold to its answer.

    `hold`: the place deletes data automatically, after `deletes_after` days. It needs a
    preservation notice.
    """

    __tablename__ = "place"

    position: int
    slug: str = ""
    title: str
    holder: str = ""
    hold: int = 0
    deletes_after: int | None = None
    hold_on: str | None = None
    asked_on: str | None = None
    reply_by: str | None = None
    chased_on: str | None = None
    answered_on: str | None = None
    result: str = ""


class ItemTable(RecordedRow, table=True):
    """One item of a disclosure schedule: a found document and its treatment."""

    __tablename__ = "item"

    number: int
    place_id: int | None = Field(default=None, foreign_key="place.id")
    category: str = ""
    title: str
    dated: str | None = None
    pages: int = 0
    treatment: str = ""
    exemption: str = ""
    reason: str = ""
    treated_by: str = ""
    opinion_says: str = ""
    opinion: str = ""
    opinion_on: str | None = None
    looked_by: str = ""
    looked_on: str | None = None


class PaperTable(RecordedRow, table=True):
    """A paper kept with a case: its name, and the hash of its bytes."""

    __tablename__ = "paper"

    number: int
    name: str
    size: int
    sha256: str


class MessageTable(SQLModel, table=True):
    """A message that came, and what became of it. `reading` is JSON, or '' once it is a case."""

    __tablename__ = "message"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    size: int
    sha256: str
    same: str
    reading: str
    state: str = "waiting"
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    reason: str = ""
    only_for: str = ""
    recorded_by: str
    recorded_at: str
    settled_by: str = ""
    settled_at: str = ""


class AuditTable(SQLModel, table=True):
    """One link of the chain. `record` and `detail_commit` stand for content kept elsewhere."""

    __tablename__ = "audit"

    seq: int = Field(primary_key=True)
    at: str
    actor: str
    role: str
    account: str
    action: str
    reference: str
    version: int
    record: str
    detail_commit: str
    prev: str
    hash: str = Field(unique=True)


class AuditDetailTable(SQLModel, table=True):
    """The words of one audit entry: the only part of the log that may be erased."""

    __tablename__ = "audit_detail"

    seq: int = Field(primary_key=True, foreign_key="audit.seq")
    nonce: str
    detail: str


class LookTable(SQLModel, table=True):
    """One person's look at a case, with the moment in UTC. It is no part of the case."""

    __tablename__ = "look"

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    case_id: int = Field(foreign_key="cases.id")
    person: str
    at: str
    how: str
    what: str
