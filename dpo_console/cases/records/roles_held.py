"""Acts of weight under a role that somebody held only in between.

The settings say who may rule, and somebody who can edit them could list an approver for an hour.
The audit log tells each change of people or roles, so such an hour shows ever after.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dpo_console.config import Person, Role
from dpo_console.london import london_day
from dpo_console.store.asking import Ask
from dpo_console.store.audit import settings
from dpo_console.text import day_words

RULES = (Role.APPROVER.value, Role.DPO.value)
"""The roles under which somebody may rule."""

ROLES = (*RULES, Role.DSL.value)
"""The roles under which somebody may do what others may not."""

OF_WEIGHT = {
    "decide": "ruled on it",
    "release": "released it",
    "answer refusal": "answered an earlier refusal",
    "people": "changed its people",
    "unrestrict": "lifted its restriction",
    "propose-erasure": "proposed to erase it",
    "erase": "erased it",
}
"""The actions that are looked at, each in words after a name."""

FOR_GOOD = timedelta(days=28)
"""The time after which somebody who held a role held it as others do, such as a head who left."""

Listed = Mapping[str, Mapping[str, str]]
"""People as an entry of the log tells them, by slug."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The people and roles from one entry of the log to the next. `now`: as in the settings."""

    seq: int
    at: str
    people: Listed


def told_now(people: Sequence[Person]) -> Listed:
    """Return people and roles as the log tells them."""
    return {
        person.slug: {
            "name": person.name,
            "role": person.role.value,
            "account": person.account,
            **({"deputy_for": person.deputy_for} if person.deputy_for else {}),
            **({"from": person.deputy_from.isoformat()} if person.deputy_from else {}),
            **({"to": person.deputy_to.isoformat()} if person.deputy_to else {}),
            **({"schools": ", ".join(person.schools)} if person.schools else {}),
        }
        for person in people
    }


def held_in_between(
    ask: Ask, people: Sequence[Person], now: datetime
) -> Iterator[tuple[str, bool]]:
    """Yield each act of weight under a role that was given before it and taken away after it.

    Somebody unlisted rules only where no approver is, so one who was taken off the list for that
    time is told too. With each sentence: True if that time is so short that somebody must look.
    """
    spans = [_Told(seq, at, json.loads(words).get("people", {})) for seq, at, words in
             settings.all_told(ask)]  # fmt: skip
    spans.append(_Told(1 << 62, now.isoformat(timespec="seconds"), told_now(people)))
    for seq, action, reference, actor, words in settings.done(ask, tuple(OF_WEIGHT)):
        who = str(json.loads(words).get("by") or actor) if action == "decide" else actor
        began = max((n for n, span in enumerate(spans) if span.seq < seq), default=None)
        if began is not None and (found := _between(spans, began, who)):
            first, last, name = found
            says = (
                f"{reference}: {name} {OF_WEIGHT[action]} and held that role only from "
                f"{_when(first)} to {_when(last)}"
            )
            yield says, _is_brief(first, last)
        elif action == "decide" and began is not None and who not in spans[began].people:
            for left, back, name in _away(spans, began):
                off = f"{name} was off the list of approvers, from {_when(left)} to {_when(back)}"
                yield f"{reference}: {who} ruled on it while {off}", _is_brief(left, back)


def _is_brief(first: str, last: str) -> bool:
    return datetime.fromisoformat(last) - datetime.fromisoformat(first) < FOR_GOOD


def _away(spans: Sequence[_Told], at: int) -> Iterator[tuple[str, str, str]]:
    """Yield from when to when, with the name, each approver who was off the list at a moment."""
    listed = {slug: n for n, span in enumerate(spans[:at]) for slug in span.people}
    for slug, last in listed.items():
        held = spans[last].people[slug]
        back = next((span.at for span in spans[at + 1 :] if span.people.get(slug) == held), "")
        if held["role"] == Role.APPROVER.value and slug not in spans[at].people and back:
            yield spans[last + 1].at, back, held["name"]


def _between(spans: Sequence[_Told], at: int, who: str) -> tuple[str, str, str] | None:
    """Return from when to when somebody held the role of a moment, if they no longer hold it.

    None for a role that was held from the first entry on, or is held still.
    """
    held = spans[at].people.get(who)
    if held is None or not (held["role"] in ROLES or "deputy_for" in held):
        return None
    first = last = at
    while first > 0 and spans[first - 1].people.get(who) == held:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1].people.get(who) == held:
        last += 1
    if first == 0 or last + 1 == len(spans) or _ran_out(held, spans[last + 1].at):
        return None
    return spans[first].at, spans[last + 1].at, held["name"]


def _ran_out(held: Mapping[str, str], ended: str) -> bool:
    """Return True if a deputy was taken off the list only after the last day of standing in."""
    return held["role"] not in RULES and held.get("to", "9999") < london_day(ended).isoformat()


def _when(moment: str) -> str:
    at = datetime.fromisoformat(moment)
    return f"{day_words(date.fromisoformat(moment[:10]))}, {at:%H:%M} UTC"
