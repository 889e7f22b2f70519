"""What a case's record is, apart from words: the part that the audit chain vouches for."""

from dpo_console.store.chain import digest
from dpo_console.store.database import Ask, Value

_PARTS = {
    "case": (
        "SELECT id, reference, kind, requester_kind, school, channel, owner, outcome, closed_on, "
        "created_at, created_by, version FROM cases WHERE id = :case"
    ),
    "facts": (
        "SELECT id, name, on_day, at_minute, answers, supersedes, struck, reasoned, recorded_by, "
        "recorded_at FROM fact WHERE case_id = :case ORDER BY id"
    ),
    "assessments": (
        "SELECT id, criterion, verdict, on_day, recorded_by, recorded_at "
        "FROM assessment WHERE case_id = :case ORDER BY id"
    ),
    "decisions": (
        "SELECT id, ruling, decided_by, on_day, covers, recorded_by, recorded_at "
        "FROM decision WHERE case_id = :case ORDER BY id"
    ),
    "letters": (
        "SELECT id, name, number, path, sha256, wording_sha256, state, sent_on, recorded_by, "
        "recorded_at FROM letter WHERE case_id = :case ORDER BY id"
    ),
}

_LATER_PARTS = {
    "restricted": "SELECT restricted FROM cases WHERE id = :case AND restricted = 1",
    "readers": "SELECT person FROM reader WHERE case_id = :case ORDER BY person",
    "protected": (
        "SELECT role, position FROM party WHERE case_id = :case AND protected = 1 "
        "ORDER BY role, position"
    ),
    "links": (
        "SELECT id, other_id, nature, recorded_by, recorded_at "
        "FROM link WHERE case_id = :case ORDER BY id"
    ),
    "places": (
        "SELECT id, position, slug, hold, deletes_after, hold_on, asked_on, reply_by, chased_on, "
        "answered_on, result, recorded_by, recorded_at FROM place WHERE case_id = :case ORDER BY id"
    ),
    "items": (
        "SELECT id, number, place_id, category, dated, pages, treatment, exemption, treated_by, "
        "opinion_says, opinion_on, looked_by, looked_on, recorded_by, recorded_at "
        "FROM item WHERE case_id = :case ORDER BY id"
    ),
    "scope_items": (
        "SELECT id, position, slug, sensitivity, risk, given, ordered "
        "FROM scope_item WHERE case_id = :case ORDER BY id"
    ),
}
"""Parts that the log vouches for where a case has them: one written before there were any still
has the digest that it had."""

_WORDS = {
    "case": "SELECT summary FROM cases WHERE id = :case",
    "parties": (
        "SELECT id, role, position, name, kind, organisation, email, phone, address "
        "FROM party WHERE case_id = :case ORDER BY role, position"
    ),
    "notes": (
        "SELECT id, about, about_id, body, recorded_by, recorded_at "
        "FROM note WHERE case_id = :case ORDER BY id"
    ),
    "scope": (
        "SELECT purpose, items, cohort, lawful_basis, power, path, method, until, nonce "
        "FROM scope WHERE case_id = :case"
    ),
}

_LATER_WORDS = {
    "places": "SELECT id, title, holder FROM place WHERE case_id = :case ORDER BY id",
    "items": "SELECT id, title, reason, opinion FROM item WHERE case_id = :case ORDER BY id",
    "scope_items": "SELECT id, title, instead FROM scope_item WHERE case_id = :case ORDER BY id",
    "scope_further": (
        "SELECT years, pupils, condition, dpia, agreement, review_on FROM scope "
        "WHERE case_id = :case AND (years <> '' OR pupils IS NOT NULL OR condition <> '' "
        "OR dpia <> '' OR agreement <> '' OR review_on IS NOT NULL)"
    ),
}


def record_digest(ask: Ask, case: int) -> str:
    """SHA-256 of everything about a case that is not words: it outlives their erasure."""
    return _digest(ask, case, _PARTS, _LATER_PARTS)


def words_digest(ask: Ask, case: int) -> str:
    """SHA-256 of a case's names and free text. Kept only among an entry's erasable words."""
    return _digest(ask, case, _WORDS, _LATER_WORDS)


def _digest(ask: Ask, case: int, always: dict[str, str], where_any: dict[str, str]) -> str:
    values: dict[str, Value] = {"case": case}
    parts = {name: ask(sql, values) for name, sql in always.items()}
    later = {f"later.{name}": ask(sql, values) for name, sql in where_any.items()}
    return digest(parts | {name: rows for name, rows in later.items() if rows})


def changed_outside(ask: Ask, case: int, reference: str) -> str:
    """What of a case is no longer as its last audit entry vouches: 'record', 'words' or ''.

    Words are vouched for by the entry's own words, and no more once those are gone.
    """
    rows = ask(
        "SELECT a.record, d.detail FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq "
        "WHERE a.reference = :reference ORDER BY a.seq DESC LIMIT 1",
        {"reference": reference},
    )
    record, detail = rows[0] if rows else (None, None)
    if record_digest(ask, case) != record:
        return "record"
    if detail is not None and f'"words":"{words_digest(ask, case)}"' not in str(detail):
        return "words"
    return ""
