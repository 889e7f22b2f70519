"""One message that is several requests: their dates, earliest first, and further kinds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dpo_console.cases.clock.clocks import answer_limit
from dpo_console.cases.clock.projection import late_at
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests.arrival import NewRequest, clock_of, parts_of
from dpo_console.cases.requests.in_writing import spoken_words
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.model import Clock, Status, day_of
from dpo_console.law.regimes import is_likely, may_also_be
from dpo_console.text import day_words


def clocks_of(desk: Desk, request: NewRequest) -> tuple[Clock, ...]:
    """Return the clock of each kind in a request, the earliest date first. Raises BadInput."""
    clocks = [clock_of(desk, part) for part in parts_of(request)]
    return tuple(sorted(clocks, key=lambda clock: late_at(clock.due)))


def earliest_words(clocks: Sequence[Clock]) -> str:
    """Return all dates in a sentence that says which to keep. `clocks` are sorted by date.

    Such as `Earliest: Mon 30 Nov 2026 (educational record, 15 school days); SAR Wed 9 Dec 2026.
    Work to the earliest.`
    """
    first, *others = clocks
    if first.due is None:
        return f"{'; '.join(_date_words(clock) for clock in clocks)}."
    limit = f"{short_name(first.kind)}, {answer_limit(first.kind)}"
    rest = [f"; {_date_words(clock)}" for clock in others]
    return f"Earliest: {day_words(first.due)} ({limit}){''.join(rest)}. Work to the earliest."


def _date_words(clock: Clock) -> str:
    name = short_name(clock.kind)
    if clock.due:
        return f"{name} {day_words(clock.due)}"
    if clock.status is Status.NO_LIMIT:
        return f"{name} no fixed date in law"
    return f"{name} no date yet"


def short_name(kind: str) -> str:
    """Return the everyday name of a kind: `educational record`, `SAR`, `FOI review`."""
    words = kind.split("-")
    return " ".join(word.upper() if len(word) == len("SAR") else word for word in words)


@dataclass(frozen=True, slots=True)
class Offer:
    """A further kind that a request may be: its limit, where it is, the reason and the law."""

    kind: str
    limit: str
    where: str
    because: str
    law: str

    @property
    def words(self) -> str:
        """The kind and limit, such as `educational record (15 school days)`."""
        return f"{short_name(self.kind)} ({self.limit})"


def offers_for(desk: Desk, request: NewRequest) -> tuple[Offer, ...]:
    """Return further kinds that a request may be, at its school and from its requester."""
    school = type_of_school(desk, request.school)
    return offers(request.kind, request.requester_kind, school, request.also, request.channel)


def type_of_school(desk: Desk, slug: str) -> SchoolType:
    """Return the type of a school. One that isn't known has the type that all of them have."""
    types = {school.type for school in desk.settings.schools_meant(slug)}
    return types.pop() if len(types) == 1 else desk.settings.school(slug).type


def offers(
    kind: str,
    requester_kind: str,
    school: SchoolType,
    chosen: Collection[str] = (),
    channel: str = "",
) -> tuple[Offer, ...]:
    """Return further kinds that a request may be, without those `chosen`, the likeliest first.

    A request that was spoken is none of the kinds that must be in writing. Pure.
    """
    return tuple(
        Offer(o.also, answer_limit(o.also), o.where, o.because, o.law)
        for o in may_also_be(kind, requester_kind, school, chosen)
        if not spoken_words(o.also, channel)
    )


def sooner(desk: Desk, request: NewRequest, offer: Offer, clocks: Sequence[Clock]) -> date | None:
    """Return the day due under a likely further kind, if all `clocks` of the request end later."""
    if not is_likely(request.kind, offer.kind):
        return None
    due = clock_of(desk, replace(request, kind=offer.kind, also=())).due
    return day_of(due) if due and late_at(due) < late_at(clocks[0].due) else None
