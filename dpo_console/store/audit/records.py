"""The record of a case without its words: the part that the audit chain vouches for."""

from collections.abc import Iterator, Mapping

from dpo_console.store.asking import Row
from dpo_console.store.audit.chain import digest
from dpo_console.store.cases.case_parts import Page
from dpo_console.store.cases.case_rows import PARTS
from dpo_console.store.cases.disclosure_rows import Covered

Parts = Mapping[str, tuple[Covered, list[Row]]]
"""The content that a digest covers: the rows of each part, by name."""


VOUCHED = (
    "SELECT c.id, a.record, d.detail FROM cases c JOIN audit a ON a.seq = "
    "(SELECT max(seq) FROM audit WHERE reference = c.reference) "
    "LEFT JOIN audit_detail d ON d.seq = a.seq WHERE c.id IN ({cases})"
)
"""The question for what the last audit entry of a case says of it."""


def _covered(*, words: bool, later: bool) -> dict[str, Covered]:
    """Return what a digest covers, by name: always, or only if a case has it."""
    return {
        covered.name or name: covered
        for name, part in PARTS.items()
        for covered in part.covered
        if (covered.words, covered.later) == (words, later)
    }


_RECORD = _covered(words=False, later=False), _covered(words=False, later=True)
_WORDS = _covered(words=True, later=False), _covered(words=True, later=True)


def record_digest(page: Page) -> str:
    """Return the SHA-256 of one case's record without its words. It outlives their erasure."""
    return _digest(record_parts(page))


def words_digest(page: Page) -> str:
    """Return the SHA-256 of one case's names and free text.

    It is kept only among an entry's erasable words.
    """
    return _digest(words_parts(page))


def record_parts(page: Page) -> Parts:
    """Return the rows of the page's one case that the record's digest covers."""
    (parts,) = _parts(page, *_RECORD).values()
    return parts


def words_parts(page: Page) -> Parts:
    """Return the rows of the page's one case that the words' digest covers."""
    (parts,) = _parts(page, *_WORDS).values()
    return parts


def _digest(parts: Parts) -> str:
    return digest({name: rows for name, (_, rows) in parts.items()})


def _parts(
    page: Page, always: Mapping[str, Covered], where_any: Mapping[str, Covered]
) -> dict[int, Parts]:
    """Return the parts of each case of a page."""
    asked = {name: (part, page.covered(part)) for name, part in always.items()}
    later = {f"later.{name}": (p, page.covered(p)) for name, p in where_any.items()}
    return {
        case: {name: (part, rows.get(case, [])) for name, (part, rows) in asked.items()}
        | {name: (part, rows[case]) for name, (part, rows) in later.items() if case in rows}
        for case in page.cases
    }


def changed_outside(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the part of each case that differs from its last audit entry: 'record', 'words' or ''.

    An entry's own words vouch for the case's words. Once they are erased, nothing does.
    """
    vouched = page.by_case(VOUCHED)
    records = _parts(page, *_RECORD)
    words = _parts(page, *_WORDS)
    for case in page.cases:
        ((record, detail),) = vouched.get(case, [(None, None)])
        if _digest(records[case]) != record:
            yield case, "record"
        elif detail is not None and f'"words":"{_digest(words[case])}"' not in str(detail):
            yield case, "words"
        else:
            yield case, ""
