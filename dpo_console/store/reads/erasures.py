"""Erased cases: those to complete, and those in which words stand all the same."""

from collections.abc import Sequence

from dpo_console.store.asking import Ask, Row

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
    return told(rows)


UNFINISHED = (
    "SELECT min(c.reference) AS reference FROM fact f JOIN cases c ON c.id = f.case_id "
    "WHERE f.name IN ('erased', 'erasure_complete') GROUP BY f.case_id "
    "HAVING sum(CASE WHEN f.name = 'erased' THEN 1 ELSE -1 END) > 0 ORDER BY 1"
)
"""The question for the cases that were erased and wait for their completion."""


def unfinished(ask: Ask) -> tuple[str, ...]:
    """Return the references of those cases."""
    return told(ask(UNFINISHED, {}))


def told(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the references that are an answer."""
    return tuple(str(row[0]) for row in rows)
