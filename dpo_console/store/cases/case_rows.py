"""Frozen rows for a case: a class for each table, with the table's columns as fields."""

from dataclasses import dataclass
from typing import NamedTuple


class CaseRow(NamedTuple):
    """The case's own row, without computed columns. `restricted` is 1 if only some may see it."""

    id: int
    reference: str
    kind: str
    requester_kind: str
    school: str
    channel: str
    owner: str
    outcome: str | None
    closed_on: str | None
    created_at: str
    created_by: str
    version: int
    summary: str
    restricted: int


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A requester, data subject or recipient. `protected`: nobody else may be told the address."""

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


class FactRow(NamedTuple):
    """A fact as kept. `at_minute` is HH:MM if the kind counts hours.

    `struck` is 1 if the fact was never true. `reasoned` is 1 if a reason was recorded with it.
    `method` tells how a notice was given. `former_kind` is the kind before a reclassification.
    `letter_id` is the letter whose sending the fact records.
    """

    id: int
    name: str
    on_day: str
    at_minute: str | None
    answers: int | None
    supersedes: int | None
    struck: int
    reasoned: int
    recorded_by: str
    recorded_at: str
    method: str
    former_kind: str
    letter_id: int | None


@dataclass(frozen=True, slots=True)
class OpenCheckRow:
    """A check that was open when a fact was recorded under an override."""

    fact_id: int
    criterion: str


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A third party's request. `until` is an ISO day and `nonce` is 64 random hex digits."""

    purpose: str
    items: str
    cohort: str
    lawful_basis: str
    power: str
    path: str
    method: str
    until: str | None
    nonce: str
    years: str
    pupils: int | None
    condition: str
    dpia: str
    agreement: str
    review_on: str | None


@dataclass(frozen=True, slots=True)
class ScopeItemRow:
    """One requested data item. `ordered`: the order or duty that compels disclosure names it."""

    id: int
    position: int
    slug: str
    title: str
    sensitivity: str
    risk: int
    instead: str
    given: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of the search plan. Days are ISO text.

    `hold`: the place deletes data automatically, after `deletes_after` days if that is known.
    """

    id: int
    position: int
    slug: str
    title: str
    holder: str
    hold: bool
    deletes_after: int | None
    hold_on: str | None
    asked_on: str | None
    reply_by: str | None
    chased_on: str | None
    answered_on: str | None
    result: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the disclosure schedule. Days are ISO text."""

    id: int
    number: int
    place_id: int | None
    category: str
    title: str
    dated: str | None
    pages: int
    treatment: str
    exemption: str
    reason: str
    treated_by: str
    opinion_says: str
    opinion: str
    opinion_on: str | None
    looked_by: str
    looked_on: str | None


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
    """One verdict on one criterion."""

    id: int
    criterion: str
    verdict: str
    on_day: str
    recorded_by: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One ruling."""

    id: int
    ruling: str
    decided_by: str
    on_day: str
    covers: str
    recorded_by: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One written letter."""

    id: int
    name: str
    number: int
    path: str
    sha256: str
    state: str
    sent_on: str | None
    recorded_by: str
    recorded_at: str
