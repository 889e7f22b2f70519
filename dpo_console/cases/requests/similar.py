"""Cases similar to a request being logged: duplicates, repeats, siblings, and the reasons."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests.arrival import NewRequest
from dpo_console.law.model import day_of
from dpo_console.law.regimes import regimes
from dpo_console.store.queue_rows import QueueRow
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.orders import BY_URGENCY
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
