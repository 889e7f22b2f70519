"""Everything kept about one case, fetched whole, as frozen rows in the order of their entry."""

from collections.abc import Mapping
from dataclasses import dataclass

from dpo_console.errors import BadInput
from dpo_console.store.database import Ask, Row, Value, text


@dataclass(frozen=True, slots=True)
class CaseRow:
    """The case's own row, without what lists compute."""

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
    restricted: bool


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A requester, data subject or recipient; `protected`: the address goes to nobody else."""

    role: str
    name: str
    kind: str
    organisation: str
    email: str
    phone: str
    address: str
    protected: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as kept; `at_minute` is HH:MM where the kind counts hours."""

    id: int
    name: str
    on_day: str
    at_minute: str | None
    answers: int | None
    supersedes: int | None
    struck: bool
    reasoned: bool
    recorded_by: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """What a third party asks for; `until` an ISO day, `nonce` 64 random hex digits."""

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
    """One data item that is asked for; `ordered`: the order or duty that compels names it."""

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
    """One place of the search plan; days are ISO text.

    `hold`: something deletes there by itself, after `deletes_after` days where that is known.
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
    """One item of the disclosure schedule; days are ISO text."""

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
    """Another case that belongs to this one; `towards`: the nature was said of this case."""

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


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One ruling."""

    id: int
    ruling: str
    decided_by: str
    on_day: str
    covers: str
    recorded_by: str


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


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case. `notes` maps (about, about_id) to the last words under that head."""

    case: CaseRow
    parties: tuple[PartyRow, ...]
    facts: tuple[FactRow, ...]
    scope: ScopeRow | None
    assessments: tuple[AssessmentRow, ...]
    decisions: tuple[DecisionRow, ...]
    letters: tuple[LetterRow, ...]
    notes: Mapping[tuple[str, int], str]
    scope_items: tuple[ScopeItemRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    readers: tuple[str, ...] = ()

    def note(self, about: str, about_id: int) -> str:
        """The words kept about something, '' where there are none."""
        return self.notes.get((about, about_id), "")

    def standing_facts(self) -> tuple[FactRow, ...]:
        """The facts that hold: not superseded, and not struck out."""
        replaced = {f.supersedes for f in self.facts}
        return tuple(f for f in self.facts if f.id not in replaced and not f.struck)

    def verdicts(self) -> dict[str, AssessmentRow]:
        """The latest verdict on each criterion."""
        return {a.criterion: a for a in self.assessments}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry of the audit log about a case; `detail` is None once its words were erased."""

    seq: int
    at: str
    actor: str
    action: str
    detail: str | None


def find(ask: Ask, reference: str) -> int:
    """The id of the case of that reference. Raises BadInput."""
    rows = ask("SELECT id FROM cases WHERE reference = :reference", {"reference": reference})
    if not rows:
        raise BadInput(f"There is no case {reference!r}.")
    return int(rows[0][0] or 0)


def load(ask: Ask, case: int) -> CaseFile:
    """Fetch one case whole."""
    values: dict[str, Value] = {"case": case}

    def rows(table: str, columns: str, order: str = "id") -> list[Row]:
        key = "id" if table == "cases" else "case_id"
        return ask(
            f"SELECT {columns} FROM {table} WHERE {key} = :case ORDER BY {order}",
            values,
        )

    scope = rows("scope", _SCOPE, "path")
    return CaseFile(
        case=_case(rows("cases", _CASE)[0]),
        parties=tuple(_party(r) for r in rows("party", _PARTY, "role, position")),
        facts=tuple(_fact(r) for r in rows("fact", _FACT)),
        scope=_scope(scope[0]) if scope else None,
        assessments=tuple(
            AssessmentRow(_int(r[0]), *map(str, r[1:]))
            for r in rows("assessment", "id, criterion, verdict, on_day, recorded_by")
        ),
        decisions=tuple(
            DecisionRow(_int(r[0]), *map(str, r[1:]))
            for r in rows("decision", "id, ruling, decided_by, on_day, covers, recorded_by")
        ),
        letters=tuple(_letter(r) for r in rows("letter", _LETTER)),
        notes={
            (str(about), _int(about_id)): str(body)
            for about, about_id, body in rows("note", "about, about_id, body")
        },
        scope_items=tuple(_scope_item(r) for r in rows("scope_item", _SCOPE_ITEM, "position")),
        places=tuple(_place(r) for r in rows("place", _PLACE, "position")),
        items=tuple(_item(r) for r in rows("item", _ITEM, "number")),
        links=_links(ask, case),
        readers=tuple(str(r[0]) for r in rows("reader", "person", "person")),
    )


_CASE = (
    "id, reference, kind, requester_kind, school, channel, owner, outcome, closed_on, created_at, "
    "created_by, version, summary, restricted"
)
_PARTY = "role, name, kind, organisation, email, phone, address, protected"
_SCOPE = (
    "purpose, items, cohort, lawful_basis, power, path, method, until, nonce, years, pupils, "
    "condition, dpia, agreement, review_on"
)
_SCOPE_ITEM = "id, position, slug, title, sensitivity, risk, instead, given, ordered"
_PLACE = (
    "id, position, slug, title, holder, hold, deletes_after, hold_on, asked_on, reply_by, "
    "chased_on, answered_on, result"
)
_ITEM = (
    "id, number, place_id, category, title, dated, pages, treatment, exemption, reason, "
    "treated_by, opinion_says, opinion, opinion_on, looked_by, looked_on"
)
_FACT = (
    "id, name, on_day, at_minute, answers, supersedes, struck, reasoned, recorded_by, recorded_at"
)
_LETTER = "id, name, number, path, sha256, state, sent_on, recorded_by, recorded_at"


def _int(value: Value) -> int:
    return int(value or 0)


def _case(row: Row) -> CaseRow:
    number, reference, kind, requester_kind, school, channel, owner = row[:7]
    outcome, closed_on, created_at, created_by, version, summary, restricted = row[7:]
    return CaseRow(
        id=_int(number),
        reference=str(reference),
        kind=str(kind),
        requester_kind=str(requester_kind),
        school=str(school),
        channel=str(channel),
        owner=str(owner),
        outcome=text(outcome),
        closed_on=text(closed_on),
        created_at=str(created_at),
        created_by=str(created_by),
        version=_int(version),
        summary=str(summary),
        restricted=bool(restricted),
    )


def _party(row: Row) -> PartyRow:
    role, name, kind, organisation, email, phone, address = map(str, row[:7])
    return PartyRow(role, name, kind, organisation, email, phone, address, bool(row[7]))


def _fact(row: Row) -> FactRow:
    number, name, on_day, at_minute, answers, supersedes, struck, reasoned, by, at = row
    return FactRow(
        id=_int(number),
        name=str(name),
        on_day=str(on_day),
        at_minute=text(at_minute),
        answers=None if answers is None else _int(answers),
        supersedes=None if supersedes is None else _int(supersedes),
        struck=bool(struck),
        reasoned=bool(reasoned),
        recorded_by=str(by),
        recorded_at=str(at),
    )


def _scope(row: Row) -> ScopeRow:
    purpose, items, cohort, lawful_basis, power, path, method = map(str, row[:7])
    until, nonce, years, pupils, condition, dpia, agreement, review_on = row[7:]
    return ScopeRow(
        purpose, items, cohort, lawful_basis, power, path, method, text(until), str(nonce),
        str(years), None if pupils is None else _int(pupils), str(condition), str(dpia),
        str(agreement), text(review_on),
    )  # fmt: skip


def _scope_item(row: Row) -> ScopeItemRow:
    number, position, slug, title, sensitivity, risk, instead, given, ordered = row
    return ScopeItemRow(
        _int(number), _int(position), str(slug), str(title), str(sensitivity), _int(risk),
        str(instead), bool(given), bool(ordered),
    )  # fmt: skip


def _place(row: Row) -> PlaceRow:
    number, position, slug, title, holder, hold, days = row[:7]
    hold_on, asked_on, reply_by, chased_on, answered_on = map(text, row[7:12])
    return PlaceRow(
        _int(number), _int(position), str(slug), str(title), str(holder), bool(hold),
        None if days is None else _int(days), hold_on, asked_on, reply_by, chased_on, answered_on,
        str(row[12]),
    )  # fmt: skip


def _item(row: Row) -> ItemRow:
    number, count, place, category, title, dated, pages, treatment, exemption = row[:9]
    reason, treated_by, opinion_says, opinion, opinion_on, looked_by, looked_on = row[9:]
    return ItemRow(
        id=_int(number),
        number=_int(count),
        place_id=None if place is None else _int(place),
        category=str(category),
        title=str(title),
        dated=text(dated),
        pages=_int(pages),
        treatment=str(treatment),
        exemption=str(exemption),
        reason=str(reason),
        treated_by=str(treated_by),
        opinion_says=str(opinion_says),
        opinion=str(opinion),
        opinion_on=text(opinion_on),
        looked_by=str(looked_by),
        looked_on=text(looked_on),
    )


def _links(ask: Ask, case: int) -> tuple[LinkRow, ...]:
    """The cases that belong to this one, whichever of the two it was said of."""
    rows = ask(
        "SELECT l.id, c.id, c.reference, c.kind, l.nature, l.case_id FROM link l JOIN cases c "
        "ON c.id = CASE WHEN l.case_id = :case THEN l.other_id ELSE l.case_id END "
        "WHERE l.case_id = :case OR l.other_id = :case ORDER BY l.id",
        {"case": case},
    )
    return tuple(
        LinkRow(
            _int(number), _int(other), str(reference), str(kind), str(nature), said_of == case
        )
        for number, other, reference, kind, nature, said_of in rows
    )


def _letter(row: Row) -> LetterRow:
    number, name, count, path, sha256, state, sent_on, by, at = row
    return LetterRow(
        _int(number), str(name), _int(count), str(path), str(sha256), str(state), text(sent_on),
        str(by), str(at),
    )  # fmt: skip


def history(ask: Ask, reference: str) -> tuple[AuditRow, ...]:
    """What was done to a case, oldest first."""
    rows = ask(
        "SELECT a.seq, a.at, a.actor, a.action, d.detail FROM audit a "
        "LEFT JOIN audit_detail d ON d.seq = a.seq WHERE a.reference = :reference ORDER BY a.seq",
        {"reference": reference},
    )
    return tuple(AuditRow(_int(r[0]), str(r[1]), str(r[2]), str(r[3]), text(r[4])) for r in rows)
