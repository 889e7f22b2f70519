"""How the people of cases can be reached, in many cases."""

from dpo_console.store.asking import Ask, Row


def everybody(ask: Ask) -> list[Row]:
    """Return the people of every case: case, party, name, e-mail and postal address."""
    return ask(
        "SELECT c.id, p.id, p.name, p.email, p.address FROM party p "
        "JOIN cases c ON c.id = p.case_id ORDER BY c.id, p.role, p.position",
        {},
    )
