"""Cases that protect somebody's details, with the names of those that they are about."""

from dpo_console.store.asking import Ask, Row


def protecting(ask: Ask) -> list[Row]:
    """Return each name that a protecting case is about: case, reference, name."""
    return ask(
        "SELECT c.id, c.reference, s.name FROM party s JOIN cases c ON c.id = s.case_id "
        "WHERE s.role = 'subject' "
        "AND s.case_id IN (SELECT case_id FROM party WHERE protected = 1)",
        {},
    )
