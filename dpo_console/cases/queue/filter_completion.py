"""Completions for a half-typed filter: names of labels, and their values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue.filters import HOLDS, TOKENS, WHOSE
from dpo_console.text import day_words

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


SEVERAL = ("kind", "owner", "school", "group", "band", "whose")
"""Labels that take several values, separated by commas."""


SMALL = 3
"""The length of small words, such as of and for, that are not searched."""


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
