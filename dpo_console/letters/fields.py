"""The names that a wording may use: fields from casework, and conditions of sections.

The text beside each field completes the sentence "... is not known", to tell the officer which
information is missing. A field alone in its paragraph takes the shape given here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from dpo_console.approval.requesters import requester_kinds
from dpo_console.law.statutes import kinds
from dpo_console.sentences import Phrase, ScopeForm


class Shape(Enum):
    """The form of a field that stands alone in its paragraph."""

    TEXT = auto()
    ADDRESS = auto()
    DATE = auto()
    SIGNATURE = auto()
    BULLETS = auto()
    NUMBERS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its content, and its shape when alone. A list has one item a line.

    `in_scope`: the scope of a third party's request gives the value.
    """

    content: str
    alone: Shape = Shape.TEXT
    in_scope: bool = False

    @property
    def asked_for(self) -> Phrase:
        """The content, and where it is entered."""
        content = self.content.removesuffix(" ...")
        return Phrase(content, " ", ScopeForm()) if self.in_scope else Phrase(content)

    @property
    def meaning(self) -> str:
        """The content, and where it is entered, in words."""
        return f"{self.content} (scope)" if self.in_scope else self.content


_CASE = {
    "reference": Field("the case's reference"),
    "today": Field("the day of the letter", Shape.DATE),
    "kind.title": Field("the kind of request, in words such as subject access request"),
    "received": Field("the day we received the request"),
    "channel": Field("how the request came, in words such as by e-mail"),
    "summary": Field("what is being asked for, in words that the reader of the letter may see"),
    "starts": Field("the day from which the time limit runs"),
    "start_reason": Field("why the time limit runs from that day"),
    "due": Field("the last day for our answer"),
    "due_if_answered_today": Field("the last day for our answer, were the question answered now"),
    "acknowledge_by": Field("the last day for acknowledging a complaint"),
}

_PEOPLE = {
    "requester.name": Field("the requester's name"),
    "requester.address": Field(
        "the requester's name and address, a line each, as on an envelope (or name and e-mail)",
        Shape.ADDRESS,
    ),
    "requester.salutation": Field("how the letter greets the requester, such as Dear Jane Doe"),
    "subject.names": Field("whose information is asked for"),
    "subject.whom": Field("the same in mid-sentence: you, or the names of others"),
    "recipient.organisation": Field("the organisation that receives the information"),
    "recipient.name": Field("the person who receives it there"),
    "recipient.address": Field(
        "the recipient's name, organisation and address, a line each, as on an envelope",
        Shape.ADDRESS,
    ),
    "recipient.salutation": Field("how the letter greets the recipient"),
    "sender.name": Field("who signs the letter", Shape.SIGNATURE),
    "sender.role": Field("the office of the person who signs"),
}

_OFFICE = {
    "school.name": Field("the school's name ([[school]] name in data/dpo.toml)"),
    "school.address": Field("the school's address ([[school]] address in data/dpo.toml)"),
    "controller.name": Field("the controller: the school, or its trust (name in data/dpo.toml)"),
    "dpo.name": Field("the DPO's name ([dpo] name in data/dpo.toml)"),
    "dpo.email": Field("the DPO's e-mail address ([dpo] email in data/dpo.toml)"),
    "dpo.phone": Field("the DPO's telephone number ([dpo] phone in data/dpo.toml)"),
    "regulator.name": Field("the regulator's name ([regulator] name in data/dpo.toml)"),
    "regulator.address": Field(
        "the regulator's address ([regulator] address in data/dpo.toml)", Shape.ADDRESS
    ),
    "regulator.addressee": Field(
        "the regulator's name and address, a line each, as on an envelope", Shape.ADDRESS
    ),
    "regulator.phone": Field("the regulator's telephone number ([regulator] phone)"),
    "regulator.website": Field("the regulator's website ([regulator] website)"),
    "complaint.how": Field("how to complain to the school, such as the DPO's e-mail and address"),
    "notice.purposes": Field("the purposes, in words that follow: we use it ([notice] purposes)"),
    "notice.categories": Field("the categories of data ([notice] categories)"),
    "notice.recipients": Field("the recipients as a rule ([notice] recipients)"),
    "notice.retention": Field(
        "how long we keep it, in words that follow: we keep it ([notice] retention)"
    ),
    "notice.source": Field("where the data come from ([notice] source)"),
    "notice.transfers": Field("a sentence about transfers abroad ([notice] transfers)"),
    "notice.automated": Field("a sentence about automated decisions ([notice] automated)"),
}

_CLARIFICATION = {
    "clarification.reason": Field("why we reasonably need to ask, in words that follow: because"),
    "clarification.questions": Field("the questions, one a line", Shape.NUMBERS),
    "clarification.close_on": Field("the day after which we treat an unanswered request as closed"),
    "clarification.meanwhile": Field("what we are doing meanwhile, in a sentence"),
}

_DISCLOSURE = {
    "schedule": Field("the list of what is enclosed, one item a line", Shape.BULLETS),
    "disclosure.searched": Field("where we searched, one place a line", Shape.BULLETS),
    "disclosure.period": Field("the period that the search covered"),
    "disclosure.method": Field("how the copy is sent, in words that follow: we are sending it"),
    "disclosure.link_until": Field("until when a link works that the copy is sent by"),
    "disclosure.withheld": Field(
        "what is withheld or blacked out and why, one item a line", Shape.BULLETS
    ),
    "disclosure.codes": Field("what the codes and abbreviations mean, one a line", Shape.BULLETS),
    "disclosure.recipients": Field(
        "who has in fact been given this information, one a line", Shape.BULLETS
    ),
}

_SHARING = {
    "sharing.purpose": Field("the purpose of the sharing", in_scope=True),
    "sharing.items": Field("the data items to be shared, one a line", Shape.BULLETS, in_scope=True),
    "sharing.cohort": Field("whose data, and how many pupils", in_scope=True),
    "sharing.basis": Field(
        "the lawful basis: Article 6 and, where it applies, Article 9", in_scope=True
    ),
    "sharing.power": Field("the statutory power or duty", in_scope=True),
    "sharing.method": Field("the secure way of transfer", in_scope=True),
    "sharing.until": Field("the day on which the recipient's use ends", in_scope=True),
    "sharing.terms": Field("further terms of this sharing, one a line", Shape.NUMBERS),
    "sharing.sign_by": Field("the day by which the recipient must sign"),
    "sharing.certificate_by": Field("the day by which a certificate of destruction is due"),
    "sharing.decided_by": Field("who approved the sharing"),
    "sharing.decided_on": Field("the day of the approval"),
    "sharing.requested_on": Field("the day of the recipient's request"),
    "sharing.asked": Field("what was asked for, in words that follow: you ask for"),
    "sharing.special": Field("the condition for special category data", in_scope=True),
    "sharing.released_on": Field("the day on which the data were released"),
    "sharing.reply_by": Field("the day by which an answer is needed"),
    "refusal.change": Field("what would change the answer, one a line", Shape.BULLETS),
    "release.informed": Field("whether the person knows, in words that follow: the person"),
    "decision.checklist": Field("how each criterion was answered"),
    "decision.open": Field("what is still open, one a line", Shape.BULLETS),
    "decision.advice": Field("the DPO's advice, in sentences"),
}

_ON_THE_WAY = {
    "identity.doubt": Field("why we doubt who the requester is, in words after a colon"),
    "identity.documents": Field("what would prove it, one a line", Shape.BULLETS),
    "identity.reply_by": Field("the day after which we treat the request as closed"),
    "authority.reason": Field("why authority must be shown, in words that follow: because"),
    "authority.documents": Field("what would show the authority, one a line", Shape.BULLETS),
    "authority.reply_by": Field("the day after which we treat the request as closed"),
    "fee.ground": Field("manifestly unfounded, or manifestly excessive"),
    "fee.reason": Field("why the request is so, in sentences"),
    "fee.amount": Field("the fee"),
    "fee.breakdown": Field("how the fee is made up, one cost a line", Shape.BULLETS),
    "fee.how_to_pay": Field("how to pay, in words that follow: please pay"),
    "fee.pay_by": Field("the day after which we treat the request as closed"),
    "fee.cheaper": Field("what would cost less or nothing, in a sentence"),
    "extension.reason": Field("why more time is necessary, in words that follow: because"),
    "extension.due": Field("the last day for our answer once the extension was notified"),
    "extension.meanwhile": Field("what we can send now, in a sentence"),
}

_OUTCOME = {
    "refusal.ground": Field("manifestly unfounded, or manifestly excessive"),
    "refusal.reason": Field("the reasons for refusing, in sentences"),
    "refusal.offer": Field("what we would answer, in a sentence"),
    "refusal.exemption": Field("the exemption and its law"),
    "refusal.asked_on": Field("when we asked for what, in words that follow: we asked you"),
    "nothing.elsewhere": Field("who may hold the information, in a sentence"),
    "outcome.done": Field("what we have done, one a line", Shape.BULLETS),
    "outcome.not_done": Field("what we have not done and why, one a line", Shape.BULLETS),
    "outcome.recipients": Field("who was told, one a line", Shape.BULLETS),
    "record.access": Field("how the record can be seen or had, in sentences"),
    "record.fee": Field("what the copy costs, in a sentence"),
    "record.withheld": Field("what is left out and why, one a line", Shape.BULLETS),
    "results.expected": Field("when results are expected, in words that follow: are expected"),
}

_INFORMATION = {
    "foi.held": Field("what we hold and what we do not, in sentences"),
    "foi.reuse": Field("under which terms it may be used, in a sentence"),
    "foi.public_interest": Field("the public interest on both sides, in sentences"),
    "review.by": Field("who reviewed the answer"),
    "review.findings": Field("what the review found, one a line", Shape.BULLETS),
    "review.given": Field("what is now given, in a sentence"),
}

_COMPLAINT = {
    "complaint.progress": Field("what has been done, in sentences"),
    "complaint.next": Field("what comes next, in sentences"),
    "complaint.looked_at": Field("what was looked at, in sentences"),
    "complaint.findings": Field("each point and its finding, one a line", Shape.BULLETS),
    "complaint.put_right": Field("what was put right, one a line", Shape.BULLETS),
}

_BREACH = {
    "breach.addressee": Field("who is told: name and address, a line each", Shape.ADDRESS),
    "breach.salutation": Field("how the letter greets those who are told"),
    "breach.nature": Field("what happened, in sentences"),
    "breach.categories": Field("the categories of people and records"),
    "breach.people": Field("about how many people"),
    "breach.records": Field("about how many records"),
    "breach.consequences": Field("what it may lead to, in sentences"),
    "breach.measures": Field("what was done and is planned, one a line", Shape.BULLETS),
    "breach.advice": Field("what the people affected can do, one a line", Shape.BULLETS),
    "breach.late_reason": Field("why it is reported after 72 hours, in sentences"),
    "breach.later": Field("what follows later, in a sentence"),
}

_INSIDE = {
    "staff.addressee": Field("who is asked: name or role, a line each", Shape.ADDRESS),
    "search.what": Field("what to keep or look for, in sentences"),
    "search.where": Field("where, one place a line", Shape.BULLETS),
    "search.asked_on": Field("the day on which it was asked for"),
    "search.reply_by": Field("the day by which an answer is needed"),
    "opinion.addressee": Field("who is asked: name, role and address, a line each", Shape.ADDRESS),
    "opinion.about": Field("which data the question is about, in sentences"),
    "opinion.reply_by": Field("the day by which the opinion is needed"),
}

FIELDS: Mapping[str, Field] = (
    _CASE
    | _PEOPLE
    | _OFFICE
    | _CLARIFICATION
    | _ON_THE_WAY
    | _DISCLOSURE
    | _OUTCOME
    | _INFORMATION
    | _COMPLAINT
    | _BREACH
    | _INSIDE
    | _SHARING
)
"""Every field except `sentence.NAME`, whose text stands in catalogue/."""

LETTERHEAD_FIELDS = ("school.name", "school.address", "controller.name", "reference", "dpo.email")
"""The fields that a letterhead's own header and footer may name."""

_CONDITIONS = {
    "month": "its limit is the month of UK GDPR Article 12A",
    "open": "the case is open",
    "acknowledged": "an acknowledgement was sent",
    "responded": "the answer was sent",
    "on_behalf": "the requester asks for somebody else, such as their child",
    "by_electronic_means": "the request was made by electronic means",
    "identity_open": "proof of identity was asked for and has not come",
    "authority_open": "authority to act was asked for and has not come",
    "fee_open": "a fee was asked for and has not been paid",
    "clarification_open": "a clarification was asked for and has not come",
    "limit_passed": "the limit for the answer has passed",
    "proof_open": "proof of identity or authority was asked for and has not come",
    "waiting": "something was asked for and has not come",
    "asked_lately": "the day to ask again for what was asked has not come",
    "running": "the time limit runs: nothing is awaited that stops it",
    "extended": "an extension was notified",
    "notice_passed": "the last day for notifying an extension has passed",
    "approved": "the sharing was approved, and the approval stands",
    "compelled": "a court order or a statutory duty compels the sharing",
    "refused": "the sharing was refused",
    "released": "the data were released",
    "release_ruled": "the data were released, and nothing is left to be ruled on",
    "safeguarding": "the requester is one to whom data may go urgently, for safeguarding",
    "certificate_open": "a certificate of destruction is awaited",
    "certificate_late": "the day on which use ends has passed, and no certificate has come",
    "results_announced": "exam results were announced",
    "outcome_told": "the outcome of the complaint was told",
    "before_complaint_duty": "it came before 19 June 2026: no term yet (SI 2026/82 reg 7)",
    "reported": "the breach was reported to the Commissioner",
    "not_reportable": "the breach was judged not reportable",
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

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_in_full(day: date) -> str:
    """Return a day as a letter writes it: Tuesday 13 October 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
