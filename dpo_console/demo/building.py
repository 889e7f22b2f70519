"""The builder of the made-up home: every deed of every case, day by day, as officers do it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

from dpo_console.cases.office.desk import Desk, account_name
from dpo_console.cases.office.looking import How
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.records.audit_log import append
from dpo_console.casework.requests import log_request
from dpo_console.config import load_settings
from dpo_console.demo.days import Days
from dpo_console.demo.deeds import perform
from dpo_console.demo.filler import RECENT, YEARS, copies, further
from dpo_console.demo.office import make_office
from dpo_console.demo.scenario import ScenarioStep, scenarios
from dpo_console.london import LONDON, london_day
from dpo_console.store import looks
from dpo_console.store.audit.told import MADE_UP
from dpo_console.store.cases import case_file
from dpo_console.store.copies import Frame, multiply, watched
from dpo_console.store.looks import Look
from dpo_console.store.session import write

MORNING = time(8, 40)
BETWEEN_DEEDS = timedelta(seconds=70)

BY_HAND = 500
"""Number of cases made deed by deed, as officers make them. Any further cases are copies."""


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


LOOKED_THROUGH = 3
"""The auditor looks at every third case."""


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
