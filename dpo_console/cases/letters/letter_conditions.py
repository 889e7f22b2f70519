"""The conditions of a wording that hold for a case today: they choose its letters and sections."""

from datetime import date, datetime

from dpo_console.approval.lawful_bases import bases_named
from dpo_console.approval.model import CHOSEN, Path
from dpo_console.approval.requesters import requester_kind
from dpo_console.cases.application import open_criteria
from dpo_console.cases.checklist.particulars import is_high_risk, particulars_of, said
from dpo_console.cases.clock.projection import case_clock
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.people.people_fields import dpo_concerned
from dpo_console.cases.sharing import asking, release_gate
from dpo_console.cases.sharing.after_release import after_release
from dpo_console.cases.sharing.asking import safeguards
from dpo_console.cases.sharing.fitting import fits
from dpo_console.cases.sharing.release_terms import SIGNING, has_terms
from dpo_console.law import recognising
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.model import Moment, Status
from dpo_console.law.statutes import statute, statutes
from dpo_console.letters.wording.conditions import about, asked_by
from dpo_console.store.cases.case_file import CaseFile

RIGHT_TO_COMPLAIN_FROM = date(2026, 6, 19)
"""The first day on which a letter must mention the right to complain to us (DPA 2018 s.164A)."""

MAY_OBJECT = frozenset(("6(1)(e)", "6(1)(ea)", "6(1)(f)"))
"""The bases to which people may object (UK GDPR Art 21(1))."""

CONSENT = "6(1)(a)"

ANSWERS = {
    "id_requested": ("identity_open", "id_received"),
    "authority_requested": ("authority_open", "authority_received"),
    "fee_requested": ("fee_open", "fee_paid"),
    "clarification_requested": ("clarification_open", "clarification_received"),
}


def conditions_of(desk: Desk, file: CaseFile) -> frozenset[str]:
    """Return the conditions of letters.wording.conditions that hold for this case today."""
    clock = case_clock(file, desk.settings, desk.today)
    names = [f.name for f in file.standing_facts()]
    case, asks, subjects = file.case, (file.requester.name,), file.subjects
    schools = desk.settings.types_meant(case.school)
    holding = {
        "month": statute(file.case.kind).counts_a_month or _counts_as_access(file),
        "open": file.case.closed_on is None,
        "acknowledged": "acknowledged" in names,
        "responded": "responded" in names,
        "withdrawn": "withdrawn" in names,
        "may_close": clock.may_close_on is not None and clock.may_close_on <= desk.today,
        "public_interest": "public_interest_notified" in names,
        "protection_sent": "protection_file_sent" in names,
        "on_behalf": bool(subjects) and subjects != asks,
        "by_electronic_means": file.case.channel in ("email", "portal"),
        "limit_passed": has_passed(desk, clock.due) and clock.status is Status.RUNNING,
        "running": clock.status is Status.RUNNING,
        "asked_lately": clock.chase_on is not None and desk.today < clock.chase_on,
        "extended": "extension_notified" in names,
        "notice_passed": (
            clock.extension_notice_by is None or clock.extension_notice_by < desk.today
        ),
        "before_complaint_duty": clock.received.isoformat() < RIGHT_TO_COMPLAIN_FROM.isoformat(),
        "before_complaint_right": desk.today < RIGHT_TO_COMPLAIN_FROM,
        "results_announced": "results_announced" in names,
        **{fact: fact in names for fact in ("outcome_told", "reported", "not_reportable")},
        "foi_duty": _answers_anybody(desk.settings.school(file.case.school).type),
        "owed": fits(case.kind, case.requester_kind, schools),
        "short_terms": requester_kind(case.requester_kind).short,
        "earlier_law": _under_earlier_law(file),
        "unsettled": any(school in statute(case.kind).unsettled for school in schools),
        "dpo_concerned": dpo_concerned(file, desk.settings),
        "high_risk": is_high_risk(file),
        **_of_sharing(desk, file, names),
        **_awaited(names),
    }
    always = (file.case.kind, asked_by(file.case.requester_kind), *map(about, _told_of(file)))
    return frozenset({*always, *(name for name, holds in holding.items() if holds)})


def _under_earlier_law(file: CaseFile) -> bool:
    """Return True if the thing asked about was done before the present version of its law."""
    law = statute(file.case.kind)
    days = [f.on for f in file.standing_facts() if f.name == law.work.judged_on]
    return bool(days) and max(days) < law.versions[-1].begins


def _told_of(file: CaseFile) -> frozenset[str]:
    """Return the things that the request is about, by its words or its case details."""
    detailed = (
        p.name.partition(".")[0] for p in particulars_of(file.case.kind) if said(file, p.name)
    )
    return recognising.about(file.case.summary) | (recognising.things() & {*detailed})


def _answers_anybody(school: SchoolType) -> bool:
    """Return True for a school that must tell anybody who asks what it holds (FOIA 2000 s.1)."""
    return any(law.work.blind and law.binds_at(school) for law in statutes().values())


def has_passed(desk: Desk, due: Moment | None) -> bool:
    """Return True if a limit has passed, at the end of its day or, in hours, at its minute."""
    if isinstance(due, datetime):
        return due < desk.now
    return due is not None and due < desk.today


def _counts_as_access(file: CaseFile) -> bool:
    """Return True if exam results were announced before they were requested.

    The ordinary month then applies (DPA 2018 Sch 2 para 25(2)).
    """
    days = {f.name: f.on for f in file.standing_facts()}
    announced = days.get("results_announced")
    return announced is not None and announced <= days["received"]


def _awaited(facts: list[str]) -> dict[str, bool]:
    """Return which conditions hold for things we asked for, and whether any of them came."""
    still = {
        condition: facts.count(question) > facts.count(answer)
        for question, (condition, answer) in ANSWERS.items()
    }
    proof = still["identity_open"] or still["authority_open"]
    came = any(answer in facts for _, answer in ANSWERS.values())
    waiting = any(still.values())
    return {**still, "proof_open": proof, "waiting": waiting, "something_came": came}


def _of_sharing(desk: Desk, file: CaseFile, facts: list[str]) -> dict[str, bool]:
    ordered = asking.is_ordered(file)
    if file.scope is None:
        return {"ordered": ordered}
    decision = release_gate.latest_decision(file)
    stands = release_gate.is_ruled(file)
    refused = decision is not None and decision.ruling == "refuse"
    released = after_release(file)
    bases = {basis.article for basis in bases_named(file.scope.lawful_basis)}
    return {
        "ordered": ordered,
        "family_order": asking.is_family_order(file),
        "may_object": not MAY_OBJECT.isdisjoint(bases),
        "by_consent": CONSENT in bases,
        "approved": stands and not refused,
        "refused": refused,
        **{path.value: file.scope.path == path for path in CHOSEN if path is not Path.ORDINARY},
        "released": released is not None,
        "terms_signed": SIGNING in facts and has_terms(file),
        "release_ruled": released is not None
        and ("released_urgently" not in facts or "record_completed" in facts),
        "questions_open": bool(open_criteria(file)),
        "safeguarding": requester_kind(file.case.requester_kind).urgent,
        "protects_child": safeguards(file),
        "use_ended": released is not None and has_passed(desk, released.destruction_due),
        "certificate_open": released is not None and released.owes_certificate,
        "certificate_late": released is not None and released.is_late(desk.today),
    }
