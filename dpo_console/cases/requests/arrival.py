"""A request as it arrived, with its kinds, facts and clock.

A form can show these while the officer types, before the request is logged.
"""

from dataclasses import dataclass, replace
from datetime import date

from dpo_console.cases.clock.school_for_dates import clock_at
from dpo_console.cases.office.desk import Desk
from dpo_console.law.model import Clock, Fact, Moment, day_of, minute_of
from dpo_console.law.statutes import statute


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it arrived.

    `received` is a minute if the kind counts hours. `requester_kind` '' means the usual one for the
    kind, and `supposed` that nobody said it. `school` '' means the only one, or among several a
    school not known.
    `also` lists further kinds found in the same message; each becomes a case of its own.
    `about` is the reference of an earlier case. `nature` is the link to it ('' for the kinds'
    default).
    If `protected` is set, the requester's contact details are kept from every private person. The
    people in `kept_from` never get them either, whoever they are. `their_ref` is the requester's
    own reference.
    `readers` are the slugs of the people who may see the case, besides the officer who logs it. If
    empty, everybody may see it.
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
    also: tuple[str, ...] = ()
    about: str = ""
    nature: str = ""
    protected: bool = False
    readers: tuple[str, ...] = ()
    kept_from: str = ""
    their_ref: str = ""
    supposed: bool = False


def parts_of(request: NewRequest) -> tuple[NewRequest, ...]:
    """Return the request once for each of its kinds, its own kind first."""
    return tuple(replace(request, kind=kind, also=()) for kind in (request.kind, *request.also))


def usual_requester(kind: str) -> str:
    """Return the requester kind assumed if none is given."""
    return statute(kind).work.requester


def facts_of(request: NewRequest) -> list[Fact]:
    """Return the facts that a request brings with it."""
    received = Fact("received", day_of(request.received), minute_of(request.received))
    if request.recognised and request.recognised != received.on:
        return [received, Fact("recognised", request.recognised)]
    return [received]


def clock_of(desk: Desk, request: NewRequest) -> Clock:
    """Return the clock that would run from this request, to show while the officer types."""
    facts = facts_of(request)
    return clock_at(desk.settings, request.school, request.kind, facts, desk.today)
