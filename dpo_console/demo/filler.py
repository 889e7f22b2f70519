"""Further made-up cases beside the written ones, drawn at random with the day as seed.

In great number, they are copies of drawn cases, for other people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from random import Random
from typing import Annotated

from dpo_console.casework.requests import NewRequest
from dpo_console.demo.scenario import NOT_YET, Scenario, Steps
from dpo_console.store.copies import Words
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key, one_of
from dpo_console.toml_reader import read

FILE = Path(__file__).parent / "filler.toml"

ASKS: Mapping[str, str] = {
    "parent": "parent",
    "staff": "staff",
    "public": "other",
    "police": "police",
    "supplier": "supplier",
}
"""The requesters in a pattern, with the requester kind of each."""

RECENT = 100
"""Number of further cases that came lately. Answered ones after those are spread over years."""

YEARS = 4
DAYS_OF_YEARS = 365 * YEARS

SELDOM = 3
"""The weight of a course that ends against one that is open, among the cases of years."""


def _span(table: Table, key: str, _default: tuple[int, int]) -> tuple[int, int]:
    match table.take(key, list):
        case [int(fewest), int(most)] if 0 <= fewest <= most:
            return fewest, most
    raise table.wrong(key, "must be [fewest, most] days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A usual request and its usual course. A case takes one entry of each list, at random.

    `ago` holds the fewest and the most days since receipt. `weight` is its relative frequency.
    """

    kind: str
    weight: int
    asks: Annotated[str, one_of(ASKS)]
    ago: Annotated[tuple[int, int], _span]
    schools: tuple[str, ...]
    channels: tuple[str, ...]
    owners: tuple[str, ...]
    summaries: tuple[str, ...]
    organisations: tuple[str, ...] = ("",)
    steps: Steps

    @property
    def ends(self) -> bool:
        """True if the case is closed in the end."""
        return bool(self.steps) and self.steps[-1].verb == "close"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case that was drawn, and the pattern that it follows."""

    scenario: Scenario
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Stock:
    """The values to draw from."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    streets: tuple[str, ...]
    patterns: Annotated[tuple[Pattern, ...], Key("pattern")]


def further(count: int, today: date) -> list[Drawn]:
    """Return `count` more cases, or none below one.

    The same day gives the same cases. A larger count begins with the cases of a smaller one.
    """
    lot = Random(today.toordinal())  # noqa: S311 - made-up names, no secrets
    return [_drawn(lot, stock(), number) for number in range(count)]


def _drawn(lot: Random, kept: Stock, number: int) -> Drawn:
    of_years = number >= RECENT
    weights = [p.weight * (SELDOM if of_years and p.ends else 1) for p in kept.patterns]
    pattern = lot.choices(kept.patterns, weights)[0]
    breach = pattern.kind == "breach"
    fewest, most = pattern.ago
    scenario = Scenario(
        request=request_like(pattern, lot, kept),
        by="dpo" if breach else "clerk",
        ago=lot.randint(fewest, DAYS_OF_YEARS if of_years and pattern.ends else most),
        due_in=None,
        at=time(lot.randint(8, 15), lot.randint(0, 59)) if breach else None,
        any_day=breach,
        recognised_after=0,
        steps=pattern.steps,
    )
    return Drawn(scenario, pattern)


def request_like(pattern: Pattern, lot: Random, kept: Stock) -> NewRequest:
    """Return a request of this pattern, by randomly drawn people."""
    (first, other), last = lot.sample(kept.first, 2), lot.choice(kept.last)
    name, child = f"{first} {last}", f"{other} {last}"
    if pattern.asks == "police":
        name, child = f"PC {lot.randint(1000, 9999)} {name}", _name(lot, kept)
    return NewRequest(
        kind=pattern.kind,
        received=NOT_YET,
        requester=name,
        requester_kind=ASKS[pattern.asks],
        subjects=_subjects(pattern, name, child),
        channel=lot.choice(pattern.channels),
        organisation=lot.choice(pattern.organisations),
        school=lot.choice(pattern.schools),
        summary=lot.choice(pattern.summaries),
        phone=f"07700 900{lot.randint(0, 999):03}",
        address=f"{lot.randint(1, 99)} {lot.choice(kept.streets)}\nCandlewick\nZZ1 7XX",
        owner=lot.choice(pattern.owners),
    )


def _name(lot: Random, kept: Stock) -> str:
    return f"{lot.choice(kept.first)} {lot.choice(kept.last)}"


def _subjects(pattern: Pattern, name: str, child: str) -> tuple[str, ...]:
    if pattern.kind in ("foi", "breach") or pattern.asks == "supplier":
        return ()
    return (name,) if pattern.asks == "staff" else (child,)


@cache
def stock(file: Path = FILE) -> Stock:
    """Read the values to draw from. Raises BadFile naming the key."""
    top = read_toml(file)
    names, streets = top.table("names"), top.table("streets")
    first, last, roads = names.texts("first"), names.texts("last"), streets.texts("names")
    for table in (names, streets):
        table.done()
    return read(Stock, top, first=first, last=last, streets=roads)


Model = tuple[str, Pattern]
"""A finished case, by its reference, and the pattern that it follows."""


def copies(models: Sequence[Model], count: int, today: date) -> dict[str, list[Words]]:
    """Return the words of `count` copies, by their model's reference, the same on the same day."""
    lot = Random(-today.toordinal())  # noqa: S311 - made-up names, no secrets
    wanted: dict[str, list[Words]] = {reference: [] for reference, _ in models}
    for _ in range(count):
        reference, pattern = lot.choice(models)
        wanted[reference].append(_words(pattern, request_like(pattern, lot, stock())))
    return wanted


def _words(pattern: Pattern, request: NewRequest) -> Words:
    """Return a copy's own words. An approval covers its recipient, who stays."""
    words = {"summary": request.summary}
    if any(step.verb == "decide" for step in pattern.steps):
        return words
    words |= {
        "requester 0 name": request.requester,
        "requester 0 phone": request.phone,
        "requester 0 address": request.address,
    }
    return words | {f"subject {n} name": name for n, name in enumerate(request.subjects)}
