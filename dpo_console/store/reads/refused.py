"""Cases that were refused, by the ways in which their people are reached, and by corrections."""

from collections.abc import Sequence

from dpo_console.store.asking import Ask
from dpo_console.store.reads.conditions import refused

_REFUSED = f"SELECT c.id FROM cases c WHERE {refused().conditions[0]}"


def reached_at(ask: Ask, emails: Sequence[str], addresses: Sequence[str]) -> list[int]:
    """Return the refused cases with one of these e-mail addresses, or the begin of an address.

    Both are compared without case.
    """
    values = {f"email_{n}": email.casefold() for n, email in enumerate(emails)}
    starts = {f"address_{n}": f"{start.casefold()}%" for n, start in enumerate(addresses)}
    ways = [*(f"lower(p.email) = :{n}" for n in values)]
    ways += [f"lower(p.address) LIKE :{n}" for n in starts]
    if not ways:
        return []
    rows = ask(
        "SELECT DISTINCT c.id FROM cases c JOIN party p ON p.case_id = c.id "
        f"WHERE c.id IN ({_REFUSED}) AND ({' OR '.join(ways)})",
        {**values, **starts},
    )
    return [int(row[0] or 0) for row in rows]


def corrected(ask: Ask, words: Sequence[str]) -> list[int]:
    """Return the refused cases where a correction or removal of people tells one of these words."""
    told = {f"word_{n}": f"%{word.casefold()}%" for n, word in enumerate(words)}
    if not told:
        return []
    tells = " OR ".join(f"lower(d.detail) LIKE :{name}" for name in told)
    rows = ask(
        f"SELECT c.id FROM cases c WHERE c.id IN ({_REFUSED}) AND EXISTS (SELECT 1 FROM audit a "
        "JOIN audit_detail d ON d.seq = a.seq WHERE a.reference = c.reference "
        f"AND a.action = 'people' AND d.detail LIKE '%\"before.%' AND ({tells}))",
        told,
    )
    return [int(row[0] or 0) for row in rows]
