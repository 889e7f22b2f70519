"""Cases made of plain values, for checks on their people that need no records."""

from collections.abc import Mapping
from datetime import date
from itertools import count

from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.case_rows import CaseRow, PartyRow
from dpo_console.store.cases.disclosure_rows import ScopeRow

_numbers = count(1)


def person(role: str, name: str, **more: str | bool) -> PartyRow:
    """Return a person of a case, with any of their other details."""
    said = dict.fromkeys(("kind", "organisation", "email", "phone", "address"), "")
    number = next(_numbers)
    return PartyRow(number, role, number, name, **{**said, "protected": False, **more})  # type: ignore[arg-type]


def scope_by(path: str) -> ScopeRow:
    """Return the scope of a third party's request that says nothing but its path."""
    return ScopeRow(1, *("",) * 5, path, "", None, "", "", None, "", "", "", None)


def case_of(
    *people: PartyRow,
    kind: str = "sar",
    requester_kind: str = "parent",
    notes: Mapping[tuple[str, int], str] | None = None,
) -> CaseFile:
    """Return a case of these people, open and without anything else."""
    row = CaseRow(
        1, "SAR-2026-0001", kind, requester_kind, "", "email", "", None, None,
        date(2026, 11, 2).isoformat(), "dpo", 1, "", False,
    )  # fmt: skip
    return CaseFile(
        case=row, parties=people, facts=(), assessments=(), decisions=(), letters=(),
        notes=notes or {},
    )  # fmt: skip
