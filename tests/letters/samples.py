"""A value for every field, the conditions of each letter, and the text of a Word file."""

import io
from datetime import datetime
from pathlib import Path

import docx
from docx.table import Table

from dpo_console.config.notice import notice
from dpo_console.letters.catalogue import catalogue
from dpo_console.letters.composing.composing import compose
from dpo_console.letters.letter import Letter, Rows, Value
from dpo_console.letters.word.word_file import docx_bytes
from dpo_console.toml_file import read_toml
from dpo_console.toml_reader import read

CREATED = datetime(2026, 11, 25, 9, 30)

PUPILS = read(notice.Notice, read_toml(Path(notice.__file__).with_name("primary.toml"))).pupil

FIELDS: dict[str, Value] = {
    "reference": "SAR-2026-0042",
    "today": "Wednesday 25 November 2026",
    "kind.title": "subject access request",
    "received": "Monday 2 November 2026",
    "channel": "by e-mail",
    "summary": "everything you hold about Tom, above all about Year 5",
    "starts": "Monday 2 November 2026",
    "start_reason": "the day on which we received your request",
    "due": "Wednesday 2 December 2026",
    "due_if_answered_today": "Thursday 3 December 2026",
    "acknowledge_by": "Wednesday 2 December 2026",
    "requester.name": "Jane Doe",
    "requester.address": "Jane Doe\n14 Mill Street\nBrookfield BR2 4XY",
    "requester.salutation": "Dear Jane Doe",
    "greeting": "Dear Jane Doe",
    "closing": "Yours sincerely",
    "your_ref": "JD/7",
    "about": "Tom Doe",
    "subject.names": "Tom Doe",
    "subject.whom": "Tom Doe",
    "recipient.organisation": "University of Northbury",
    "recipient.name": "Dr Anna Weiss",
    "recipient.address": "Dr Anna Weiss\nUniversity of Northbury\n1 College Road",
    "recipient.salutation": "Dear Dr Weiss",
    "sender.name": "Amara Okafor",
    "sender.role": "Data Protection Officer",
    "school.name": "Oak Lane Primary School",
    "school.address": "Oak Lane, Brookfield, BR1 0AA",
    "school.phone": "01632 960100",
    "school.website": "www.oak-lane.example.org",
    "school.reach": "Telephone 01632 960100 | www.oak-lane.example.org",
    "school.head": "Ruth Castle",
    "company": "Brookfield Learning Trust is a limited company registered in England and Wales, "
    "number 07654321. Registered office: 1 Oak Lane, Brookfield BR1 0AA.",
    "controller.name": "Brookfield Learning Trust",
    "dpo.name": "Amara Okafor",
    "dpo.email": "dpo@example.org",
    "dpo.phone": "01632 960123",
    "regulator.name": "Information Commissioner's Office",
    "regulator.address": "Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF",
    "regulator.addressee": "Information Commissioner's Office\nWycliffe House\nWilmslow SK9 5AF",
    "regulator.phone": "0303 123 1113",
    "regulator.website": "ico.org.uk/make-a-complaint",
    "complaint.how": "by e-mail to dpo@example.org, or by telephone on 01632 960123",
    **{f"notice.{part}": PUPILS.words(part) for part in notice.PARTS},
    "clarification.reason": "we hold a large amount of information about your child",
    "clarification.questions": "Which school years?\nDo you want e-mails between staff?",
    "clarification.close_on": "Friday 1 January 2027",
    "clarification.meanwhile": "Meanwhile we are gathering the main school record.",
    "identity.doubt": "the request came from an e-mail address that we do not know",
    "identity.documents": "A passport\nA driving licence",
    "identity.reply_by": "Friday 1 January 2027",
    "authority.reason": "you ask for information about another person",
    "authority.documents": "A form of authority signed by Tom Doe\nThe court order",
    "authority.reply_by": "Friday 1 January 2027",
    "fee.ground": "manifestly excessive",
    "fee.reason": "You have had the same file from us twice this year.",
    "fee.amount": "£12.00",
    "fee.breakdown": "Copying 240 pages at 5p, £12.00",
    "fee.how_to_pay": "by card at the school office",
    "fee.pay_by": "Friday 1 January 2027",
    "fee.cheaper": "If you ask only for what is new since March, there is no charge.",
    "extension.reason": "you have made four requests since September, and they overlap",
    "extension.due": "Tuesday 2 February 2027",
    "extension.meanwhile": "The main school record is enclosed; the rest follows.",
    "refusal.ground": "manifestly excessive",
    "refusal.reason": "You have had the same file from us twice this year.",
    "refusal.offer": "We will gladly answer a request for the time since March 2026.",
    "refusal.exemption": "Data Protection Act 2018, Schedule 2, paragraph 19",
    "refusal.asked_on": "on Monday 2 November 2026 for proof of who you are",
    "nothing.elsewhere": "The local authority may hold a record.",
    "outcome.done": "The date of birth in the school record now reads 3 May 2015.",
    "outcome.not_done": "The note of 4 March records what was said in the meeting.",
    "outcome.recipients": "Brookfield Council, on 10 November 2026",
    "record.access": "You can see the record at the school on Monday 7 December at 3.30 pm.",
    "record.fee": "The copy costs £4.20, which is what it costs us to supply.",
    "record.withheld": "A report that names another pupil",
    "results.expected": "on Thursday 20 August 2027",
    "foi.held": "We hold this for the years from 2023; we hold nothing for earlier years.",
    "foi.reuse": "You may use it under the Open Government Licence.",
    "foi.public_interest": "There is a public interest in knowing how money is spent.",
    "review.by": "The chair of governors, who had no part in the first answer",
    "review.findings": "The dates should have been given, and are enclosed.",
    "review.given": "The dates are enclosed.",
    "review.failure": "We should have given the dates. We will send them by 20 November 2026.",
    "complaint.progress": "We have spoken to the class teacher.",
    "complaint.next": "We expect to write to you with the outcome by 11 December.",
    "complaint.looked_at": "We read the e-mails of that week.",
    "complaint.findings": "The letter went to an old address: upheld.",
    "complaint.put_right": "The address was corrected on 3 November.",
    "breach.addressee": "Jane Doe\n14 Mill Street",
    "breach.nature": "A letter with your address was sent to the wrong family.",
    "breach.categories": "Parents of Year 5: names and addresses.",
    "breach.people": "about 12",
    "breach.records": "about 12",
    "breach.consequences": "Somebody could use the address to write to you.",
    "breach.measures": "The letter was returned unread.",
    "breach.advice": "Be wary of letters that ask for money.",
    "breach.late_reason": "The envelope came back only on Monday.",
    "breach.later": "The number of letters is still being checked.",
    "told.addressee": "Sam Reed\n3 Mill Street\nBrookfield BR2 4XY",
    "consult.about": "It is a letter that you wrote to us in March.",
    "consult.reply_by": "Monday 7 December 2026",
    "mistake.what": "an e-mail from our office on 24 November",
    "mistake.return": "Please delete it, also from the bin, and write to us that you have.",
    "lift.reason": "We have checked the date of birth, and it is right.",
    "lift.on": "Monday 7 December 2026",
    "advice.by": "The special educational needs co-ordinator",
    "enquiry.answers": "When did you answer the request? On 12 October 2026.",
    "enquiry.later": "We will send the minutes by 4 December 2026.",
    "decision.reviewer": "Ruth Castle, the headteacher",
    "late.cause": "two members of our office were ill",
    "late.by": "Monday 7 December 2026",
    "late.meanwhile": "The main school record is enclosed.",
    "interest.exemption": "section 43(2) (commercial interests)",
    "interest.reason": "The prices would help the other bidders.",
    "interest.estimated": "Monday 18 January 2027",
    "eir.authority": "Brookfield Council\nTown Hall\nBrookfield BR1 1AA",
    "eir.passed": "have passed your request to it today",
    "sharing.questions": "What is your role?\nWhich data do you need?",
    "sharing.object_by": "Friday 4 December 2026",
    "staff.addressee": "The class teacher of Year 6",
    "search.what": "All e-mails about the pupil with the initials T.D., Year 6.",
    "search.where": "Your mailbox and its archive",
    "search.asked_on": "Thursday 12 November 2026",
    "search.reply_by": "Monday 7 December 2026",
    "opinion.addressee": "The school nurse\nHealth Centre, Brookfield",
    "opinion.about": "Two letters about a pupil's health are enclosed.",
    "opinion.reply_by": "Monday 7 December 2026",
    "sharing.asked": "the attendance record of a pupil whom you name",
    "sharing.special": "Art 9(2)(g), Sch 1 para 18",
    "sharing.released_on": "Tuesday 24 November 2026",
    "sharing.reply_by": "Friday 4 December 2026",
    "refusal.change": "The authority of the person concerned\nAn order of a court",
    "release.informed": "has been told",
    "decision.checklist": Rows(
        ("Question", "Answer", "Evidence"),
        (("Is it known exactly who asks?", "met", "The public register of charities"),),
    ),
    "decision.open": "Is the agreement signed?",
    "decision.advice": "Share it: the benefit is plain and the risk is low.",
    "schedule": "School record, 24 pages\nAttendance record, 6 pages",
    "disclosure.searched": "The management information system\nStaff e-mail",
    "disclosure.period": "the time from 1 September 2022 to 2 November 2026",
    "disclosure.method": "by a secure link; we telephone you with the password",
    "disclosure.link_until": "Friday 18 December 2026",
    "disclosure.withheld": "The names of other pupils (DPA 2018 Schedule 2 paragraph 16)",
    "disclosure.codes": "FSM: free school meals",
    "disclosure.recipients": "Brookfield Council, on 3 March 2026",
    "sharing.purpose": "To study how attendance relates to reading.",
    "sharing.items": "Attendance, by half-term\nReading score",
    "sharing.cohort": "The 58 pupils of Year 5 in 2025/26",
    "sharing.basis": "UK GDPR Article 6(1)(e)",
    "sharing.power": "Education Act 2002 section 21(2)",
    "sharing.method": "By upload to the university's safe haven.",
    "sharing.until": "Friday 30 July 2027",
    "sharing.terms": "Send us the draft report before it is published.",
    "sharing.sign_by": "Friday 18 December 2026",
    "sharing.certificate_by": "Friday 13 August 2027",
    "sharing.decided_by": "Ruth Castle",
    "sharing.decided_on": "Monday 23 November 2026",
    "sharing.requested_on": "Monday 2 November 2026",
}

CONDITIONS = {
    **{name: frozenset({kind.kinds[0], "month", "open"}) for name, kind in catalogue().items()},
    "disclosure-cover": frozenset({"sar", "month", "open", "on_behalf"}),
    "third-party-approval": frozenset({"disclosure", "open", "approved"}),
}


def letter(name: str, **changed: Value) -> Letter:
    """Compose the letter on the sample case. `requester__name` changes requester.name."""
    fields = FIELDS | {key.replace("__", "."): value for key, value in changed.items()}
    return compose(name, fields, CONDITIONS[name])


def word_file(made: Letter) -> bytes:
    """Return its Word file, on the packaged letterhead."""
    return docx_bytes(made, letterhead=None, title=made.title, author="Oak Lane", created=CREATED)


def texts(data: bytes) -> list[tuple[str, str]]:
    """Return style and text of every paragraph and table cell of a Word file, in reading order."""
    found: list[tuple[str, str]] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        inside = (
            [p for row in block.rows for cell in row.cells for p in cell.paragraphs]
            if isinstance(block, Table)
            else [block]
        )
        found += [(p.style.name or "" if p.style else "", p.text) for p in inside]
    return found
