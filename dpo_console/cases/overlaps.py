"""Requests that overlap: similar cases, the dates of one message, and further kinds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dpo_console.cases.clock.clocks import answer_limit
from dpo_console.cases.clock.projection import late_at
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests import NewRequest, clock_of, parts_of
from dpo_console.config.methods import spoken_words
from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.model import Clock, Status, day_of
from dpo_console.law.regimes import is_likely, may_also_be, regimes
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import BY_URGENCY
from dpo_console.text import day_words, fold

SAME_WITHIN = timedelta(days=30)
"""The longest time between two requests that are probably one, from and about the same people."""

ORDER = ("duplicate", "repeat", "same-subject", "same-requester", "same-name")
"""The kinds of similarity, the closest first."""

TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr")
"""Titles before a name, which don't distinguish people."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A case that names one of the people of a request, and when it was answered (ISO or None)."""

    row: QueueRow
    answered_on: str | None


@dataclass(frozen=True, slots=True)
class Similar:
    """A case similar to a request. `why` is one of ORDER, and `text` explains it in a sentence."""

    row: QueueRow
    why: str
    text: str


def candidates(desk: Desk, names: Sequence[str]) -> tuple[Namesake, ...]:
    """Return cases that already name one of these people.

    Only this function reads the records.
    """
    known = [name for name in map(_untitled, names) if len(fold(name).strip()) > 2]
    rows: dict[int, QueueRow] = {}
    with desk.database.read() as ask:
        for number, name in enumerate(known):
            where = conditions.words([name], f"n{number}")
            rows |= {r.id: r for r in lists.cases(ask, where, BY_URGENCY, 10)}
        answered = lists.answered(ask, list(rows)) if rows else {}
    return tuple(Namesake(row, answered.get(row.id)) for row in rows.values())


def similar(request: NewRequest, found: Sequence[Namesake]) -> tuple[Similar, ...]:
    """Return how each case found resembles the request, the closest first. Pure."""
    told = [_compared(request, candidate) for candidate in found]
    return tuple(sorted(told, key=lambda one: ORDER.index(one.why)))


def _compared(request: NewRequest, candidate: Namesake) -> Similar:
    row = candidate.row
    came = f"received {day_words(_received(row))}"
    same_person = bool(
        _people(request.requester, request.subjects) & _people(row.requester, row.subjects)
    )
    if _name(request.requester) != _name(row.requester):
        if same_person:
            return Similar(row, "same-subject", f"about the same person, from {row.requester}")
        return Similar(row, "same-name", f"it names the same person, {came}")
    if not same_person:
        return Similar(row, "same-requester", f"the same requester, {_about_whom(row)}")
    if row.closed_on and row.kind in (request.kind, *request.also):
        return Similar(row, "repeat", _repeat_words(candidate))
    if abs(day_of(request.received) - _received(row)) <= SAME_WITHIN:
        return Similar(row, "duplicate", f"probably the same: the same people, {came}")
    return Similar(row, "same-requester", f"the same people, {came}")


def _received(row: QueueRow) -> date:
    return date.fromisoformat(row.received[:10])


def _about_whom(row: QueueRow) -> str:
    if not row.subjects:
        return "about themselves"
    return f"about {', '.join(row.subjects)}"


def _repeat_words(candidate: Namesake) -> str:
    """Return when the earlier request was answered, and the law on asking again."""
    row = candidate.row
    ended = candidate.answered_on or row.closed_on or row.received[:10]
    done = "answered" if candidate.answered_on else "closed"
    words = f"a repeat: the last one was {done} {day_words(date.fromisoformat(ended))}"
    rule = regimes().repeated.get(row.kind)
    return f"{words}. {rule.law}: {rule.rule}" if rule else words


def _people(requester: str, subjects: Collection[str]) -> set[str]:
    """Return the people a request is about, or the requester if nobody else is named."""
    return {_name(name) for name in (subjects or (requester,))}


def _name(name: str) -> str:
    return " ".join(fold(_untitled(name)).split())


def _untitled(name: str) -> str:
    """Return the name without its title: a letter has one and an e-mail doesn't."""
    title, _, rest = name.strip().partition(" ")
    return rest if title.rstrip(".").casefold() in TITLES and rest else name


def twin(desk: Desk, request: NewRequest) -> str:
    """Return a sentence if a request is probably logged already, or ''.

    It is '' too if the request is already linked with an earlier case.
    """
    alike = similar(request, candidates(desk, (request.requester, *request.subjects)))
    found = next((one for one in alike if one.why == "duplicate"), None)
    if found is None or request.about:
        return ""
    return f"{found.row.reference}: {found.text}"


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
