"""Everything kept about one case or many, as frozen rows in the order of their entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dpo_console.errors import NoSuchCase
from dpo_console.store.asking import Ask, Question, Reader, Value, text
from dpo_console.store.cases.case_parts import Page, questions, with_the_case
from dpo_console.store.cases.case_rows import PARTS, CaseFile

__all__ = [
    "AuditRow", "CaseFile", "files", "find", "history", "last_change", "load", "row_for",
]  # fmt: skip

TELLS_ALONE = ("letter out", "details shown")
"""Actions of entries on what was shown or taken out. They change nothing of the case."""


def row_for(
    columns: Sequence[str], reference: str, reader: Reader | None
) -> tuple[str, dict[str, Value]]:
    """Return the question for a case's own row, if this person may see it, and its values.

    It is for the write door, which shows all cases. None as the person sees every case.
    """
    named, values = ", ".join(f"c.{column}" for column in columns), {"reference": reference}
    sql = f"SELECT {named} FROM cases c WHERE c.reference = :reference"
    if reader is None:
        return sql, {**values}
    sql += (
        " AND (c.restricted = 0 OR EXISTS "
        "(SELECT 1 FROM reader r WHERE r.case_id = c.id AND r.person = :person))"
    )
    schools = {f"school{place}": school for place, school in enumerate(reader.schools or ())}
    if reader.schools is not None:
        sql += f" AND c.school IN ({', '.join(f':{name}' for name in schools)})"
    return sql, {**values, "person": reader.person, **schools}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry of the audit log about a case. `detail` is None once its words are erased."""

    seq: int
    at: str
    actor: str
    action: str
    detail: str | None


def find(ask: Ask, reference: str) -> int:
    """Return the id of the case with this reference. Raises BadInput."""
    rows = ask("SELECT id FROM cases WHERE reference = :reference", {"reference": reference})
    if not rows:
        raise NoSuchCase(reference)
    return int(rows[0][0] or 0)


def load(ask: Ask, case: int) -> CaseFile:
    """Fetch one case whole."""
    return whole(Page(ask, [case]))


def load_named(ask: Ask, reference: str) -> CaseFile | None:
    """Fetch one case whole by its reference, or return None without one."""
    own = questions()["cases"].sql
    asked = own.format(cases="SELECT id FROM cases WHERE reference = :its")
    (found,), known = with_the_case(ask, reference, [asked], {"its": reference}, ())
    return whole(Page(ask, [int(found[0][0] or 0)], known={own: found, **known})) if found else None


def whole(page: Page) -> CaseFile:
    """Return the one case of a page, with every part."""
    (case,) = page.cases
    parts = {part: page.of(part, case) for part in PARTS}
    return CaseFile(**parts)  # type: ignore[arg-type]  # each part has the type of its field


def files(page: Page) -> Iterator[CaseFile]:
    """Return the cases of a page. The first use of a part fetches it for the whole page."""
    return (_Paged(page, number) for number in page.cases)


class _Paged(CaseFile):
    """One case of a page. It asks the page for a missing part and then keeps that part."""

    __slots__ = ("_page",)
    _page: Page

    def __init__(self, page: Page, number: int) -> None:
        object.__setattr__(self, "_page", page)
        object.__setattr__(self, "case", page.of("case", number))

    def __getattr__(self, part: str) -> object:
        if part not in PARTS:
            raise AttributeError(part)
        value = self._page.of(part, self.case.id)
        object.__setattr__(self, part, value)
        return value


def last_change(history: Sequence[AuditRow]) -> AuditRow:
    """Return the entry of the last change of a case, whatever was shown or taken out since."""
    return next(entry for entry in reversed(history) if entry.action not in TELLS_ALONE)


def entries_of(reference: str, *, after: int = 0) -> Question:
    """Return the question for those entries."""
    sql = (
        "SELECT a.seq, a.at, a.actor, a.action, d.detail FROM audit a "
        "LEFT JOIN audit_detail d ON d.seq = a.seq "
        "WHERE a.reference = :reference AND a.version > :after ORDER BY a.seq"
    )
    return sql, {"reference": reference, "after": after}


def history(ask: Ask, reference: str, *, after: int = 0) -> tuple[AuditRow, ...]:
    """Return the audit entries about a case that follow version `after`, oldest first."""
    rows = ask(*entries_of(reference, after=after))
    return tuple(
        AuditRow(int(r[0] or 0), str(r[1]), str(r[2]), str(r[3]), text(r[4])) for r in rows
    )
