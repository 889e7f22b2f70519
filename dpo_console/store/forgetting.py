"""Erasure of a case's words: each name, address and free text, here and in the audit log.

The record without words stays, because statistics and the audit chain rest on it. A test holds the
tables below against the columns of words that the parts of a case declare.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from dpo_console.store.asking import Ask, Value
from dpo_console.store.audit.erased import KEPT_ACTIONS
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.looks import forget_of
from dpo_console.store.reads.all_cases import ERASED_NAME

DELETED = tuple(part.table for part in reversed(PARTS.values()) if part.goes)
"""The tables whose rows go, in an order that leaves no row pointing to a missing one."""

BLANKED: Mapping[str, tuple[str, ...]] = {
    "cases": ("summary",),
    "party": ("name", "organisation", "email", "phone", "address"),
    "scope": (
        "purpose", "items", "cohort", "lawful_basis", "power", "method", "nonce", "years",
        "condition", "dpia", "agreement",
    ),
    "scope_item": ("title", "instead"),
}  # fmt: skip
"""The columns of words in the rows that stay."""


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """What the published register tells of a release, and goes on telling. It names no pupil."""

    recipient: int
    organisation: str
    purpose: str
    lawful_basis: str
    power: str
    method: str
    pupils: int | None


def forget(ask: Ask, case: int, reference: str, published: PublishedRelease | None) -> None:
    """Erase the words of a case, and those of its entries in the audit log.

    What the register published stays. Letters lose the hash of a file that is about to go.
    """
    values: dict[str, Value] = {"case": case}
    _keep_published(ask, case, published)
    for table in DELETED:
        ask(f"DELETE FROM {table} WHERE case_id = :case", values)
    forget_of(ask, case)
    ask("UPDATE cases SET summary = '' WHERE id = :case", values)
    ask("UPDATE letter SET sha256 = '', wording_sha256 = '' WHERE case_id = :case", values)
    ask(
        "DELETE FROM audit_detail WHERE seq IN "
        f"(SELECT seq FROM audit WHERE reference = :reference AND action NOT IN {KEPT_ACTIONS})",
        {"reference": reference},
    )


def not_forgotten(ask: Ask) -> tuple[str, ...]:
    """Return the references of the erased cases in which words stand all the same."""
    left = " ".join(
        f"OR EXISTS (SELECT 1 FROM {table} t WHERE t.case_id = c.id)"
        for table in DELETED
        if table != "note"
    )
    rows = ask(
        "SELECT c.reference FROM cases c WHERE c.id IN "
        "(SELECT case_id FROM fact WHERE name IN ('erased', 'erasure_complete')) AND (c.summary "
        "<> '' OR EXISTS (SELECT 1 FROM party p WHERE p.case_id = c.id AND (p.name <> :erased "
        f"OR p.email <> '' OR p.phone <> '' OR p.address <> '')) {left} "
        "OR EXISTS (SELECT 1 FROM scope s WHERE s.case_id = c.id AND s.cohort <> '') "
        "OR EXISTS (SELECT 1 FROM note n WHERE n.case_id = c.id AND (n.about <> 'fact' OR "
        "n.about_id NOT IN (SELECT id FROM fact WHERE case_id = c.id AND name = 'erased')))) "
        "ORDER BY c.reference",
        {"erased": ERASED_NAME},
    )
    return tuple(str(row[0]) for row in rows)


def _keep_published(ask: Ask, case: int, published: PublishedRelease | None) -> None:
    """Erase the people and the scope of a case, except what the register published."""
    kept = published or PublishedRelease(0, "", "", "", "", "", None)
    values = asdict(kept) | {"case": case, "published": int(published is not None)}
    ask(
        "UPDATE party SET name = :name, email = '', phone = '', address = '', protected = 0, "
        "organisation = CASE WHEN id = :recipient THEN :organisation ELSE '' END "
        "WHERE case_id = :case",
        values | {"name": ERASED_NAME},
    )
    ask(
        "UPDATE scope SET purpose = :purpose, lawful_basis = :lawful_basis, power = :power, "
        "method = :method, nonce = :nonce, cohort = '', years = '', condition = '', dpia = '', "
        "agreement = '', items = CASE WHEN :published = 1 THEN items ELSE '' END, "
        "pupils = CASE WHEN :published = 1 THEN :pupils ELSE pupils END WHERE case_id = :case",
        values | {"nonce": secrets.token_hex(32)},
    )
    ask(
        "UPDATE scope_item SET title = '', instead = '' "
        "WHERE case_id = :case AND NOT (:published = 1 AND given = 1)",
        values,
    )
