"""Logging a request: the first thing that happens to a case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dpo_console.approval.requesters import requester_kind as known_requester
from dpo_console.cases.clock.projection import late_at
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import owner_slug, refuse_other_school, require
from dpo_console.cases.office.references import resolve
from dpo_console.cases.people.parties import SUPPOSED
from dpo_console.cases.requests import NewRequest, clock_of, facts_of, parts_of
from dpo_console.cases.sharing.asking import asked_as
from dpo_console.cases.sharing.fitting import unfit_as_new
from dpo_console.casework.change import Change, beginning, changing, next_reference
from dpo_console.casework.links import SAME_MESSAGE, add_link, join
from dpo_console.casework.people.kept_from import keep_noted, noted
from dpo_console.casework.restricted import let_in, readers_with, refuse_elsewhere, refuse_owner
from dpo_console.casework.search.searching import open_plan
from dpo_console.casework.sharing.scope_rows import keep_path
from dpo_console.config.methods import CHANNELS
from dpo_console.errors import BadInput, Refused
from dpo_console.law.model import Clock, day_of
from dpo_console.law.regimes import nature as known_nature
from dpo_console.law.statutes import statute
from dpo_console.store import tables
from dpo_console.store.cases.case_file import find
from dpo_console.store.session import add, ask_in, put, write
from dpo_console.text import clean, clean_line, day_words, required

if TYPE_CHECKING:
    from dpo_console.store.session import Session

__all__ = [
    "Logged",
    "NewRequest",
    "begin_scope",
    "checked",
    "earliest_first",
    "log_request",
    "log_within",
]


@dataclass(frozen=True, slots=True)
class Logged:
    """The result of logging: the reference, and the clock that now runs.

    `also` are the further cases of the same message, the earliest date first.
    """

    reference: str
    clock: Clock
    also: tuple["Logged", ...] = ()

    @property
    def together(self) -> tuple["Logged", ...]:
        """All cases of the message, the earliest date first."""
        return earliest_first((self, *self.also))


def log_request(desk: Desk, request: NewRequest) -> Logged:
    """Log a request as a linked case for each of its kinds, all of them or none.

    Raises BadInput for an unknown kind, day, channel, school or earlier case, a missing name, or a
    character that can't be stored. Raises NotAllowed, Refused if this requester can't make a
    request of this kind, or the case can't be restricted to these people.
    """
    require(desk, "log")
    request = checked(desk, request)
    with write(desk.database) as session:
        return log_within(session, desk, request)


def log_within(
    session: "Session", desk: Desk, request: NewRequest, earlier: Change | None = None
) -> Logged:
    """Log a checked request in a session that is open for writing.

    `earlier` is a case that is being changed in it. The first new case is linked with that one.
    """
    parts = parts_of(request)
    references = [
        next_reference(session, statute(part.kind).prefix, part.received.year) for part in parts
    ]
    for number, (part, reference) in enumerate(zip(parts, references, strict=True)):
        with beginning(session, desk, _case(desk, part, reference)) as this:
            _record(this, part)
            _join(this, references, number)
            if number == 0 and earlier:
                join(this, earlier, part.nature)
            elif number == 0 and part.about:
                with changing(this.session, this.desk, part.about, "link") as theirs:
                    join(this, theirs, part.nature)
    first, *others = [
        Logged(reference, clock_of(desk, part))
        for part, reference in zip(parts, references, strict=True)
    ]
    return replace(first, also=earliest_first(others))


def _case(desk: Desk, request: NewRequest, reference: str) -> "tables.CaseTable":
    return tables.CaseTable(
        reference=reference,
        kind=request.kind,
        requester_kind=request.requester_kind,
        school=request.school,
        channel=request.channel,
        owner=request.owner,
        created_at=desk.stamp(),
        created_by=desk.person.slug,
        summary=request.summary,
        restricted=int(bool(request.readers)),
    )


def _join(this: Change, references: Sequence[str], number: int) -> None:
    """Link a case with those of the same message already logged, and record all their names."""
    for earlier in references[:number]:
        add_link(this, find(ask_in(this.session), earlier), SAME_MESSAGE)
    others = [other for other in references if other != references[number]]
    this.detail["with"] = ", ".join(others)


def checked(desk: Desk, request: NewRequest) -> NewRequest:
    """Return the request with its text cleaned and its gaps filled. Raises BadInput, Refused."""
    kind = statute(request.kind)
    if request.channel not in CHANNELS:
        raise BadInput(f"There is no channel {request.channel!r}: {', '.join(CHANNELS)}.")
    request = replace(
        request,
        kind=kind.kind,
        also=_also(kind.kind, request.also),
        requester=required(clean_line(request.requester, "requester"), "requester"),
        subjects=tuple(
            required(clean_line(s, "subject"), "subject") for s in request.subjects if s.strip()
        ),
        organisation=clean_line(request.organisation, "organisation"),
        school=_school(desk, request.school),
        summary=clean(request.summary, "summary"),
        email=clean_line(request.email, "email"),
        phone=clean_line(request.phone, "phone"),
        address=clean(request.address, "address"),
        owner=owner_slug(desk, request.owner),
        about=resolve(desk, request.about) if request.about else "",
        readers=readers_with(desk, request.readers) if request.readers else (),
        kept_from=clean_line(request.kept_from, "kept from"),
        their_ref=clean_line(request.their_ref, "their reference"),
    )
    request = _asked(request)
    refuse_owner(request.owner, request.readers)
    refuse_elsewhere(desk.settings, request.owner, request.school)
    if request.nature:
        known_nature(request.nature)
    _check_days(desk, request)
    types = desk.settings.types_meant(request.school)
    for part in parts_of(request):
        if unfit := unfit_as_new(part.kind, part.requester_kind, types):
            raise Refused(unfit)
        clock_of(desk, part)
    return request


def _school(desk: Desk, typed: str) -> str:
    """Return the school of a request. A lead's only one is meant where none is said."""
    own = desk.person.schools
    school = desk.settings.school(typed or (own[0] if len(own) == 1 else "")).slug
    refuse_other_school(desk, school)
    return school


def _asked(request: NewRequest) -> NewRequest:
    """Return the request with its kind of requester, which may be supposed."""
    if request.requester_kind:
        known_requester(request.requester_kind)
        return request
    asked = asked_as(request.kind, request.requester, request.organisation)
    return replace(request, requester_kind=asked.kind, supposed=asked.supposed)


def _also(kind: str, also: Sequence[str]) -> tuple[str, ...]:
    """Return the further kinds. Raises BadInput for one that is unknown or named twice."""
    found = [kind]
    for name in also:
        slug = statute(name).kind
        if slug in found:
            raise BadInput(f"{slug} is named twice: one message is one case of each kind.")
        found.append(slug)
    return tuple(found[1:])


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


def earliest_first(logged: Sequence[Logged]) -> tuple[Logged, ...]:
    """Return the logged cases with the earliest date first, and those without one last."""
    return tuple(sorted(logged, key=lambda one: late_at(one.clock.due)))


def begin_scope(this: Change) -> None:
    """Give a third-party request its scope, which at first holds only its path."""
    path = known_requester(this.case.requester_kind).path
    row = tables.ScopeTable(
        case_id=this.case_id,
        purpose="",
        items="",
        cohort="",
        lawful_basis="",
        power="",
        path="",
        method="",
    )
    keep_path(this, row, path)
    this.session.add(row)
    this.session.flush()


def _record(this: Change, request: NewRequest) -> None:
    _record_people(this, request)
    if statute(request.kind).work.gated:
        begin_scope(this)
    open_plan(this)
    this.first_facts(facts_of(request))
    this.detail |= {"kind": request.kind, "channel": request.channel, "school": request.school}
    if request.readers:
        let_in(this, request.readers)
        this.detail["to"] = ", ".join(request.readers)


def _record_people(this: Change, request: NewRequest) -> None:
    asks: dict[str, Any] = {
        "case_id": this.case_id,
        "role": "requester",
        "position": 0,
        "name": request.requester,
        "kind": request.requester_kind,
        "organisation": request.organisation,
        "email": request.email,
        "phone": request.phone,
        "address": request.address,
        "protected": int(request.protected or bool(request.kept_from)),
    }
    said = {"kept_from": request.kept_from, "their_ref": request.their_ref}
    said = {key: words for key, words in said.items() if words}
    number = 0
    if said or request.supposed:
        number = add(this.session, tables.PartyTable, asks)  # notes are about it
    else:
        put(this.session, tables.PartyTable, asks)
    subjects: list[dict[str, Any]] = [
        {"case_id": this.case_id, "role": "subject", "position": position, "name": name}
        for position, name in enumerate(request.subjects)
    ]
    put(this.session, tables.PartyTable, *subjects)
    if request.supposed:
        this.note(SUPPOSED, number, request.requester_kind)
    if said:
        keep_noted(this, number, noted(this, said, request.requester))
