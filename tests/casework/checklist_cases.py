"""Cases for checklist tests, and helpers that read them."""

from datetime import date, datetime

from dpo_console.cases.checklist.checklists import ChecklistRow
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.view.views import CaseView
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.errors import GateClosed
from dpo_console.law.statutes import statute

SAR = NewRequest(
    "sar", date(2026, 11, 2), "Jane Doe", requester_kind="parent", subjects=("Tom Doe",),
    channel="email", email="jane@example.org",
)  # fmt: skip

SAID = {
    "breach": {
        "breach.happened": "A list went to the wrong family",
        "breach.data": "Names and allergies of one class",
        "breach.people": "27",
        "breach.effects": "Embarrassment",
        "breach.likelihood": "unlikely",
        "breach.severity": "low",
    },
    "complaint": {"complaint.points": "The list hung in the hall", "complaint.findings": "It did"},
    "ico-enquiry": {"enquiry.questions": "Training records?", "enquiry.signatory": "The head"},
}


def logged(desk: Desk, kind: str) -> str:
    received = datetime(2026, 11, 24, 9, 30) if kind == "breach" else date(2026, 11, 20)
    work = statute(kind).work
    name = "The Information Commissioner" if work.asked_in_name else "Jane Doe"
    request = NewRequest(kind, received, name, work.requester, subjects=("Tom Doe",))
    return log_request(desk, request).reference


def row_of(case: CaseView, criterion: str) -> ChecklistRow:
    return next(row for row in case.checklist if row.id == criterion)


def gaps(error: GateClosed) -> list[str]:
    return [str(reason).partition(":")[0] for reason in error.reasons]


def facts(case: CaseView) -> set[str]:
    return {f.name for f in case.facts if f.superseded_by is None}
