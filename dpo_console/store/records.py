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


def record_digest(ask: Ask, case: int) -> str:
    """SHA-256 of everything about a case that is not words: it outlives their erasure."""
    return _digest(ask, case, _PARTS)


def words_digest(ask: Ask, case: int) -> str:
    """SHA-256 of a case's names and free text. Kept only among an entry's erasable words."""
    return _digest(ask, case, _WORDS)


def _digest(ask: Ask, case: int, parts: dict[str, str]) -> str:
    values: dict[str, Value] = {"case": case}
    return digest({name: ask(sql, values) for name, sql in parts.items()})


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
