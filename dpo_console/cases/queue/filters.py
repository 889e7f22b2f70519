"""Filters and orders of lists: typed words and labels such as kind:sar, read and completed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.office.references import REFERENCE
from dpo_console.cases.sharing.chasing import AWAITED
from dpo_console.errors import BadInput
from dpo_console.store.queue_rows import BANDS, LOOK
from dpo_console.store.reads import conditions, lists
from dpo_console.store.reads.lists import Order, Where
from dpo_console.text import clean_line, day_words
from dpo_console.typed_days import parse_day

OWN_ORDERS: Mapping[str, Order] = {"closed": lists.BY_CLOSING, "decide": lists.BY_MOVER}
"""The views with an order of their own: what closed last comes first, or what can be decided."""

WHOSE: Mapping[str, str] = {
    "us": "our turn",
    "requester": "the requester's turn",
    "approver": "the approver's turn",
    "recipient": "the recipient's turn",
    "nobody": "nobody's turn",
}
"""Each value of whose:, with its meaning."""

TELLS = {"band": " (how urgent)", "whose": " (whose turn)"}
"""What the names of filters mean that don't say it themselves."""

HOLDS: Mapping[str, str] = {"yes": "on hold", "overdue": "on hold, and the review is overdue"}
"""Each value of hold:, with its meaning."""

VIEWS = ("overdue", "week", "paused", "waiting", "decide", "all", "closed")
"""The queue's views, in the order of their tabs."""

_TOKEN = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)

TOKENS: Mapping[str, str] = {
    "kind": "kind of request",
    "owner": "who works on it",
    "school": "which school",
    "group": "a group of schools",
    "band": "how urgent",
    "whose": "whose move it is",
    "due": "due within so many days, on a day, or from..to",
    "received": "received on a day, or from..to",
    "hold": "on hold",
}
"""Each token, with the property it filters by."""

SPANS = ((0, "late or today"), (7, "within a week"), (14, "within a fortnight"), (30, "in a month"))
"""Numbers of days often used with due:."""

BANDS_SAY = {
    "overdue": "its day has passed",
    "today": "due today",
    "week": "due in 1 to 7 days",
    "later": "due later than that",
    "paused": "the clock stands still",
    "no_limit": "no statutory limit",
    "closed": "closed",
}

SEVERAL = ("kind", "owner", "school", "group", "band", "whose")
"""Labels that take several values, separated by commas."""

SMALL = 3
"""The length of small words, such as of and for, that are not searched."""


class Sort(NamedTuple):
    """A way to sort. `title` names it, `forwards` and `backwards` name the end that comes first."""

    title: str
    order: Order
    forwards: str
    backwards: str


SORTS: Mapping[str, Sort] = {
    "due": Sort("due", lists.BY_URGENCY, "most urgent first", "least urgent first"),
    "received": Sort("received", lists.BY_RECEIPT, "oldest first", "newest first"),
    "name": Sort("requester", lists.BY_REQUESTER, "A to Z", "Z to A"),
    "reference": Sort("reference", lists.BY_REFERENCE, "A to Z", "Z to A"),
    "kind": Sort("kind", lists.BY_KIND, "A to Z", "Z to A"),
    "owner": Sort("owner", lists.BY_OWNER, "A to Z", "Z to A"),
}


def order_of(view: str, sort: str) -> Order:
    """Return the order for a word, reversed by a leading -, or the view's own order for ''.

    Raises BadInput for an unknown word.
    """
    if not sort:
        return OWN_ORDERS.get(view, lists.BY_URGENCY)
    slug = sort.removeprefix("-")
    if slug not in SORTS:
        known = ", ".join(SORTS)
        raise BadInput(
            f"You can't sort by {slug!r}. Sort by: {known}. Put - in front to reverse the order."
        )
    order = SORTS[slug].order
    return order if slug == sort else order.turned()


def sort_words(sort: str) -> str:
    """Return words such as `received, newest first`, or '' for a view's own order."""
    if not sort:
        return ""
    found = SORTS[sort.removeprefix("-")]
    return f"{found.title}, {found.backwards if sort.startswith('-') else found.forwards}"


def conditions_of(desk: Desk, filters: Sequence[str], name: str = "f") -> Where:
    """Return the condition for these filters: all must hold, and a leading ! negates one.

    A whole reference means that case alone, whatever other words begin so.
    `name` keeps the values of several lists of filters apart. Raises BadInput for an unknown token
    or a value that can't be read.
    """
    found, words = [], []
    for number, typed in enumerate(" ".join(filters).split()):
        bare = typed.removeprefix("!")
        token = token_of(bare)
        if token:
            where = _READERS[token[0]](desk, token[1], f"{name}{number}")
            found.append(where if bare == typed else conditions.negated(where))
        elif bare == typed and REFERENCE.fullmatch(typed.upper()):
            found.append(conditions.reference(typed.upper(), f"{name}{number}"))
        elif bare == typed:
            words.append(typed)
        elif bare:
            found.append(conditions.negated(conditions.words([bare], f"{name}{number}")))
    if words:
        found.append(conditions.words(words, f"{name}words"))
    return conditions.together(*found)


def view_of(desk: Desk, name: str) -> Where:
    """Return the condition for one of the queue's views."""
    match name:
        case "week":
            bands = (conditions.band(band, desk.now) for band in ("today", "week"))
            return conditions.either([*bands, conditions.target_within_a_week(desk.today)])
        case "waiting":
            waiting = conditions.waiting_on("requester", "recipient")
            return conditions.but_late(waiting, tuple(AWAITED), desk.now)
        case "decide":
            return _to_decide(desk)
        case "all":
            return conditions.everything()
    return conditions.band(name, desk.now)


def _to_decide(desk: Desk) -> Where:
    """Return the condition for cases that await a ruling, or this person's second check."""
    ruled = [conditions.waiting_on("approver"), conditions.urgent()]
    checks = [] if why_may_not(desk, LOOK) else [conditions.second_check(desk.person.slug)]
    return conditions.either([*ruled, *checks])


def token_of(typed: str) -> tuple[str, str] | None:
    """Return the name and value of a token, or None for a word.

    Raises BadInput for an unknown token.
    """
    token = _TOKEN.fullmatch(typed)
    if not token:
        return None
    name = token[1].lower()
    if name not in TOKENS:
        known = " ".join(f"{one}:{TELLS.get(one, '')}" for one in TOKENS)
        raise BadInput(f"There is no filter {name}: here. Use {known} or plain words.")
    return name, token[2]


def values_of(value: str) -> list[str]:
    """Return the values of a token, any of which may hold.

    An empty value after others is ignored, because it is still to be typed.
    """
    return [one for one in value.split(",") if one] or [""]


def _kind(desk: Desk, value: str, name: str) -> Where:
    kinds = [kind for one in values_of(value) for kind in _kinds_called(one.lower())]
    return conditions.one_of("kind", kinds, name)


def _kinds_called(typed: str) -> list[str]:
    """Return the kind of a name, or those whose references begin with these letters."""
    from dpo_console.law.statutes import kinds, statute, statutes  # only for a filter with kind:

    by_letters = [] if typed in kinds() else [
        law.kind for law in statutes().values() if law.prefix.lower() == typed
    ]  # fmt: skip
    return by_letters or [statute(typed).kind]


def _schools(desk: Desk) -> dict[str, str]:
    return {school.slug: school.name for school in desk.settings.schools}


def _school(desk: Desk, value: str, name: str) -> Where:
    names = _schools(desk)
    typed = values_of(clean_line(value, "school"))
    return conditions.one_of("school", [one for said in typed for one in called(said, names)], name)


def _group(desk: Desk, value: str, name: str) -> Where:
    """Return the condition for the schools of these groups. Raises BadInput for an unknown one."""
    groups = {group.slug: group.schools for group in desk.settings.groups}
    schools: dict[str, None] = {}
    for one in values_of(clean_line(value, "group")):
        if one not in groups:
            if not groups:
                raise BadInput("No group of schools is set up in data/dpo.toml.")
            raise BadInput(f"There is no group {one!r}. The groups are: {', '.join(groups)}.")
        schools |= dict.fromkeys(groups[one])
    return conditions.one_of("school", list(schools), name)


def _owner(desk: Desk, value: str, name: str) -> Where:
    names = {**desk.settings.names, "me": "", "nobody": ""}
    said = {"me": desk.person.slug, "nobody": ""}
    typed = values_of(clean_line(value, "owner"))
    owners = [said.get(one, one) for owner in typed for one in called(owner, names)]
    return conditions.one_of("owner", owners, name)


def called(typed: str, names: Mapping[str, str]) -> list[str]:
    """Return the slug that was typed, or those whose name has a word that begins so.

    Without any, return what was typed: a case may have the slug of somebody listed no longer.
    """
    wanted = typed.casefold()
    if typed in names or not wanted:
        return [typed]
    begun = [
        slug for slug, name in names.items()
        if any(word.startswith(wanted) for word in name.casefold().split())
    ]  # fmt: skip
    return begun or [typed]


def unknown_names(desk: Desk, filters: Sequence[str]) -> tuple[str, ...]:
    """Return sentences on an owner or school that a filter names, where nobody here is that."""
    names = {
        "owner": {**desk.settings.names, "me": "you", "nobody": "without one"},
        "school": _schools(desk),
    }
    for typed in " ".join(filters).split():
        token = token_of(typed.removeprefix("!"))
        if token and (known := names.get(token[0])):
            for one in values_of(token[1]):
                begun = any(slug.startswith(one) for slug in known)  # the rest is still typed
                if called(one, known) == [one] and not begun:
                    listed = ", ".join(f"{slug} ({name})" for slug, name in known.items())
                    return f"No {token[0]} here is called {one}.", f"There are: {listed}."
    return ()


def _band(desk: Desk, value: str, name: str) -> Where:
    bands = values_of(value)
    for band in bands:
        if band not in BANDS:
            raise BadInput(f"There is no band {band!r}. The bands are: {', '.join(BANDS)}.")
    return conditions.either([conditions.band(band, desk.now) for band in bands])


def _whose(desk: Desk, value: str, name: str) -> Where:
    movers = values_of(value)
    for mover in movers:
        if mover not in WHOSE:
            raise BadInput(f"whose:{mover} means nothing. It is one of: {', '.join(WHOSE)}.")
    return conditions.waiting_on(*movers)


def _due(desk: Desk, value: str, name: str) -> Where:
    """Return the condition for a number of days, one day, or a span with either end open."""
    if re.fullmatch("[0-9]{1,4}", value):
        return conditions.due_within(int(value), desk.today, name)
    if re.search(r"\b(mon|tue|wed|thu|fri|sat|sun)", value.lower()):
        raise BadInput(
            f"due:{value} means nothing: a weekday is the one that is past. Write the day, such as "
            f"due:{desk.today}."
        )
    try:
        first, last = _span(value, desk.today, "due")
    except BadInput:
        raise BadInput(
            f"due:{value} means nothing; write due:7 for the next seven days, a day such as "
            f"due:{desk.today}, or from..to such as due:21/12..3/1."
        ) from None
    _in_order(first, last, "due")
    return conditions.due_between(first, last or date.max, name)


def _received(desk: Desk, value: str, name: str) -> Where:
    first, last = _span(value, desk.today, "received")
    _in_order(first, last, "received")
    return conditions.received(first, last, name)


def _hold(desk: Desk, value: str, name: str) -> Where:
    if value not in HOLDS:
        raise BadInput(f"hold:{value} means nothing. It is one of: {', '.join(HOLDS)}.")
    return conditions.on_hold() if value == "yes" else (
        conditions.hold_review_before(desk.today, name)
    )  # fmt: skip


def _span(value: str, today: date, token: str) -> tuple[date | None, date | None]:
    """Return the days of from..to, with None for an open end. One day is a span of its own.

    Raises BadInput for text that is not a day.
    """
    first, dots, last = value.partition("..")
    start = parse_day(first, today, token) if first or not dots else None
    end = parse_day(last, today, token) if last else None
    return start, end if dots else start


def _in_order(first: date | None, last: date | None, token: str) -> None:
    if first and last and first > last:
        raise BadInput(
            f"{token}: {day_words(first)} is after {day_words(last)}: swap the two days."
        )


_READERS: Mapping[str, Callable[[Desk, str, str], Where]] = {
    "kind": _kind,
    "owner": _owner,
    "school": _school,
    "group": _group,
    "band": _band,
    "whose": _whose,
    "due": _due,
    "received": _received,
    "hold": _hold,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A completion: the whole `token`, its new part (`shown`), and its meaning (`says`)."""

    token: str
    shown: str
    says: str


def token_around(line: str, cursor: int) -> tuple[int, int]:
    """Return the beginning and end of the token that the cursor is in or after."""
    begin = cursor - len(line[:cursor].split(" ")[-1])
    return begin, cursor + len(line[cursor:].split(" ")[0])


def candidates(desk: Desk, typed: str) -> tuple[Candidate, ...]:
    """Return the completions of a half-typed token, or none if it is a word or complete."""
    bare = typed.removeprefix("!")
    sign = typed[: len(typed) - len(bare)]
    name, colon, value = bare.partition(":")
    if not colon:
        unfit = () if desk.settings.groups else ("group",)
        known = [(one, says) for one, says in TOKENS.items() if one not in unfit]
        begun = [(one, says) for one, says in known if one.startswith(name.lower())]
        return tuple(Candidate(f"{sign}{one}:", f"{one}:", says) for one, says in begun)
    if name.lower() not in TOKENS:
        return ()
    before, _, part = value.rpartition(",") if name.lower() in SEVERAL else ("", "", value)
    there = before.lower().split(",")
    lead = f"{sign}{name}:{before}{',' if before else ''}"
    return tuple(
        Candidate(f"{lead}{one}", one, says)
        for one, says in _begun(values(desk, name.lower()), part.lower())
        if one not in there
    )


def _begun(known: Sequence[tuple[str, str]], part: str) -> Iterator[tuple[str, str]]:
    """Yield values that begin with the text, then values described by a word that does."""
    if any(one == part for one, _ in known):
        known = [entry for entry in known if entry[0].startswith(part)]
    yield from (entry for entry in known if entry[0].startswith(part))
    for one, says in known:
        words = [word for word in says.lower().split() if len(word) > SMALL]
        if part and not one.startswith(part) and any(word.startswith(part) for word in words):
            yield one, says


def values(desk: Desk, token: str) -> list[tuple[str, str]]:
    """Return the usual values of a token, each with its meaning."""
    match token:
        case "kind":
            from dpo_console.law.statutes import kinds, statute

            return [(kind, statute(kind).title) for kind in kinds()]
        case "owner":
            people = [(person.slug, person.name) for person in desk.people]
            return [("me", desk.person.name), *people, ("nobody", "given to nobody yet")]
        case "school":
            schools = desk.settings.schools
            return [(one.slug, one.name) for one in schools if desk.person.sees(one.slug)]
        case "group":
            return [(group.slug, group.name) for group in desk.settings.groups]
        case "band":
            return list(BANDS_SAY.items())
        case "whose":
            return list(WHOSE.items())
        case "hold":
            return list(HOLDS.items())
        case "due":
            return [(str(days), says) for days, says in SPANS] + _days(desk, 0, 1)
    weeks = [(f"{desk.today - timedelta(days=n)}..", f"in the last {n} days") for n in (7, 30, 365)]
    return [*_days(desk, 0, -1), *weeks]


def _days(desk: Desk, *ahead: int) -> list[tuple[str, str]]:
    days = [desk.today + timedelta(days=n) for n in ahead]
    return [(day.isoformat(), day_words(day)) for day in days]
