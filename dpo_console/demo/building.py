"""Builds the made-up home: every deed of every case, day by day, as it would have been done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dpo_console.casework.desk import LONDON, Desk, account_name, open_desk
from dpo_console.casework.requests import log_request
from dpo_console.config import load_settings
from dpo_console.demo.days import Days
from dpo_console.demo.deeds import perform
from dpo_console.demo.filler import further
from dpo_console.demo.office import make_office
from dpo_console.demo.scenario import Scenario, Step, scenarios

MORNING = time(8, 40)
BETWEEN_DEEDS = timedelta(seconds=70)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done on a day: a step of a case, or (no step) its logging."""

    day: date
    case: int
    step: Step | None


class Stamps:
    """A clock for one day of the demo: moves on a little with each look, from the morning."""

    def __init__(self, day: date, clock: Callable[[], datetime] | None) -> None:
        """`clock` tells the real moment: if that is on `day`, the deeds lie well before it."""
        self._moment = datetime.combine(day, MORNING, LONDON).astimezone(UTC)
        real = clock() if clock else None
        if real and real.astimezone(LONDON).date() == day:
            self._moment = min(self._moment, real - timedelta(hours=2))

    def __call__(self) -> datetime:
        """The moment, in UTC."""
        self._moment += BETWEEN_DEEDS
        return self._moment


def build(
    home: Path, *, cases: int = 60, today: date, clock: Callable[[], datetime] | None = None
) -> None:
    """Make a home with so many made-up cases around `today`, in every band and state.

    The same day gives the same cases. `clock` (UTC) tells the real moment: nothing is recorded
    as done after it. Raises Refused where there is a home already, or where none can be made.
    """
    place = make_office(home, account_name(), today)
    settings = load_settings(place)
    chosen = _chosen(cases, today)
    days = [Days(scenario, settings, today) for scenario in chosen]
    deeds = sorted(_deeds(days), key=lambda deed: deed.day)
    references: dict[int, str] = {}
    desk: Desk | None = None
    for deed in deeds:
        if desk is None or desk.today != deed.day:
            desk = _sat_down(desk, home, deed.day, Stamps(deed.day, clock))
        _do(desk, deed, days[deed.case], references)


def _chosen(count: int, today: date) -> Sequence[Scenario]:
    told = scenarios()[:count]
    return [*told, *further(count - len(told), today)]


def _deeds(days: Sequence[Days]) -> Iterator[Deed]:
    """All deeds up to today, case by case; a step that lies ahead ends its case."""
    for number, case in enumerate(days):
        yield Deed(case.logged, number, None)
        for step in case.scenario.steps:
            day = max(case.done(step), case.logged)
            if day > case.today:
                break
            yield Deed(day, number, step)


def _sat_down(desk: Desk | None, home: Path, day: date, stamps: Stamps) -> Desk:
    if desk is None:
        return open_desk(home, today=day, clock=stamps)
    return replace(desk, today=day, clock=stamps)


def _do(desk: Desk, deed: Deed, days: Days, references: dict[int, str]) -> None:
    who = deed.step.by if deed.step else days.scenario.by
    desk = replace(desk, person=desk.settings.person(who))
    if deed.step:
        perform(desk, references[deed.case], deed.step, days)
        return
    request = replace(days.scenario.request, received=days.moment, recognised=days.recognised)
    references[deed.case] = log_request(desk, request).reference
