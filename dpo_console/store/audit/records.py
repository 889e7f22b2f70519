"""The record of a case without its words: the part that the audit chain vouches for."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpo_console.store.asking import Ask, Row
from dpo_console.store.audit.chain import digest
from dpo_console.store.cases.case_parts import Page


class Covered(NamedTuple):
    """Columns of one table that a digest covers. `where` selects the rows, if not all."""

    table: str
    columns: str
    order: str = "id"
    where: str = ""

    @property
    def sql(self) -> str:
        """The question for these columns of the cases {cases}, as a page asks it."""
        case = "id" if self.table == "cases" else "case_id"
        condition = f" AND ({self.where})" if self.where else ""
        return (
            f"SELECT {case}, {self.columns} FROM {self.table} "
            f"WHERE {case} IN ({{cases}}){condition} ORDER BY {self.order}"
        )


Parts = Mapping[str, tuple[Covered, list[Row]]]
"""The content that a digest covers: the rows of each part, by name."""


_PARTS = {
    "case": Covered(
        "cases",
        "id, reference, kind, requester_kind, school, channel, owner, outcome, closed_on, "
        "created_at, created_by, version",
    ),
    "facts": Covered(
        "fact",
        "id, name, on_day, at_minute, answers, supersedes, struck, reasoned, recorded_by, "
        "recorded_at",
    ),
    "assessments": Covered(
        "assessment", "id, criterion, verdict, on_day, recorded_by, recorded_at"
    ),
    "decisions": Covered(
        "decision", "id, ruling, decided_by, on_day, covers, recorded_by, recorded_at"
    ),
    "letters": Covered(
        "letter",
        "id, name, number, path, sha256, wording_sha256, state, sent_on, recorded_by, recorded_at",
    ),
}

_LATER_PARTS = {
    "restricted": Covered("cases", "restricted", where="restricted = 1"),
    "readers": Covered("reader", "person", "person"),
    "protected": Covered("party", "role, position", "role, position", "protected = 1"),
    "links": Covered("link", "id, other_id, nature, recorded_by, recorded_at"),
    "places": Covered(
        "place",
        "id, position, slug, hold, deletes_after, hold_on, asked_on, reply_by, chased_on, "
        "answered_on, result, recorded_by, recorded_at",
    ),
    "items": Covered(
        "item",
        "id, number, place_id, category, dated, pages, treatment, exemption, treated_by, "
        "opinion_says, opinion_on, looked_by, looked_on, recorded_by, recorded_at",
    ),
    "scope_items": Covered("scope_item", "id, position, slug, sensitivity, risk, given, ordered"),
}
"""Parts that the log vouches for only if a case has them.

Cases written before these parts existed therefore keep their digests.
"""

_WORDS = {
    "case": Covered("cases", "summary"),
    "parties": Covered(
        "party",
        "id, role, position, name, kind, organisation, email, phone, address",
        "role, position",
    ),
    "notes": Covered("note", "id, about, about_id, body, recorded_by, recorded_at"),
    "scope": Covered(
        "scope",
        "purpose, items, cohort, lawful_basis, power, path, method, until, nonce",
        "case_id",
    ),
}

_LATER_WORDS = {
    "places": Covered("place", "id, title, holder"),
    "items": Covered("item", "id, title, reason, opinion"),
    "scope_items": Covered("scope_item", "id, title, instead"),
    "scope_further": Covered(
        "scope",
        "years, pupils, condition, dpia, agreement, review_on",
        "case_id",
        "years <> '' OR pupils IS NOT NULL OR condition <> '' OR dpia <> '' OR agreement <> '' "
        "OR review_on IS NOT NULL",
    ),
}


def record_digest(ask: Ask, case: int) -> str:
    """Return the SHA-256 of a case's record without its words. It outlives their erasure."""
    return _digest(record_parts(ask, case))


def words_digest(ask: Ask, case: int) -> str:
    """Return the SHA-256 of a case's names and free text.

    It is kept only among an entry's erasable words.
    """
    return _digest(words_parts(ask, case))


def record_parts(ask: Ask, case: int) -> Parts:
    """Return the rows that the record's digest covers."""
    return _parts(Page(ask, [case]), _PARTS, _LATER_PARTS)[case]


def words_parts(ask: Ask, case: int) -> Parts:
    """Return the rows that the words' digest covers."""
    return _parts(Page(ask, [case]), _WORDS, _LATER_WORDS)[case]


def _digest(parts: Parts) -> str:
    return digest({name: rows for name, (_, rows) in parts.items()})


def _parts(
    page: Page, always: Mapping[str, Covered], where_any: Mapping[str, Covered]
) -> dict[int, Parts]:
    """Return the parts of each case of a page."""
    asked = {name: (part, page.by_case(part.sql)) for name, part in always.items()}
    later = {f"later.{name}": (p, page.by_case(p.sql)) for name, p in where_any.items()}
    return {
        case: {name: (part, rows.get(case, [])) for name, (part, rows) in asked.items()}
        | {name: (part, rows[case]) for name, (part, rows) in later.items() if case in rows}
        for case in page.cases
    }


def changed_outside(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the part of each case that differs from its last audit entry: 'record', 'words' or ''.

    An entry's own words vouch for the case's words. Once they are erased, nothing does.
    """
    vouched = page.by_case(
        "SELECT c.id, a.record, d.detail FROM cases c JOIN audit a ON a.seq = "
        "(SELECT max(seq) FROM audit WHERE reference = c.reference) "
        "LEFT JOIN audit_detail d ON d.seq = a.seq WHERE c.id IN ({cases})"
    )
    records = _parts(page, _PARTS, _LATER_PARTS)
    words = _parts(page, _WORDS, _LATER_WORDS)
    for case in page.cases:
        ((record, detail),) = vouched.get(case, [(None, None)])
        if _digest(records[case]) != record:
            yield case, "record"
        elif detail is not None and f'"words":"{_digest(words[case])}"' not in str(detail):
            yield case, "words"
        else:
            yield case, ""
