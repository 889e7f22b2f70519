"""Erased cases: those to complete, and those in which words stand all the same."""

from dpo_console.store.asking import Ask

ERASURE_FACTS = frozenset({"erased", "erasure_complete"})
"""The names of the facts that only an erased case has."""

ERASED_NAME = "(erased)"
"""The name that an erased person has."""


def erased(ask: Ask) -> tuple[str, ...]:
    """Return the references of all cases that were erased."""
    rows = ask(
        "SELECT DISTINCT c.reference FROM fact f JOIN cases c ON c.id = f.case_id "
        "WHERE f.name = 'erased' ORDER BY 1",
        {},
    )
    return tuple(str(row[0]) for row in rows)


def unfinished(ask: Ask) -> tuple[str, ...]:
    """Return the references of the cases that were erased and wait for their completion."""
    rows = ask(
        "SELECT min(c.reference) FROM fact f JOIN cases c ON c.id = f.case_id "
        "WHERE f.name IN ('erased', 'erasure_complete') GROUP BY f.case_id "
        "HAVING sum(CASE WHEN f.name = 'erased' THEN 1 ELSE -1 END) > 0 ORDER BY min(c.reference)",
        {},
    )
    return tuple(str(row[0]) for row in rows)
