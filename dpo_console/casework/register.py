"""The register of releases: which organisations have had pupil data, and for what.

Published, so it names no pupil, and leaves out what could tip somebody off: releases to the
police, courts and safeguarding partners, to individuals, and urgent ones are only counted.
"""

from dataclasses import dataclass
from datetime import date

from dpo_console.approval.model import Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.casework import gate
from dpo_console.casework.desk import Desk
from dpo_console.store import case_file, reads
from dpo_console.store.case_file import CaseFile


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
    """The rows to publish, and how many releases are only counted."""

    rows: tuple[RegisterRow, ...]
    not_listed: int


def register(desk: Desk) -> Register:
    """The register as it may be published today."""
    with desk.database.read() as ask:
        files = [case_file.load(ask, number) for number in reads.released(ask)]
    listed = [f for f in files if _may_be_listed(f)]
    return Register(tuple(_row(f) for f in listed), len(files) - len(listed))


def _may_be_listed(file: CaseFile) -> bool:
    kind = requester_kind(file.case.requester_kind)
    urgent = gate.path_of(file) is Path.URGENT
    return kind.published and not urgent and bool(_recipient(file).organisation)


def _recipient(file: CaseFile) -> case_file.PartyRow:
    recipient = [p for p in file.parties if p.role == "recipient"]
    return (recipient or [p for p in file.parties if p.role == "requester"])[0]


def _row(file: CaseFile) -> RegisterRow:
    facts = {f.name: date.fromisoformat(f.on_day) for f in file.standing_facts()}
    decision = gate.latest_decision(file)
    scope = file.scope
    return RegisterRow(
        reference=file.case.reference,
        organisation=_recipient(file).organisation,
        organisation_type=requester_kind(file.case.requester_kind).title,
        purpose=scope.purpose if scope else "",
        data=scope.items if scope else "",
        legal_basis=" / ".join(t for t in (scope.lawful_basis, scope.power) if t) if scope else "",
        approved=date.fromisoformat(decision.on_day) if decision else None,
        released=facts["released"],
        ends=facts.get("destruction_due"),
        method=scope.method if scope else "",
        status="destroyed" if "certificate_received" in facts else "held",
    )
