"""The conditions that a wording may name for its sections, each in words for the officer."""

from collections.abc import Mapping

from dpo_console.approval.requesters import requester_kinds
from dpo_console.law.statutes import kinds

_CONDITIONS = {
    "month": "its limit is the month of UK GDPR Article 12A",
    "open": "the case is open",
    "acknowledged": "an acknowledgement was sent",
    "responded": "the answer was sent",
    "withdrawn": "the requester withdrew the request",
    "may_close": "no reply came in a reasonable time, so the case may be closed",
    "public_interest": "a notice of a public interest test was given",
    "protection_sent": "the child protection file was sent",
    "on_behalf": "the requester asks for somebody else, such as their child",
    "by_electronic_means": "the request was made by electronic means",
    "identity_open": "proof of identity was asked for and has not come",
    "authority_open": "authority to act was asked for and has not come",
    "fee_open": "a fee was asked for and has not been paid",
    "clarification_open": "a clarification was asked for and has not come",
    "limit_passed": "the limit for the answer has passed",
    "proof_open": "proof of identity or authority was asked for and has not come",
    "waiting": "something was asked for and has not come",
    "something_came": "something that was asked for has come",
    "asked_lately": "the day to ask again for what was asked has not come",
    "running": "the time limit runs: nothing is awaited that stops it",
    "extended": "an extension was notified",
    "notice_passed": "the last day for notifying an extension has passed",
    "foi_duty": "the Freedom of Information Act binds the school",
    "dpo_concerned": "the Data Protection Officer is a person of the case, and doesn't sign",
    "may_object": "the sharing rests on a basis to which people may object (UK GDPR Art 21(1))",
    "by_consent": "the sharing rests on consent",
    "approved": "the sharing was approved, and the approval stands",
    "processor": "the recipient is a supplier that processes for us",
    "joint": "the recipient is a joint controller",
    "compelled": "a court order or a statutory duty compels the sharing",
    "ordered": "a court asks, by an order of its own",
    "family_order": "an order of a family court compels the sharing",
    "refused": "the sharing was refused",
    "released": "the data were released",
    "terms_signed": "the recipient signed the terms",
    "release_ruled": "the data were released, and nothing is left to decide",
    "safeguarding": "the requester is one to whom data may go urgently, for safeguarding",
    "protects_child": "the purpose recorded is to protect a child, or none is recorded",
    "certificate_open": "a certificate of destruction is awaited",
    "questions_open": "the checklist leaves a question open that the requester can answer",
    "certificate_late": "the day on which use ends has passed, and no certificate has come",
    "use_ended": "the last day on which the recipient may use the data has passed",
    "results_announced": "exam results were announced",
    "outcome_told": "the outcome of the complaint was told",
    "before_complaint_duty": "it came before 19 June 2026: no term yet (SI 2026/82 reg 7)",
    "reported": "the breach was reported to the Commissioner",
    "not_reportable": "the breach was judged not reportable",
    "high_risk": "the risk of the breach was weighed as high",
    "encloses": "an entry for the letter says that something is enclosed",
    "before_complaint_right": "the letter is dated before 19 June 2026 (DPA 2018 s.164A)",
}


def asked_by(requester_kind: str) -> str:
    """Return the condition that holds if this kind of requester asks."""
    return f"by.{requester_kind}"


TO_PUPIL = asked_by("pupil")
"""The condition that a child reads the letter: in plainer words, with all that the law demands."""

CONDITIONS: Mapping[str, str] = (
    _CONDITIONS
    | {kind: f"a case of kind {kind}" for kind in kinds()}
    | {asked_by(slug): f"asked by: {kind.title}" for slug, kind in requester_kinds().items()}
)
"""The conditions of sections. A field's name is also a condition: it holds with a value."""
