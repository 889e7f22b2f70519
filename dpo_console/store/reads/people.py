"""Questions about the people of many cases."""

from dpo_console.store.asking import Ask, Row


def people_kept(ask: Ask, without: str) -> list[str]:
    """Return the subjects of all cases, but of one kind of requester, and everybody protected."""
    rows = ask(
        "SELECT DISTINCT p.name FROM party p JOIN cases c ON c.id = p.case_id "
        "WHERE p.protected = 1 OR (p.role = 'subject' AND c.requester_kind <> :without) "
        "ORDER BY p.name",
        {"without": without},
    )
    return [str(name) for (name,) in rows]


def people_beside(ask: Ask, kept: str) -> list[str]:
    """Return the people who ask or receive in the cases about somebody, or that protect them."""
    rows = ask(
        "SELECT DISTINCT o.name FROM party s JOIN cases c ON c.id = s.case_id "
        "JOIN party o ON o.case_id = c.id "
        "WHERE (s.role = 'subject' OR s.protected = 1) AND s.name = :kept "
        "AND o.role IN ('requester', 'recipient') ORDER BY o.name",
        {"kept": kept},
    )
    return [str(name) for (name,) in rows]


def everybody(ask: Ask) -> list[Row]:
    """Return the people of every case: case, party, name, e-mail and postal address."""
    return ask(
        "SELECT c.id, p.id, p.name, p.email, p.address FROM party p "
        "JOIN cases c ON c.id = p.case_id ORDER BY c.id, p.role, p.position",
        {},
    )
