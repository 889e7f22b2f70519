"""Logging a request: the first thing that happens to a case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from dpo_console.approval.requesters import requester_kind as known_requester
from dpo_console.casework.change import Change, beginning
from dpo_console.casework.clocks import clock_without_a_case
from dpo_console.casework.desk import Desk
from dpo_console.casework.permissions import owner_slug, require
from dpo_console.casework.searching import open_plan
from dpo_console.casework.views import QueueRow
from dpo_console.config.channels import CHANNELS
from dpo_console.errors import BadInput
from dpo_console.law.model import Clock, Fact, Moment
from dpo_console.law.statutes import statute
from dpo_console.store import conditions, reads
from dpo_console.store.tables import Case, Party, Scope
from dpo_console.text import clean, clean_line, day_words, fold, required


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it arrived. `received` is a minute where the kind counts hours.

    `requester_kind` '' stands for the kind's usual one; `school` '' for the office's first.
    """

    kind: str
    received: Moment
    requester: str
    requester_kind: str = ""
    subjects: tuple[str, ...] = ()
    recognised: date | None = None
    channel: str = "other"
    organisation: str = ""
    school: str = ""
    summary: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """What logging gave: the reference, and the clock that now runs."""

    reference: str
    clock: Clock


def log_request(desk: Desk, request: NewRequest) -> Logged:
    """Log a request as a new case.

    Raises BadInput naming what means nothing (kind, day, channel, school, a missing name, a
    character that can't be stored), NotAllowed.
    """
    require(desk.person, "log")
    request = checked(desk, request)
    kind = statute(request.kind)
    stamp = desk.stamp()
    case = Case(
        reference="",
        kind=request.kind,
        requester_kind=request.requester_kind,
        school=request.school,
        channel=request.channel,
        owner=request.owner,
        created_at=stamp,
        created_by=desk.person.slug,
        summary=request.summary,
    )
    with beginning(desk, case, kind.prefix, request.received.year) as this:
        _record(this, request)
    return Logged(case.reference, clock_of(desk, request))


def checked(desk: Desk, request: NewRequest) -> NewRequest:
    """The request with its text cleaned and its gaps filled. Raises BadInput."""
    kind = statute(request.kind)
    if request.channel not in CHANNELS:
        raise BadInput(f"There is no channel {request.channel!r}: {', '.join(CHANNELS)}.")
    requester_kind = request.requester_kind or usual_requester(kind.kind)
    known_requester(requester_kind)
    request = replace(
        request,
        kind=kind.kind,
        requester=required(clean_line(request.requester, "requester"), "requester"),
        requester_kind=requester_kind,
        subjects=tuple(
            required(clean_line(s, "subject"), "subject") for s in request.subjects if s.strip()
        ),
        organisation=clean_line(request.organisation, "organisation"),
        school=desk.settings.school(request.school).slug,
        summary=clean(request.summary, "summary"),
        email=clean_line(request.email, "email"),
        phone=clean_line(request.phone, "phone"),
        address=clean(request.address, "address"),
        owner=owner_slug(desk, request.owner),
    )
    _check_days(desk, request)
    clock_of(desk, request)
    return request


def _check_days(desk: Desk, request: NewRequest) -> None:
    received = day_of(request.received)
    if received > desk.today:
        raise BadInput(
            f"Received {day_words(received)} is in the future: today is {day_words(desk.today)}."
        )
    if request.recognised and request.recognised > desk.today:
        raise BadInput(f"Recognised {day_words(request.recognised)} is in the future.")
    if request.recognised and request.recognised < received:
        raise BadInput(
            f"Recognised {day_words(request.recognised)} is before it was received, "
            f"{day_words(received)}."
        )


def day_of(moment: Moment) -> date:
    """The day of a day or minute."""
    return moment.date() if isinstance(moment, datetime) else moment


def minute_of(moment: Moment) -> time | None:
    """The time of day of a minute; None of a day."""
    return moment.time() if isinstance(moment, datetime) else None


def usual_requester(kind: str) -> str:
    """The requester kind that is meant where none is said."""
    return statute(kind).work.requester


def facts_of(request: NewRequest) -> list[Fact]:
    """The facts that a request brings with it."""
    received = Fact("received", day_of(request.received), minute_of(request.received))
    if request.recognised and request.recognised != received.on:
        return [received, Fact("recognised", request.recognised)]
    return [received]


def clock_of(desk: Desk, request: NewRequest) -> Clock:
    """The clock that would run from this request: shown while it is typed."""
    school = desk.settings.school(request.school).for_clock()
    return clock_without_a_case(request.kind, facts_of(request), school, desk.today)


def _record(this: Change, request: NewRequest) -> None:
    this.session.add(
        Party(
            case_id=this.case_id,
            role="requester",
            position=0,
            name=request.requester,
            kind=request.requester_kind,
            organisation=request.organisation,
            email=request.email,
            phone=request.phone,
            address=request.address,
        )
    )
    for position, name in enumerate(request.subjects):
        subject = Party(case_id=this.case_id, role="subject", position=position, name=name)
        this.session.add(subject)
    path = known_requester(request.requester_kind).path
    if statute(request.kind).work.gated:
        this.session.add(
            Scope(case_id=this.case_id, purpose="", items="", cohort="", lawful_basis="", power="",
                  path=path.value, method="")
        )  # fmt: skip
    open_plan(this)
    for fact in facts_of(request):
        this.fact(fact.name, fact.on, at=fact.at)
    this.detail |= {"kind": request.kind, "channel": request.channel, "school": request.school}


def likely_duplicates(desk: Desk, names: Sequence[str]) -> tuple[QueueRow, ...]:
    """Cases that already name one of these people: the same request, a repeat, or a sibling's."""
    known = [name for name in names if len(fold(name).strip()) > 2]
    if not known:
        return ()
    found: dict[int, QueueRow] = {}
    with desk.database.read() as ask:
        for number, name in enumerate(known):
            where = conditions.words(name, f"n{number}")
            found |= {r.id: r for r in reads.cases(ask, where, reads.BY_URGENCY, 10)}
    return tuple(found.values())
