"""Cases that protect somebody's details, with the names of those that they are about."""

from dpo_console.store.asking import Ask, Row


def protecting(ask: Ask) -> list[Row]:
    """Return each name that a protecting case is about: case, reference, name."""
    return ask(
        "SELECT DISTINCT c.id, c.reference, s.name FROM party p JOIN cases c ON c.id = p.case_id "
        "JOIN party s ON s.case_id = p.case_id AND s.role = 'subject' WHERE p.protected = 1 "
        "ORDER BY c.id",
        {},
    )
