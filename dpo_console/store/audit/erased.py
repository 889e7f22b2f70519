"""Erasures in the audit log: which entries may have lost their words, and why.

The entries about an erasure keep their words for good. They hold no name of a person of the case.
"""

from dataclasses import dataclass

from dpo_console.store.asking import Ask, text

PROPOSE, ERASE, COMPLETE = "propose-erasure", "erase", "erased"
"""The entries about an erasure: the first person's, the erasure itself, and its completion."""

KEPT_ACTIONS = (PROPOSE, ERASE, COMPLETE)

_LAST = (
    f"WITH last AS (SELECT reference, max(seq) AS seq FROM audit WHERE action = '{ERASE}' "
    "GROUP BY reference) "
)
"""The last erasure of each erased case."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """The erasure of a case as the log tells it. `detail` is JSON, or None if it is lost."""

    seq: int
    at: str
    reference: str
    actor: str
    detail: str | None
    complete: bool


def erasures(ask: Ask) -> tuple[Erasure, ...]:
    """Return the last erasure of each erased case, oldest first."""
    rows = ask(
        f"{_LAST}SELECT a.seq, a.at, a.reference, a.actor, d.detail, EXISTS (SELECT 1 FROM audit c "
        f"WHERE c.reference = a.reference AND c.action = '{COMPLETE}' AND c.seq > a.seq) "
        "FROM last JOIN audit a ON a.seq = last.seq LEFT JOIN audit_detail d ON d.seq = a.seq "
        "ORDER BY a.seq",
        {},
    )
    return tuple(
        Erasure(int(seq or 0), str(at), str(reference), str(actor), text(detail), bool(complete))
        for seq, at, reference, actor, detail, complete in rows
    )


def lost_words(ask: Ask) -> list[tuple[str, int]]:
    """Return the entries whose words are gone without an erasure, as reference and number."""
    return _entries(
        ask,
        "LEFT JOIN audit_detail d ON d.seq = a.seq LEFT JOIN last ON last.reference = a.reference "
        f"WHERE d.seq IS NULL AND (a.action IN {KEPT_ACTIONS} OR a.seq > coalesce(last.seq, 0))",
    )


def words_left(ask: Ask) -> list[tuple[str, int]]:
    """Return the entries before an erasure that have words all the same."""
    return _entries(
        ask,
        "JOIN audit_detail d ON d.seq = a.seq JOIN last ON last.reference = a.reference "
        f"WHERE a.action NOT IN {KEPT_ACTIONS} AND a.seq < last.seq",
    )


def _entries(ask: Ask, which: str) -> list[tuple[str, int]]:
    rows = ask(f"{_LAST}SELECT a.reference, a.seq FROM audit a {which} ORDER BY a.seq", {})
    return [(str(reference), int(seq or 0)) for reference, seq in rows]
