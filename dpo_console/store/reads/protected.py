"""Cases that protect somebody's details, with the names of those that they are about."""

from dpo_console.store.asking import Ask, Question, Row

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
