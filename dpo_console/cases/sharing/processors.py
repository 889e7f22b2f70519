"""The register of processors and joint controllers, with their contracts (UK GDPR Art 26-30)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dpo_console.approval.model import ROLES, Path
from dpo_console.cases.checklist.checklists import path_of
from dpo_console.cases.checklist.particulars import said
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.people.hidden import hidden, hiding_everywhere
from dpo_console.cases.sharing.after_release import SECURITY, after_release
from dpo_console.cases.sharing.as_released import as_released
from dpo_console.cases.sharing.rows import AfterRelease
from dpo_console.cases.sharing.scope_items import given_words
from dpo_console.store.asking import Ask
from dpo_console.store.cases import case_file, case_parts
from dpo_console.store.cases.case_file import CaseFile
from dpo_console.store.cases.disclosure_rows import ScopeRow
from dpo_console.store.reads import lists
from dpo_console.text import day_words

ONWARD = "who.onward"
"""The criterion whose evidence names sub-processors."""


@dataclass(frozen=True, slots=True)
class ProcessorRow:
    """One contract with a processor, or arrangement with a joint controller, and its days.

    `ends` is the day by which the data are returned or deleted, and `exit` what became of them.
    """

    reference: str
    school: str
    organisation: str
    role: str
    service: str
    data: str
    pupils: str
    legal_basis: str
    contract: str
    signed: str
    since: date
    sub_processors: str
    country: str
    cover: str
    certificate_ends: date | None
    review: date | None
    ends: date | None
    exit: str


def processors(desk: Desk) -> tuple[ProcessorRow, ...]:
    """Return every contract under which data went out, in order of reference.

    Raises NotAllowed for people who may not see all releases.
    """
    require(desk, "full_register")
    hide = hiding_everywhere(desk)
    with desk.database.read() as ask:
        rows = tuple(in_role(ask, desk.today))
    return hidden(rows, hide) if hide else rows


def in_role(ask: Ask, today: date) -> Iterator[ProcessorRow]:
    """Yield the processors and joint controllers that were given data, by reference."""
    for page in case_parts.pages(ask, lists.released(ask)):
        for file in case_file.files(page):
            released = after_release(file)
            if released and file.scope and path_of(file) in (Path.PROCESSOR, Path.JOINT):
                yield _row(file, file.scope, released, today)


def _row(file: CaseFile, scope: ScopeRow, released: AfterRelease, today: date) -> ProcessorRow:
    recipient = as_released(file).recipient
    evidence = file.verdicts().get(ONWARD)
    certificates = [f.on for f in file.standing_facts() if f.name == SECURITY]
    return ProcessorRow(
        reference=file.case.reference,
        school=file.case.school,
        organisation=recipient.organisation or recipient.name,
        role=ROLES[path_of(file)],
        service=scope.purpose,
        data="; ".join(given_words(file).splitlines()),
        pupils=scope.cohort,
        legal_basis=scope.lawful_basis,
        contract=scope.agreement,
        signed="; ".join(day_words(one.on) for one in released.signed),
        since=released.on,
        sub_processors=evidence.evidence if evidence else "",
        country=said(file, "recipient.country"),
        cover=said(file, "recipient.cover"),
        certificate_ends=max(certificates, default=None),
        review=None if released.certificate else released.review_due,
        ends=released.destruction_due,
        exit=_exit(released, today),
    )


def _exit(released: AfterRelease, today: date) -> str:
    """Return what became of the data at the end of the contract, in words."""
    if released.certificate:
        return f"returned or deleted, certified {day_words(released.certificate.on)}"
    return "certificate overdue" if released.is_late(today) else "in use"
