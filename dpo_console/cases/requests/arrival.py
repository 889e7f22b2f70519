"""A request as it arrived, and what follows from it alone: kinds, facts and the clock. A form reads
it as it is typed, without the tables that logging it goes through.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from dpo_console.cases.clock.clocks import clock_without_a_case
from dpo_console.cases.office.desk import Desk
from dpo_console.law.model import Clock, Fact, Moment
from dpo_console.law.statutes import statute


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it arrived. `received` is a minute where the kind counts hours.

    `requester_kind` '' stands for the kind's usual one; `school` '' for the office's first. `also`
    are further kinds that the same message is, each a case of its own. `about` is the reference of
    an earlier case, `nature` how this one stands to it ('' for what the kinds say). `protected`:
    how to reach the requester is told to nobody else. `readers` are those who alone may see it, by
    slug, beside whoever logs it; none: everybody may.
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


def parts_of(request: NewRequest) -> tuple[NewRequest, ...]:
    """The request once for each kind that it is, its own first."""
    return tuple(replace(request, kind=kind, also=()) for kind in (request.kind, *request.also))


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
