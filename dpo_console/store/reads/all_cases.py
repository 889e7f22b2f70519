"""Questions about every case: protected details, erasures, cases alive in a span, papers kept."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dpo_console.store.asking import Ask, Question, Row, Value, joined

AT_ONCE = 2_000
"""Number of cases fetched by one question, and so held in memory at once."""

_FACT = "f.name || ' ' || f.on_day"

_ALIVE = (
    f"SELECT c.id, min(c.kind), min(c.school), coalesce({joined(_FACT)}, ''), "
    "count(f.id), max(CASE WHEN f.name = 'received' THEN f.at_minute END), "
    "count(CASE WHEN f.name <> 'received' THEN f.at_minute END) "
    "FROM cases c LEFT JOIN fact f ON f.case_id = c.id "
    "WHERE c.id > :after AND c.received < :end AND (c.closed_on IS NULL OR c.closed_on >= :first) "
    "GROUP BY c.id ORDER BY c.id LIMIT :many"
)

ERASURE_FACTS = frozenset({"erased", "erasure_complete"})
"""The names of the facts that only an erased case has."""

ERASED_NAME = "(erased)"
"""The name that an erased person has."""

UNFINISHED = (
    "SELECT min(c.reference) AS reference FROM fact f JOIN cases c ON c.id = f.case_id "
    "WHERE f.name IN ('erased', 'erasure_complete') GROUP BY f.case_id "
    "HAVING sum(CASE WHEN f.name = 'erased' THEN 1 ELSE -1 END) > 0 ORDER BY 1"
)
"""The question for the cases that were erased and wait for their completion."""

INTAKE = "intake"
"""What stands for a case's reference before the files of messages that are no case yet."""

_PROTECTING = (
    "SELECT c.id, c.reference, s.name FROM party s JOIN cases c ON c.id = s.case_id "
    "WHERE s.role = 'subject' AND s.case_id IN (SELECT case_id FROM party WHERE protected = 1)"
)

_PEOPLE = (
    "SELECT c.id, c.reference, p.address, p.email, p.phone "
    "FROM party p JOIN cases c ON c.id = p.case_id WHERE p.protected = 1 ORDER BY p.id"
)

_KEPT_FROM = (
    "SELECT c.id, c.reference, COALESCE(n.body, '') AS names, "
    "CASE p.role WHEN 'subject' THEN '' ELSE p.name END AS own, p.organisation, p.email, p.address "
    "FROM party p JOIN cases c ON c.id = p.case_id "
    "LEFT JOIN note n ON n.case_id = c.id AND n.about = 'party.kept_from' "
    "WHERE p.protected = 0 AND p.case_id IN (SELECT case_id FROM party WHERE protected = 1 "
    "UNION SELECT case_id FROM note WHERE about = 'party.kept_from' AND body <> '') "
    "AND (n.body <> '' OR c.id IN (SELECT case_id FROM party WHERE protected = 1))"
)

QUESTIONS: tuple[Question, ...] = ((_PROTECTING, {}), (_PEOPLE, {}), (_KEPT_FROM, {}))
"""All that is asked here of whatever leaves."""


def protecting(ask: Ask) -> list[Row]:
    """Return each name that a protecting case is about: case, reference, name."""
    return ask(_PROTECTING, {})


def protected_people(ask: Ask) -> list[Row]:
    """Return the details of each protected person: case, reference, address, e-mail, telephone."""
    return ask(_PEOPLE, {})


def kept_from(ask: Ask) -> list[Row]:
    """Return who details are kept from, or were by name: people of the cases that protect somebody.

    Case, reference, the names, then a person's own name, organisation, e-mail and address: a row
    for each person whose own aren't protected. A pupil's own name is ''.
    """
    return ask(_KEPT_FROM, {})


def cases_protecting(ask: Ask) -> list[int]:
    """Return the ids of the cases that protect somebody's details."""
    rows = ask(
        "SELECT DISTINCT c.id FROM party p JOIN cases c ON c.id = p.case_id "
        "WHERE p.protected = 1 ORDER BY c.id",
        {},
    )
    return [int(case or 0) for (case,) in rows]


class Alive(NamedTuple):
    """A case in short.

    `facts` lists its facts, separated by commas: each a name, a space and an ISO day. Corrected
    facts are included, and `many` is their number. `received_at` is the minute of receipt, if
    recorded. `timed` is the number of other facts with a recorded minute.
    """

    case: int
    kind: str
    school: str
    facts: str
    many: int
    received_at: str | None
    timed: int


def alive_between(ask: Ask, first: date, last: date) -> Iterator[Alive]:
    """Yield the cases received by `last` and not closed before `first`, in order of entry."""
    end, after = last + timedelta(days=1), 0
    span: dict[str, Value] = {"first": first.isoformat(), "end": end.isoformat(), "many": AT_ONCE}
    while rows := ask(_ALIVE, {**span, "after": after}):
        found = [Alive._make(row) for row in rows]
        yield from found
        after = found[-1].case


def erased(ask: Ask) -> tuple[str, ...]:
    """Return the references of all cases that were erased."""
    rows = ask(
        "SELECT DISTINCT c.reference FROM fact f JOIN cases c ON c.id = f.case_id "
        "WHERE f.name = 'erased' ORDER BY 1",
        {},
    )
    return told(rows)


def unfinished(ask: Ask) -> tuple[str, ...]:
    """Return the references of the erased cases that wait for their completion."""
    return told(ask(UNFINISHED, {}))


def told(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the references that are an answer."""
    return tuple(str(row[0]) for row in rows)


class KeptPaper(NamedTuple):
    """A paper that the records know. Of a message that waits, the reference is INTAKE."""

    reference: str
    number: int
    sha256: str


def all_papers(ask: Ask) -> tuple[KeptPaper, ...]:
    """Return every paper that the records know, by case and number."""
    rows = ask(
        "SELECT c.reference, p.number, p.sha256 FROM paper p JOIN cases c ON c.id = p.case_id "
        "UNION ALL SELECT :intake, id, sha256 FROM message "
        "WHERE sha256 <> '' AND state IN ('waiting', 'aside') ORDER BY 1, 2",
        {"intake": INTAKE},
    )
    return tuple(KeptPaper(str(ref), int(number or 0), str(sha)) for ref, number, sha in rows)
