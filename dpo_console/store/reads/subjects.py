"""Questions about the people whose data are asked for, in many cases."""

from dpo_console.store.asking import Ask


def subjects(ask: Ask, without: str) -> list[str]:
    """Return the names of the subjects of all cases, each once, but of one kind of requester."""
    rows = ask(
        "SELECT DISTINCT p.name FROM party p JOIN cases c ON c.id = p.case_id "
        "WHERE p.role = 'subject' AND c.requester_kind <> :without ORDER BY p.name",
        {"without": without},
    )
    return [str(name) for (name,) in rows]


def people_beside(ask: Ask, subject: str) -> list[str]:
    """Return the names of the other people in the cases about a subject."""
    rows = ask(
        "SELECT DISTINCT o.name FROM party s JOIN cases c ON c.id = s.case_id "
        "JOIN party o ON o.case_id = c.id "
        "WHERE s.role = 'subject' AND s.name = :subject AND o.role <> 'subject' ORDER BY o.name",
        {"subject": subject},
    )
    return [str(name) for (name,) in rows]
