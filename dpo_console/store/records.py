"""What a case's record is, apart from words: the part that the audit chain vouches for."""

from collections.abc import Iterator

from dpo_console.store.case_parts import Page
from dpo_console.store.chain import digest
from dpo_console.store.database import Ask


def _of(table: str, columns: str, order: str = "id", where: str = "") -> str:
    """The question for these columns of the cases {cases}, as a page asks it."""
    case = "id" if table == "cases" else "case_id"
    condition = f" AND ({where})" if where else ""
    return (
        f"SELECT {case}, {columns} FROM {table} WHERE {case} IN ({{cases}}){condition} "
        f"ORDER BY {order}"
    )


_PARTS = {
    "case": _of(
        "cases",
        "id, reference, kind, requester_kind, school, channel, owner, outcome, closed_on, "
        "created_at, created_by, version",
    ),
    "facts": _of(
        "fact",
        "id, name, on_day, at_minute, answers, supersedes, struck, reasoned, recorded_by, "
        "recorded_at",
    ),
    "assessments": _of("assessment", "id, criterion, verdict, on_day, recorded_by, recorded_at"),
    "decisions": _of(
        "decision", "id, ruling, decided_by, on_day, covers, recorded_by, recorded_at"
    ),
    "letters": _of(
        "letter",
        "id, name, number, path, sha256, wording_sha256, state, sent_on, recorded_by, recorded_at",
    ),
}

_LATER_PARTS = {
    "restricted": _of("cases", "restricted", where="restricted = 1"),
    "readers": _of("reader", "person", "person"),
    "protected": _of("party", "role, position", "role, position", "protected = 1"),
    "links": _of("link", "id, other_id, nature, recorded_by, recorded_at"),
    "places": _of(
        "place",
        "id, position, slug, hold, deletes_after, hold_on, asked_on, reply_by, chased_on, "
        "answered_on, result, recorded_by, recorded_at",
    ),
    "items": _of(
        "item",
        "id, number, place_id, category, dated, pages, treatment, exemption, treated_by, "
        "opinion_says, opinion_on, looked_by, looked_on, recorded_by, recorded_at",
    ),
    "scope_items": _of("scope_item", "id, position, slug, sensitivity, risk, given, ordered"),
}
"""Parts that the log vouches for where a case has them: one written before there were any still
has the digest that it had."""

_WORDS = {
    "case": _of("cases", "summary"),
    "parties": _of(
        "party",
        "id, role, position, name, kind, organisation, email, phone, address",
        "role, position",
    ),
    "notes": _of("note", "id, about, about_id, body, recorded_by, recorded_at"),
    "scope": _of(
        "scope",
        "purpose, items, cohort, lawful_basis, power, path, method, until, nonce",
        "case_id",
    ),
}

_LATER_WORDS = {
    "places": _of("place", "id, title, holder"),
    "items": _of("item", "id, title, reason, opinion"),
    "scope_items": _of("scope_item", "id, title, instead"),
    "scope_further": _of(
        "scope",
        "years, pupils, condition, dpia, agreement, review_on",
        "case_id",
        "years <> '' OR pupils IS NOT NULL OR condition <> '' OR dpia <> '' OR agreement <> '' "
        "OR review_on IS NOT NULL",
    ),
}


def record_digest(ask: Ask, case: int) -> str:
    """SHA-256 of everything about a case that is not words: it outlives their erasure."""
    return _digests(Page(ask, [case]), _PARTS, _LATER_PARTS)[case]


def words_digest(ask: Ask, case: int) -> str:
    """SHA-256 of a case's names and free text. Kept only among an entry's erasable words."""
    return _digests(Page(ask, [case]), _WORDS, _LATER_WORDS)[case]


def _digests(page: Page, always: dict[str, str], where_any: dict[str, str]) -> dict[int, str]:
    """The digest of each case of a page."""
    parts = {name: page.by_case(sql) for name, sql in always.items()}
    later = {f"later.{name}": page.by_case(sql) for name, sql in where_any.items()}
    return {
        case: digest(
            {name: rows.get(case, []) for name, rows in parts.items()}
            | {name: rows[case] for name, rows in later.items() if case in rows}
        )
        for case in page.cases
    }


def changed_outside(page: Page) -> Iterator[tuple[int, str]]:
    """What of each case is not as its last audit entry vouches: 'record', 'words' or ''.

    Words are vouched for by the entry's own words, and no more once those are gone.
    """
    vouched = page.by_case(
        "SELECT c.id, a.record, d.detail FROM cases c JOIN audit a ON a.seq = "
        "(SELECT max(seq) FROM audit WHERE reference = c.reference) "
        "LEFT JOIN audit_detail d ON d.seq = a.seq WHERE c.id IN ({cases})"
    )
    found = _digests(page, _PARTS, _LATER_PARTS)
    words = _digests(page, _WORDS, _LATER_WORDS)
    for case in page.cases:
        ((record, detail),) = vouched.get(case, [(None, None)])
        if found[case] != record:
            yield case, "record"
        elif detail is not None and f'"words":"{words[case]}"' not in str(detail):
            yield case, "words"
        else:
            yield case, ""
