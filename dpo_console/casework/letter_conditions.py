"""Which conditions of letters.fields hold for a case today: they choose letters and sections."""

from datetime import date

from dpo_console.approval.requesters import requester_kind
from dpo_console.casework import gate
from dpo_console.casework.after_release import after_release
from dpo_console.casework.desk import Desk
from dpo_console.casework.projection import case_clock
from dpo_console.law.model import Status
from dpo_console.law.statutes import statute
from dpo_console.letters.fields import asked_by
from dpo_console.store.case_file import CaseFile

RIGHT_TO_COMPLAIN_FROM = date(2026, 6, 19)
"""From when a letter must tell of the right to complain to the controller (DPA 2018 s.164A)."""

ANSWERS = {
    "id_requested": ("identity_open", "id_received"),
    "authority_requested": ("authority_open", "authority_received"),
    "fee_requested": ("fee_open", "fee_paid"),
    "clarification_requested": ("clarification_open", "clarification_received"),
}


def conditions_of(desk: Desk, file: CaseFile) -> frozenset[str]:
    """The conditions of letters.fields that hold for this case today."""
    clock = case_clock(file, desk.settings, desk.today)
    names = [f.name for f in file.standing_facts()]
    subjects = [p.name for p in file.parties if p.role == "subject"]
    requester = next(p for p in file.parties if p.role == "requester")
    late = clock.due is not None and clock.due.isoformat()[:10] < desk.today.isoformat()
    holding = {
        "month": statute(file.case.kind).counts_a_month,
        "open": file.case.closed_on is None,
        "acknowledged": "acknowledged" in names,
        "responded": "responded" in names,
        "on_behalf": bool(subjects) and subjects != [requester.name],
        "by_electronic_means": file.case.channel in ("email", "portal"),
        "limit_passed": late and clock.status is Status.RUNNING,
        "extended": "extension_notified" in names,
        "notice_passed": (
            clock.extension_notice_by is None or clock.extension_notice_by < desk.today
        ),
        "before_complaint_right": desk.today < RIGHT_TO_COMPLAIN_FROM,
        "results_announced": "results_announced" in names,
        "outcome_told": "outcome_told" in names,
        **_of_sharing(desk, file, names),
        **{
            condition: names.count(question) > names.count(answer)
            for question, (condition, answer) in ANSWERS.items()
        },
    }
    always = (file.case.kind, asked_by(file.case.requester_kind))
    return frozenset({*always, *(name for name, holds in holding.items() if holds)})


def _of_sharing(desk: Desk, file: CaseFile, facts: list[str]) -> dict[str, bool]:
    if file.scope is None:
        return {}
    decision = gate.latest_decision(file)
    stands = decision is not None and not gate.has_lapsed(file)
    refused = decision is not None and decision.ruling == "refuse"
    released = after_release(file)
    return {
        "approved": stands and not refused,
        "refused": refused,
        "compelled": file.scope.path == "compelled",
        "released": released is not None,
        "may_go": released is not None or gate.gate_of(file, desk.settings).open,
        "safeguarding": requester_kind(file.case.requester_kind).urgent,
        "certificate_open": released is not None and released.owes_certificate,
        "certificate_late": released is not None and released.is_late(desk.today),
    }
