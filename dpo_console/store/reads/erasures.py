"""Erased cases: those to complete, and those in which words stand all the same."""

from dpo_console.store.asking import Ask

ERASURE_FACTS = frozenset({"erased", "erasure_complete"})
"""The names of the facts that only an erased case has."""

ERASED_NAME = "(erased)"
"""The name that an erased person has."""


def unfinished(ask: Ask) -> tuple[str, ...]:
    """Return the references of the cases that were erased and wait for their completion."""
    rows = ask(
        "SELECT min(c.reference) FROM fact f JOIN cases c ON c.id = f.case_id "
        "WHERE f.name IN ('erased', 'erasure_complete') GROUP BY f.case_id "
        "HAVING sum(CASE WHEN f.name = 'erased' THEN 1 ELSE -1 END) > 0 ORDER BY min(c.reference)",
        {},
    )
    return tuple(str(row[0]) for row in rows)


def not_forgotten(ask: Ask) -> tuple[str, ...]:
    """Return the references of the erased cases in which words stand all the same."""
    rows = ask(
        "SELECT c.reference FROM cases c WHERE c.id IN "
        "(SELECT case_id FROM fact WHERE name IN ('erased', 'erasure_complete')) AND (c.summary "
        "<> '' OR EXISTS (SELECT 1 FROM party p WHERE p.case_id = c.id AND (p.name <> :erased "
        "OR p.email <> '' OR p.phone <> '' OR p.address <> '')) "
        "OR EXISTS (SELECT 1 FROM item i WHERE i.case_id = c.id) "
        "OR EXISTS (SELECT 1 FROM place i WHERE i.case_id = c.id) "
        "OR EXISTS (SELECT 1 FROM scope s WHERE s.case_id = c.id AND s.cohort <> '') "
        "OR EXISTS (SELECT 1 FROM note n WHERE n.case_id = c.id AND (n.about <> 'fact' OR "
        "n.about_id NOT IN (SELECT id FROM fact WHERE case_id = c.id AND name = 'erased')))) "
        "ORDER BY c.reference",
        {"erased": ERASED_NAME},
    )
    return tuple(str(row[0]) for row in rows)
