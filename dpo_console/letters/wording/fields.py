"""The names that a wording may use for values: fields from casework.

The text beside each field completes the sentence "... is not known", to tell the officer which
information is missing. A field alone in its paragraph takes the shape given here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from dpo_console.sentences import Phrase, ScopeForm


class Shape(Enum):
    """The form of a field that stands alone in its paragraph."""

    TEXT = auto()
    ADDRESS = auto()
    DATE = auto()
    SIGNATURE = auto()
    BULLETS = auto()
    NUMBERS = auto()


class Typed(Enum):
    """What an officer may type in a field.

    AHEAD: a day, today or later. BEFORE: a day, today or earlier. GROUND: a ground in law.
    EXCESS: that a request is unfounded or excessive. NO_SHARING: why data are not shared, a word a
    line.
    """

    WORDS = auto()
    AHEAD = auto()
    BEFORE = auto()
    GROUND = auto()
    EXCESS = auto()
    NO_SHARING = auto()


@dataclass(frozen=True, slots=True)
class LetterField:
    """One field: its content, and its shape when alone. A list has one item a line.

    `in_scope`: the scope of a third party's request gives the value. `typed` is what an officer
    must type in it, if not any words.
    """

    content: str
    alone: Shape = Shape.TEXT
    in_scope: bool = False
    typed: Typed = Typed.WORDS

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
    "reference": LetterField("the case's reference"),
    "today": LetterField("the day of the letter", Shape.DATE),
    "kind.title": LetterField("the kind of request, in words such as subject access request"),
    "received": LetterField("the day we received the request"),
    "channel": LetterField("how the request came, in words such as by e-mail"),
    "summary": LetterField(
        "what is being asked for, in words that the reader of the letter may see"
    ),
    "starts": LetterField("the day from which the time limit runs"),
    "start_reason": LetterField("why the time limit runs from that day"),
    "due": LetterField("the last day for our answer"),
    "due_if_answered_today": LetterField("the last day for our answer, if answered today"),
    "acknowledge_by": LetterField("the last day for acknowledging a complaint"),
}

_PEOPLE = {
    "requester.name": LetterField("the requester's name"),
    "requester.address": LetterField(
        "the requester's name and address, a line each, as on an envelope (or name and e-mail)",
        Shape.ADDRESS,
    ),
    "requester.salutation": LetterField("the greeting of the requester, such as Dear Jane Doe"),
    "greeting": LetterField("how the letter greets its addressee, such as Dear Jane Doe"),
    "closing": LetterField("how the letter closes, as its greeting asks: Yours sincerely"),
    "your_ref": LetterField("the addressee's own reference, such as a crime or client number"),
    "asker": LetterField("who makes a request for a pupil, as the pupil may be told"),
    "asker.untold": LetterField("why the pupil may not know that; it is never printed"),
    "about": LetterField("the people whom the letter is about, where its reader named them"),
    "subject.names": LetterField("whose information is asked for"),
    "subject.whom": LetterField("the same in mid-sentence: you, or the names of others"),
    "recipient.organisation": LetterField("the organisation that receives the information"),
    "recipient.name": LetterField("the person who receives it there"),
    "recipient.address": LetterField(
        "the recipient's name, organisation and address, a line each, as on an envelope",
        Shape.ADDRESS,
    ),
    "recipient.country": LetterField("the country that the recipient is in"),
    "recipient.salutation": LetterField("how the letter greets the recipient"),
    "sender.name": LetterField("who signs the letter", Shape.SIGNATURE),
    "sender.role": LetterField("the office of the person who signs"),
}

_OFFICE = {
    "school.name": LetterField("the school's name ([[school]] name in data/dpo.toml)"),
    "school.address": LetterField("the school's address ([[school]] address in data/dpo.toml)"),
    "school.phone": LetterField("the school's telephone number ([[school]] phone)"),
    "school.website": LetterField("the school's website ([[school]] website)"),
    "school.reach": LetterField("the school's telephone number and website, on one line"),
    "school.head": LetterField("the headteacher's name ([[school]] head)"),
    "controller.name": LetterField(
        "the school's data controller ([[school]] controller in data/dpo.toml)"
    ),
    "company": LetterField(
        "the company details of an academy trust ([[school]] company), SI 2015/17"
    ),
    "dpo.name": LetterField("the DPO's name ([dpo] name in data/dpo.toml)"),
    "dpo.email": LetterField("the DPO's e-mail address ([dpo] email in data/dpo.toml)"),
    "dpo.phone": LetterField("the DPO's telephone number ([dpo] phone in data/dpo.toml)"),
    "regulator.name": LetterField("the regulator's name ([regulator] name in data/dpo.toml)"),
    "regulator.address": LetterField(
        "the regulator's address ([regulator] address in data/dpo.toml)", Shape.ADDRESS
    ),
    "regulator.addressee": LetterField(
        "the regulator's name and address, a line each, as on an envelope", Shape.ADDRESS
    ),
    "regulator.phone": LetterField("the regulator's telephone number ([regulator] phone)"),
    "regulator.website": LetterField("the regulator's website ([regulator] website)"),
    "complaint.how": LetterField("how to complain to the school, such as the DPO's e-mail address"),
    "notice.purposes": LetterField("the purposes, in words that follow: we use it"),
    "notice.categories": LetterField("the categories of data, in words that follow: it includes"),
    "notice.recipients": LetterField("the recipients, in words that follow: we share it with"),
    "notice.retention": LetterField("how long we keep it, in words that follow: we keep it"),
    "notice.source": LetterField("where the data come from, in words that follow: we have it from"),
    "notice.transfers": LetterField("a sentence about transfers abroad"),
    "notice.automated": LetterField("a sentence about automated decisions"),
    "child.purposes": LetterField("the purposes, in the notice's sentences for children"),
    "child.categories": LetterField("the categories of data, in sentences for children"),
    "child.recipients": LetterField("the recipients, in sentences for children"),
    "child.retention": LetterField("how long we keep it, in sentences for children"),
    "child.source": LetterField("where the data come from, in sentences for children"),
}

_CLARIFICATION = {
    "clarification.reason": LetterField(
        "why we reasonably need to ask, in words that follow: because"
    ),
    "clarification.questions": LetterField("the questions, one a line", Shape.NUMBERS),
    "clarification.close_on": LetterField(
        "the day after which we treat an unanswered request as closed", typed=Typed.AHEAD
    ),
    "clarification.meanwhile": LetterField("what we are doing meanwhile, in a sentence"),
}

_DISCLOSURE = {
    "schedule": LetterField("the enclosed items, one a line", Shape.BULLETS),
    "disclosure.files": LetterField("how many files and pages go along: 2 files with 41 pages"),
    "disclosure.searched": LetterField("where we searched, one place a line", Shape.BULLETS),
    "disclosure.period": LetterField("the period that the search covered"),
    "disclosure.method": LetterField(
        "how the copy is sent, in words that follow: we are sending it"
    ),
    "disclosure.link_until": LetterField(
        "until when a link works that the copy is sent by", typed=Typed.AHEAD
    ),
    "disclosure.withheld": LetterField(
        "what is withheld or redacted and why, one item a line", Shape.BULLETS
    ),
    "disclosure.codes": LetterField(
        "what the codes and abbreviations mean, one a line", Shape.BULLETS
    ),
    "disclosure.recipients": LetterField(
        "who has in fact been given this information, one a line", Shape.BULLETS
    ),
}

_SHARING = {
    "sharing.purpose": LetterField("the purpose of the sharing", in_scope=True),
    "sharing.items": LetterField(
        "the data items to be shared, one a line", Shape.BULLETS, in_scope=True
    ),
    "sharing.cohort": LetterField("whose data, and how many pupils", in_scope=True),
    "sharing.basis": LetterField(
        "the lawful basis: Article 6 and, where it applies, Article 9", in_scope=True
    ),
    "sharing.because": LetterField(
        "the lawful basis in words for a family or pupil, that follow: because", in_scope=True
    ),
    "sharing.power": LetterField("the statutory power or duty", in_scope=True),
    "sharing.method": LetterField("the secure way of transfer", in_scope=True),
    "sharing.until": LetterField("the day on which the recipient's use ends", in_scope=True),
    "sharing.review_on": LetterField("the day of our next review", in_scope=True),
    "sharing.agreement": LetterField("the reference of the contract or agreement", in_scope=True),
    "sharing.country": LetterField("the country in which the data are kept"),
    "sharing.cover": LetterField("what covers a transfer out of the United Kingdom"),
    "joint.decisions": LetterField("what joint controllers decide together, and each alone"),
    "sharing.terms": LetterField("further terms of this sharing, one a line", Shape.NUMBERS),
    "sharing.sign_by": LetterField("the day by which the recipient must sign", typed=Typed.AHEAD),
    "sharing.certificate_by": LetterField(
        "the day by which a certificate of destruction is due", typed=Typed.AHEAD
    ),
    "sharing.decided_by": LetterField("who approved the sharing"),
    "sharing.decided_on": LetterField("the day of the approval"),
    "sharing.requested_on": LetterField("the day of the recipient's request"),
    "sharing.asked": LetterField("what was asked for, in words that follow: you ask for"),
    "sharing.special": LetterField("the condition for special category data", in_scope=True),
    "sharing.released_on": LetterField("the day on which the data were released"),
    "sharing.reply_by": LetterField("the day by which an answer is needed", typed=Typed.AHEAD),
    "sharing.dpia": LetterField("the reference of the DPIA or of its screening", in_scope=True),
    "sharing.questions": LetterField("what is still to be known, one a line", Shape.NUMBERS),
    "sharing.object_by": LetterField("the day by which a family may object", typed=Typed.AHEAD),
    "refusal.change": LetterField("what would change the answer, one a line", Shape.BULLETS),
    "refusal.grounds": LetterField(
        "why we do not share, in sentences that confirm nothing",
        Shape.BULLETS,
        typed=Typed.NO_SHARING,
    ),
    "release.no_consent": LetterField("why consent isn't asked for, in words that follow: because"),
    "release.informed": LetterField("whether the person knows, in words that follow: the person"),
    "decision.checklist": LetterField("how each check was answered"),
    "decision.open": LetterField("what is still open, one a line", Shape.BULLETS),
    "decision.advice": LetterField("the DPO's advice, in sentences"),
    "application.who": LetterField("the fields of the form about who asks"),
    "application.purpose": LetterField("the fields of the form about the purpose"),
    "application.sensitivity": LetterField("the fields of the form about the data"),
    "application.handling": LetterField("the fields of the form about storage and handling"),
    "application.terms": LetterField("the fields of the form about our terms"),
    "application.signed": LetterField("the fields at the end of the form, such as who signs it"),
}

_ON_THE_WAY = {
    "identity.doubt": LetterField("why we doubt who the requester is, in words after a colon"),
    "identity.documents": LetterField("what would prove it, one a line", Shape.BULLETS),
    "identity.reply_by": LetterField(
        "the day after which we treat the request as closed", typed=Typed.AHEAD
    ),
    "authority.reason": LetterField("why authority must be shown, in words that follow: because"),
    "authority.documents": LetterField("what would show the authority, one a line", Shape.BULLETS),
    "authority.reply_by": LetterField(
        "the day after which we treat the request as closed", typed=Typed.AHEAD
    ),
    "fee.ground": LetterField("manifestly unfounded, or manifestly excessive", typed=Typed.EXCESS),
    "fee.reason": LetterField("why the request is so, in sentences"),
    "fee.amount": LetterField("the fee"),
    "fee.breakdown": LetterField("how the fee is made up, one cost a line", Shape.BULLETS),
    "fee.how_to_pay": LetterField("how to pay, in words that follow: please pay"),
    "fee.pay_by": LetterField(
        "the day after which we treat the request as closed", typed=Typed.AHEAD
    ),
    "fee.cheaper": LetterField("what would cost less or nothing, in a sentence"),
    "extension.reason": LetterField("why more time is necessary, in words that follow: because"),
    "extension.due": LetterField("the last day for our answer once the extension was notified"),
    "extension.meanwhile": LetterField("what we can send now, in a sentence"),
}

_OUTCOME = {
    "refusal.ground": LetterField(
        "manifestly unfounded, or manifestly excessive", typed=Typed.EXCESS
    ),
    "refusal.reason": LetterField("the reasons for refusing, in sentences"),
    "refusal.offer": LetterField("what we would answer, in a sentence"),
    "refusal.exemption": LetterField("the exemption and its law", typed=Typed.GROUND),
    "refusal.asked_on": LetterField("when we asked for what, in words that follow: we asked you"),
    "closing.asked_on": LetterField("the same, for all that a request can be closed without"),
    "closing.found": LetterField("what we send without the answer, in a sentence"),
    "nothing.elsewhere": LetterField("who may hold the information, in a sentence"),
    "outcome.done": LetterField("what we have done, one a line", Shape.BULLETS),
    "outcome.not_done": LetterField("what we have not done and why, one a line", Shape.BULLETS),
    "outcome.recipients": LetterField("who was told, one a line", Shape.BULLETS),
    "record.access": LetterField("how the record can be seen or had, in sentences"),
    "record.fee": LetterField("what the copy costs, in a sentence"),
    "record.withheld": LetterField("what is left out and why, one a line", Shape.BULLETS),
    "results.expected": LetterField("when results come, in words that follow: are expected"),
}

_INFORMATION = {
    "foi.held": LetterField("what we hold and what we do not, in sentences"),
    "foi.reuse": LetterField("under which terms it may be used, in a sentence"),
    "foi.public_interest": LetterField("the public interest on both sides, in sentences"),
    "review.by": LetterField("who reviewed the answer"),
    "review.findings": LetterField("what the review found, one a line", Shape.BULLETS),
    "review.given": LetterField("what is now given, in a sentence"),
    "review.failure": LetterField("the failure of the first answer, what is done, and by when"),
}

_COMPLAINT = {
    "complaint.by": LetterField("who looked into it, in words that follow: looked at by"),
    "complaint.progress": LetterField("what has been done, in sentences"),
    "complaint.next": LetterField("what comes next, in sentences"),
    "complaint.looked_at": LetterField("what was looked at, in sentences"),
    "complaint.findings": LetterField("each point and its finding, one a line", Shape.BULLETS),
    "complaint.put_right": LetterField("how we put things right, one a line", Shape.BULLETS),
}

_BREACH = {
    "breach.addressee": LetterField("who is told: name and address, a line each", Shape.ADDRESS),
    "breach.nature": LetterField("what happened, in sentences to the person affected"),
    "report.nature": LetterField("what happened, in sentences to the regulator"),
    "breach.categories": LetterField("the categories of people and records"),
    "breach.people": LetterField("about how many people"),
    "breach.records": LetterField("about how many records"),
    "breach.consequences": LetterField("what it may lead to, in sentences to that person"),
    "report.consequences": LetterField("the likely consequences, in sentences to the regulator"),
    "breach.measures": LetterField("what was done and is planned, one a line", Shape.BULLETS),
    "report.measures": LetterField("what was done, in words to the regulator", Shape.BULLETS),
    "breach.advice": LetterField("what the people affected can do, one a line", Shape.BULLETS),
    "breach.late_reason": LetterField("why it is reported after 72 hours, in sentences"),
    "breach.later": LetterField("what follows later, in a sentence"),
}

_TOLD = {
    "told.addressee": LetterField(
        "who is asked or told: name and address, a line each", Shape.ADDRESS
    ),
    "told.whom": LetterField("whose information it is, in words that follow: about"),
    "told.named": LetterField("whether the name goes along with the data, in a sentence"),
    "consult.about": LetterField("which information it is, in sentences"),
    "consult.reply_by": LetterField("the day by which an answer is needed", typed=Typed.AHEAD),
    "mistake.what": LetterField("what was sent by mistake, in words that follow: you received"),
    "mistake.return": LetterField("how to return or delete it, in a sentence"),
    "lift.reason": LetterField("why the restriction ends, in sentences"),
    "lift.on": LetterField("the day on which the restriction ends", typed=Typed.AHEAD),
    "advice.by": LetterField("who gave the advice, one a line", Shape.BULLETS),
    "enquiry.answers": LetterField("each question and its answer, one a line", Shape.NUMBERS),
    "enquiry.later": LetterField("what follows later, in a sentence"),
    "decision.which": LetterField("which automated decision, in words that follow a colon"),
    "decision.reviewer": LetterField("who looked at the automated decision again"),
    "late.cause": LetterField("why the answer is late, in words that follow: because"),
    "late.by": LetterField("the new day for our answer", typed=Typed.AHEAD),
    "late.meanwhile": LetterField("what we can send now, in a sentence"),
    "interest.exemption": LetterField("the qualified exemption and its law", typed=Typed.GROUND),
    "interest.reason": LetterField("why the exemption applies, in sentences"),
    "interest.estimated": LetterField("the day by which we expect to decide", typed=Typed.AHEAD),
    "eir.authority": LetterField(
        "the other authority: name and address, a line each", Shape.ADDRESS
    ),
    "eir.passed": LetterField("what was done about it, in words that follow: we"),
}

_INSIDE = {
    "staff.addressee": LetterField("who is asked: name or role, a line each", Shape.ADDRESS),
    "search.what": LetterField("what to keep or look for, in sentences"),
    "search.where": LetterField("where, one place a line", Shape.BULLETS),
    "search.asked_on": LetterField("the day on which it was asked for", typed=Typed.BEFORE),
    "search.reply_by": LetterField("the day by which an answer is needed", typed=Typed.AHEAD),
    "opinion.addressee": LetterField(
        "who is asked: name, role and address, a line each", Shape.ADDRESS
    ),
    "opinion.about": LetterField("which data the question is about, in sentences"),
    "opinion.reply_by": LetterField("the day by which the opinion is needed", typed=Typed.AHEAD),
}

FIELDS: Mapping[str, LetterField] = (
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
    | _TOLD
    | _INSIDE
    | _SHARING
)
"""Every field except `sentence.NAME`, whose text stands in catalogue/."""

LIVE = frozenset(_OFFICE)
"""The fields whose web and e-mail addresses become links: what the office itself states."""

COURTESY = "courtesy"
"""The field of a letterhead for the letter's courtesy lines, such as: Not for you?"""

LETTERHEAD_FIELDS = (
    "school.name", "school.address", "school.phone", "school.website", "school.reach",
    "school.head", "controller.name", "company", "reference", "your_ref", "dpo.email", COURTESY,
)  # fmt: skip
"""The fields that a letterhead's own header and footer may name."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_in_full(day: date) -> str:
    """Return a day as a letter writes it: Tuesday 13 October 2026."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
