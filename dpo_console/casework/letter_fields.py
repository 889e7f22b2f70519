"""What a case gives its letters: the fields that letters.fields names, and the conditions."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dpo_console.casework import gate
from dpo_console.casework.desk import Desk
from dpo_console.casework.projection import case_clock, law_facts
from dpo_console.config import Person, Role, School, Settings, channels
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import EXTENSION
from dpo_console.law.model import Clock, Fact, Moment, Status
from dpo_console.law.statutes import statute
from dpo_console.letters.fields import day_in_full
from dpo_console.letters.letter import Value
from dpo_console.store.case_file import CaseFile, PartyRow

DAYS_TO_SIGN = 28
"""How long an approval waits for the recipient's signature before it lapses."""

DAYS_TO_CERTIFY = 14
"""How long after its use ends a recipient has to certify that the data were destroyed."""

DAYS_TO_REPLY = 30
"""How long we wait for what we asked for: about a month, as the ICO says is reasonable."""

REPLY_BY = (
    "clarification.close_on",
    "identity.reply_by",
    "authority.reply_by",
    "fee.pay_by",
)
"""The fields that say until when we wait."""

RIGHT_TO_COMPLAIN_FROM = date(2026, 6, 19)
"""From when a letter must tell of the right to complain to the controller (DPA 2018 s.164A)."""

ROLE_WORDS = {
    Role.DPO: "Data Protection Officer",
    Role.SOLE: "Data Protection Officer",
    Role.CLERK: "for the Data Protection Officer",
    Role.APPROVER: "Headteacher",
    Role.DSL: "Designated Safeguarding Lead",
}


def fields_of(desk: Desk, file: CaseFile, given: Mapping[str, str]) -> dict[str, Value]:
    """Every field of a letter about this case; what the officer gave wins."""
    school = desk.settings.school(file.case.school)
    clock = case_clock(file, desk.settings, desk.today)
    found: dict[str, str] = {
        **_case(desk, file, clock),
        **_people(desk, file),
        **_office(desk.settings, school),
        **_sharing(desk, file),
    }
    return {**found, **{name: value for name, value in given.items() if value.strip()}}


def _words(moment: Moment | None) -> str:
    if isinstance(moment, datetime):
        return f"{day_in_full(moment)} at {moment:%H:%M}"
    return day_in_full(moment) if moment else ""


def _case(desk: Desk, file: CaseFile, clock: Clock) -> dict[str, str]:
    acknowledge = next((d.due for d in clock.deadlines if d.what == "acknowledgement"), None)
    return {
        "reference": file.case.reference,
        "today": _words(desk.today),
        "kind.title": _title(file.case.kind),
        "received": _words(clock.received),
        "channel": channels.WORDS[file.case.channel],
        "summary": _plainly_asked(file, clock),
        "starts": _words(clock.starts),
        "start_reason": _start_reason(file, clock),
        "due": _words(clock.due),
        "due_if_answered_today": _words(clock.due_if_answered_today),
        "acknowledge_by": _words(acknowledge),
        "extension.due": _extended_due(desk, file),
        **dict.fromkeys(REPLY_BY, _words(desk.today + timedelta(days=DAYS_TO_REPLY))),
    }


def _extended_due(desk: Desk, file: CaseFile) -> str:
    """The last day for the answer once an extension is notified today; '' where none can be."""
    school = desk.settings.school(file.case.school).for_clock()
    facts = [*law_facts(file), Fact(EXTENSION, desk.today)]
    then = read_clock(file.case.kind, facts, school, desk.today, explained=False)
    return _words(then.due)


def _plainly_asked(file: CaseFile, clock: Clock) -> str:
    """What is asked for, where the officer says nothing more.

    Never the case's own summary: it is the office's, and may say what a requester must not read.
    And never that we hold something: whoever asks may be a stranger to the pupil.
    """
    subjects = [p.name for p in file.parties if p.role == "subject"]
    return statute(file.case.kind).work.asks_for.format(
        subjects=_listed(subjects or ["you"]), received=_words(clock.received)
    )


def _title(kind: str) -> str:
    """A kind of request in mid-sentence: subject access request, Freedom of Information request."""
    title = statute(kind).title
    return title if title[1:] != title[1:].lower() else title.lower()


def _start_reason(file: CaseFile, clock: Clock) -> str:
    starting = {
        "id_received": "the day on which we received proof of identity",
        "authority_received": "the day on which we received proof of authority",
        "fee_paid": "the day on which the fee was paid",
        "clarification_received": "the day on which we received your clarification",
    }
    for fact in file.standing_facts():
        if fact.name in starting and fact.on_day == clock.starts.isoformat()[:10]:
            return starting[fact.name]
    return "the day on which we received your request"


def _people(desk: Desk, file: CaseFile) -> dict[str, str]:
    requester = next(p for p in file.parties if p.role == "requester")
    recipient = next((p for p in file.parties if p.role == "recipient"), requester)
    subjects = [p.name for p in file.parties if p.role == "subject"]
    return {
        "requester.name": requester.name,
        "requester.address": _address(requester, ""),
        "requester.salutation": f"Dear {requester.name}",
        "subject.names": _listed(subjects or [requester.name]),
        "recipient.name": recipient.name,
        "recipient.organisation": recipient.organisation,
        "recipient.address": _address(recipient, recipient.organisation),
        "recipient.salutation": f"Dear {recipient.name}",
        **_sender(desk.person, desk.settings),
    }


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _address(party: PartyRow, organisation: str) -> str:
    lines = [party.name, organisation, party.address or party.email]
    return "\n".join(line for line in lines if line)


def _sender(person: Person, settings: Settings) -> dict[str, str]:
    signs = settings.dpo.name if person.role is Role.SOLE and settings.dpo.name else person.name
    return {"sender.name": signs, "sender.role": ROLE_WORDS.get(person.role, "")}


def _office(settings: Settings, school: School) -> dict[str, str]:
    dpo, regulator = settings.dpo, settings.regulator
    ways = [f"by e-mail to {dpo.email}" if dpo.email else ""]
    ways += [f"by letter to {school.name}, {school.address}" if school.address else ""]
    ways += [f"by telephone on {dpo.phone}" if dpo.phone else ""]
    return {
        "school.name": school.name,
        "school.address": school.address,
        "controller.name": settings.name or school.name,
        "dpo.name": dpo.name,
        "dpo.email": dpo.email,
        "dpo.phone": dpo.phone,
        "complaint.how": ", or ".join(way for way in ways if way),
        "regulator.name": regulator.name,
        "regulator.address": regulator.address,
        "regulator.phone": regulator.phone,
        "regulator.website": regulator.website,
        **{f"notice.{key}": value for key, value in settings.notice.items()},
    }


def _sharing(desk: Desk, file: CaseFile) -> dict[str, str]:
    scope, decision = file.scope, gate.latest_decision(file)
    if scope is None:
        return {}
    until = date.fromisoformat(scope.until) if scope.until else None
    decided_on = date.fromisoformat(decision.on_day) if decision else None
    return {
        "sharing.purpose": scope.purpose,
        "sharing.items": scope.items,
        "sharing.cohort": scope.cohort,
        "sharing.basis": scope.lawful_basis,
        "sharing.power": scope.power,
        "sharing.method": scope.method,
        "sharing.until": _words(until),
        "sharing.sign_by": _words(desk.today + timedelta(days=DAYS_TO_SIGN)),
        "sharing.certificate_by": _words(until and until + timedelta(days=DAYS_TO_CERTIFY)),
        "sharing.decided_by": _name_of(desk, decision.decided_by) if decision else "",
        "sharing.decided_on": _words(decided_on),
        "sharing.requested_on": _words(_received(file)),
    }


def _name_of(desk: Desk, slug: str) -> str:
    return next((p.name for p in desk.people if p.slug == slug), slug)


def _received(file: CaseFile) -> date:
    return next(date.fromisoformat(f.on_day) for f in file.standing_facts() if f.name == "received")


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
        **_of_sharing(file),
        **{
            condition: names.count(question) > names.count(answer)
            for question, (condition, answer) in ANSWERS.items()
        },
    }
    return frozenset({file.case.kind, *(name for name, holds in holding.items() if holds)})


def _of_sharing(file: CaseFile) -> dict[str, bool]:
    decision = gate.latest_decision(file)
    approved = decision is not None and decision.ruling != "refuse" and not gate.has_lapsed(file)
    compelled = file.scope is not None and file.scope.path == "compelled"
    return {"approved": approved, "compelled": compelled}
