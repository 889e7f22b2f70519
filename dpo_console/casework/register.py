"""The register of releases: which organisations have had pupil data, and for what.

Published, so it names no pupil, and leaves out what could tip somebody off: releases to the
police, courts and safeguarding partners, to individuals, and urgent ones are only counted.
"""

from dataclasses import dataclass
from datetime import date

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.casework import checklists
from dpo_console.casework.desk import Desk
from dpo_console.casework.scope_items import given_words
from dpo_console.store import case_file, reads
from dpo_console.store.case_file import CaseFile
from dpo_console.store.search import words


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One release to an organisation; the columns of the DfE's own register, for a school."""

    reference: str
    organisation: str
    organisation_type: str
    purpose: str
    data: str
    legal_basis: str
    approved: date | None
    released: date
    ends: date | None
    method: str
    status: str


@dataclass(frozen=True, slots=True)
class Register:
    """The rows to publish, how many releases are only counted, and the cases among those whose
    words name a pupil: mend their purpose or items in a new request, or keep them unpublished."""

    rows: tuple[RegisterRow, ...]
    not_listed: int
    naming: tuple[str, ...]


def register(desk: Desk) -> Register:
    """The register as it may be published today."""
    with desk.database.read() as ask:
        files = [case_file.load(ask, number) for number in reads.released(ask)]
    listed = [f for f in files if _may_be_listed(f)]
    rows = {f.case.reference: _row(f) for f in listed}
    naming = tuple(f.case.reference for f in listed if _names_a_pupil(f, rows[f.case.reference]))
    published = tuple(row for reference, row in rows.items() if reference not in naming)
    return Register(published, len(files) - len(published), naming)


def _names_a_pupil(file: CaseFile, row: RegisterRow) -> bool:
    """Whether any word of a data subject's name stands in what would be published."""
    said = set(words(" ".join([row.purpose, row.data, row.legal_basis, row.method])))
    names = (p.name for p in file.parties if p.role == "subject")
    return any(word in said for name in names for word in words(name) if len(word) > 1)


def _may_be_listed(file: CaseFile) -> bool:
    kind = requester_kind(file.case.requester_kind)
    urgent = checklists.path_of(file) is Path.URGENT
    return kind.published and not urgent and bool(_recipient(file).organisation)


def _recipient(file: CaseFile) -> case_file.PartyRow:
    recipient = [p for p in file.parties if p.role == "recipient"]
    return (recipient or [p for p in file.parties if p.role == "requester"])[0]


def _row(file: CaseFile) -> RegisterRow:
    facts = {f.name: date.fromisoformat(f.on_day) for f in file.standing_facts()}
    decision = _ruling_at(file, facts["released"])
    scope = file.scope
    return RegisterRow(
        reference=file.case.reference,
        organisation=_recipient(file).organisation,
        organisation_type=requester_kind(file.case.requester_kind).title,
        purpose=scope.purpose if scope else "",
        data=given_words(file),
        legal_basis=" / ".join(t for t in (scope.lawful_basis, scope.power) if t) if scope else "",
        approved=date.fromisoformat(decision.on_day) if decision else None,
        released=facts["released"],
        ends=facts.get("destruction_due"),
        method=_method(file),
        status="destroyed" if "certificate_received" in facts else "held",
    )


def _ruling_at(file: CaseFile, released: date) -> case_file.DecisionRow | None:
    """The ruling on which the data went: the last one up to that day."""
    rulings = [d for d in file.decisions if date.fromisoformat(d.on_day) <= released]
    return rulings[-1] if rulings else None


def _method(file: CaseFile) -> str:
    """How the data went: as was said at the release, else as was agreed."""
    release = next(f for f in file.standing_facts() if f.name == "released")
    return file.note("fact", release.id) or (file.scope.method if file.scope else "")
