"""The builder of the made-up home: every deed of every case, day by day, as officers do it.

Further cases beside the written ones are drawn at random with the day as seed. In great number,
they are copies of drawn cases, for other people.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Annotated

from dpo_console.cases.office.desk import Desk, account_name
from dpo_console.cases.office.looking import How
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.records.audit_log import append
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.config import load_settings
from dpo_console.demo.deeds import perform
from dpo_console.demo.office import make_office
from dpo_console.demo.scenario import NOT_YET, Days, Scenario, ScenarioStep, Steps, scenarios
from dpo_console.london import LONDON, london_day
from dpo_console.store import looks
from dpo_console.store.audit.told import MADE_UP
from dpo_console.store.cases import case_file
from dpo_console.store.copies import Frame, Words, multiply, watched
from dpo_console.store.looks import Look
from dpo_console.store.session import write
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

MORNING = time(8, 40)
BETWEEN_DEEDS = timedelta(seconds=70)

BY_HAND = 500
"""Number of cases made deed by deed, as officers make them. Any further cases are copies."""

LOOKED_THROUGH = 3
"""The auditor looks at every third case."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on a day: a step of a case, or its logging if there is no step."""

    day: date
    case: int
    step: ScenarioStep | None


class Stamps:
    """A clock for one day of the demo that starts in the morning and moves on with each look."""

    def __init__(self, day: date, clock: Callable[[], datetime] | None) -> None:
        """Take `clock`, which gives the real time. On `day` itself, deeds lie well before it."""
        self._moment = datetime.combine(day, MORNING, LONDON).astimezone(UTC)
        real = clock() if clock else None
        if real and london_day(real) == day:
            self._moment = min(self._moment, real - timedelta(hours=2))

    def __call__(self) -> datetime:
        """Move the clock on and return its time, in UTC."""
        self._moment += BETWEEN_DEEDS
        return self._moment


def build(
    home: Path,
    *,
    cases: int = 60,
    today: date,
    clock: Callable[[], datetime] | None = None,
    tell: Callable[[int], None] = lambda count: None,
) -> None:
    """Make a home with so many made-up cases around `today`, in every band and state.

    The same day gives the same cases. `clock` (UTC) gives the real time: no deed is recorded after
    it. Officers make the first BY_HAND. The others copy randomly drawn cases among them, for other
    people. `tell` hears the number made so far. Raises Refused if a home exists already, or can't
    be made.
    """
    told = scenarios()[:cases]
    drawn = further(min(cases, BY_HAND) - len(told), today)
    years = YEARS + 1 if len(drawn) > RECENT else 1
    place = make_office(home, account_name(), today, years)
    settings = load_settings(place)
    days = [Days(scenario, settings, today) for scenario in (*told, *(d.scenario for d in drawn))]
    many = cases > BY_HAND
    desk = open_desk(home, today=today, clock=Stamps(today, clock))
    with write(desk.database) as session:
        append(session, desk, MADE_UP, {}, at=desk.stamp())
    frames: dict[int, Frame] = {}
    if many:
        desk = replace(desk, database=watched(desk.database, frames))
    references = _work(desk, days, clock, tell)
    look_around(desk, references.values())
    if many:
        models = [(references[len(told) + n], one.pattern) for n, one in enumerate(drawn)]
        wanted = copies(models, cases - BY_HAND, today)
        multiply(desk.database, frames, wanted, desk.now, lambda made: tell(BY_HAND + made))


def _work(
    desk: Desk,
    days: Sequence[Days],
    clock: Callable[[], datetime] | None,
    tell: Callable[[int], None],
) -> dict[int, str]:
    """Do all deeds, day by day. Return each case's reference, by its number among `days`."""
    references: dict[int, str] = {}
    told = 0
    for day, deeds in groupby(sorted(_deeds(days), key=lambda d: d.day), key=lambda d: d.day):
        desk = replace(desk, today=day, clock=Stamps(day, clock))
        for deed in deeds:
            _do(desk, deed, days[deed.case], references)
        if len(references) > told:
            told = len(references)
            tell(told)
    return references


def _deeds(days: Sequence[Days]) -> Iterator[Deed]:
    """Yield all deeds up to today, case by case. A step in the future ends its case."""
    for number, case in enumerate(days):
        yield Deed(case.logged, number, None)
        for step in case.scenario.steps:
            day = max(case.done(step), case.logged)
            if day > case.today:
                break
            yield Deed(day, number, step)


def _do(desk: Desk, deed: Deed, days: Days, references: dict[int, str]) -> None:
    who = deed.step.by if deed.step else days.scenario.by
    desk = replace(desk, person=desk.settings.person(who))
    if deed.step:
        perform(desk, references[deed.case], deed.step, days)
        return
    request = replace(days.scenario.request, received=days.moment, recognised=days.recognised)
    references[deed.case] = log_request(desk, request).reference


def look_around(desk: Desk, references: Iterable[str]) -> None:
    """Keep that people looked at the cases as they worked on them, and the auditor after that."""
    with desk.database.whole.read() as ask:
        for reference in references:
            number = case_file.find(ask, reference)
            history = case_file.history(ask, reference)
            for entry in history:
                _look(desk, number, entry.actor, entry.at)
            if number % LOOKED_THROUGH == 0:
                last = datetime.fromisoformat(history[-1].at) + timedelta(minutes=20)
                _look(desk, number, "auditor", last.isoformat(timespec="seconds"))
    with write(desk.database):
        pass  # what waits is taken in


def _look(desk: Desk, case: int, person: str, at: str) -> None:
    look = Look(case, person, at, How.CASE, "", False, looks.new_token())
    looks.add(desk.database.path, look)


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
