"""The made-up cases of cases/*.toml, read strictly, and their days in a demo built on a day.

A case names its requester and request. `ago` counts the days since receipt, and `due_in` the days
until its answer is due. Its steps are the later acts of officers, each so many days `after`
receipt: one verb of VERBS with its words. `from_today` or `from_receipt` gives a fact's own day,
the end of a sharing, or the day of its review.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

from dpo_console.casework.requests import NewRequest
from dpo_console.config import Settings
from dpo_console.errors import BadInput
from dpo_console.law.calendar import calendars
from dpo_console.law.calendar.calendars import DAY
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Fact, Moment, day_of
from dpo_console.letters.catalogue import letter_kind
from dpo_console.toml_file import Table, read_toml
from dpo_console.toml_marks import Key
from dpo_console.toml_reader import read

FOLDER = Path(__file__).parent / "cases"

NOT_YET = date.min
"""The placeholder for the day of receipt until the day of the demo is known."""

VERBS: Mapping[str, tuple[str, ...]] = {
    "record": ("note",),
    "correct": ("why",),
    "note": (),
    "assign": (),
    "scope": (
        "power", "purpose", "items", "listed", "cohort", "pupils", "years", "lawful_basis",
        "condition", "dpia", "agreement", "method",
    ),
    "assess": ("verdict", "evidence"),
    "say": ("words",),
    "decide": ("why", "evidence"),
    "release": ("urgent",),
    "letter": ("sent",),
    "search": ("told",),
    "schedule": ("numbers", "ground", "why"),
    "link": (),
    "close": (),
}  # fmt: skip
"""The verbs of a step, and the further words that each takes."""

NEEDED = ("kind", "requester", "channel", "school", "summary")
LEFT_OUT = ("requester_kind", "organisation", "email", "phone", "address", "owner")
"""The texts of a request: those that a case must have, and those that it may leave out."""

LOOK_BACK = 200
"""Days before today to search for the receipt of a case that is due on a given day."""

WRITTEN_AT_ANY_HOUR = ("email", "portal")
"""Channels on which a request can arrive on a Sunday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioStep:
    """One deed: so many days `after` receipt, `by` a person (a slug), with its verb and object.

    `words` are the verb's own. `given` holds an officer's entries: letter fields, evidence by
    criterion, search results by place, or found items by title. `from_today` and `from_receipt`
    count the days to another day.
    """

    after: int
    by: str = "dpo"
    verb: str
    what: str
    words: Mapping[str, str]
    given: Mapping[str, str]
    from_today: int | None
    from_receipt: int | None


def read_steps(
    table: Table, key: str, _default: tuple[ScenarioStep, ...]
) -> tuple[ScenarioStep, ...]:
    """Return the steps of a case, in order. Raises BadFile where one comes before the last."""
    steps = tuple(_step(step) for step in table.tables(key))
    if [s.after for s in steps] != sorted(s.after for s in steps):
        raise table.wrong(key, "the steps are not in the order of their days.")
    return steps


def _step(table: Table) -> ScenarioStep:
    verbs = [verb for verb in VERBS if table.has(verb)]
    if not verbs:
        raise table.wrong("step", f"must do one of {', '.join(VERBS)}.")
    # Of two verbs, such as a record and its note, the first says what is done.
    verb = verbs[0]
    what = table.take(verb, str)
    words = {key: table.take(key, str, "") for key in VERBS[verb]}
    return read(ScenarioStep, table, verb=verb, what=what, words=words)


Steps = Annotated[tuple[ScenarioStep, ...], Key("step"), read_steps]


def _request(table: Table, _key: str, _default: NewRequest) -> NewRequest:
    """Return the request that a case's own keys say, but for its days."""
    said: dict[str, Any] = {key: table.take(key, str) for key in NEEDED}
    said |= {key: table.take(key, str, "") for key in LEFT_OUT}
    return NewRequest(received=NOT_YET, subjects=table.texts("subjects", ()), **said)


def _minute(table: Table, key: str, _default: None) -> time | None:
    at = table.take(key, str, "")
    return time.fromisoformat(at) if at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One made-up case. `request` has everything except its days, which depend on today.

    `at` is the time of day if a limit counts hours. `any_day`: people act even on closed days.
    `recognised_after` counts the days until it was recognised as a request.
    """

    request: Annotated[NewRequest, _request]
    by: str = "clerk"
    ago: int | None
    due_in: int | None
    at: Annotated[time | None, _minute]
    any_day: bool = False
    recognised_after: int = 0
    steps: Steps

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield the key that must be there alone."""
        if (self.ago is None) == (self.due_in is None):
            yield "ago", "must be there, or due_in in its place, and not both."


def scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """Return all cases, in the order of their files. Raises BadFile naming file and key."""
    return tuple(
        read(Scenario, table)
        for file in sorted(folder.glob("*.toml"))
        for table in tables_of(file, "case")
    )


def tables_of(file: Path, key: str) -> Iterator[Table]:
    """Yield the tables under `key`. A file must hold nothing else. Raises BadFile."""
    top = read_toml(file)
    tables = top.tables(key)
    top.done()
    yield from tables


class Days:
    """The days of one case: `received`, and the day of each step."""

    def __init__(self, scenario: Scenario, settings: Settings, today: date) -> None:
        """Find the day of receipt.

        Raises BadInput if no day of receipt gives the wanted due date.
        """
        self.scenario = scenario
        self.today = today
        self._school = settings.school(scenario.request.school).for_clock()
        self.received = (
            self._received_ago() if scenario.due_in is None else self._received_for_due()
        )

    @property
    def moment(self) -> Moment:
        """The day of receipt, or its minute if the limit counts hours."""
        at = self.scenario.at
        return datetime.combine(self.received, at) if at else self.received

    @property
    def recognised(self) -> date | None:
        """The day on which it was recognised as a request, if later."""
        after = self.scenario.recognised_after
        return min(self._worked(self.received + DAY * after), self.today) if after else None

    @property
    def logged(self) -> date:
        """The day of logging: once recognised, on a working day, and by today at the latest."""
        return min(self._worked(self.recognised or self.received), self.today)

    def done(self, step: ScenarioStep) -> date:
        """Return the day of a step. It is later than today if the step is in the future."""
        return self._done(step, self.received)

    def named(self, step: ScenarioStep) -> date | None:
        """Return the day that a step names, if it differs from the day of the step."""
        return self._named(step, self.received)

    def _done(self, step: ScenarioStep, received: date) -> date:
        return self._worked(received + DAY * step.after)

    def _named(self, step: ScenarioStep, received: date) -> date | None:
        if step.from_today is not None:
            return self.today + DAY * step.from_today
        return None if step.from_receipt is None else received + DAY * step.from_receipt

    def _worked(self, day: date) -> date:
        """Return the day if the office works, else the next. A breach waits for no Monday."""
        while not self.scenario.any_day and not _office_works(day):
            day += DAY
        return day

    def _received_ago(self) -> date:
        day = self.today - DAY * (self.scenario.ago or 0)
        while not self._can_come(day):
            day -= DAY
        return day

    def _received_for_due(self) -> date:
        """Return the day of receipt that gives the wanted due day, or the nearest to it.

        Limits end on working days only. A due day ahead may have to be further ahead, and a day
        past further back: the case never changes from late to on time.
        """
        wanted = self.scenario.due_in or 0
        best: tuple[int, date] | None = None
        for back in range(LOOK_BACK):
            day = self.today - DAY * back
            due = self._due(day) if self._can_come(day) else None
            if due is None:
                continue
            off = (due - self.today).days - wanted
            if (off >= 0) == (wanted >= 0) or off == 0:
                best = min(best or (abs(off), day), (abs(off), day))
        if best is None:
            raise BadInput(
                f"No case of kind {self.scenario.request.kind} is due {wanted} days from "
                f"{self.today}: bank holidays are known until {calendars.last_known_day()}."
            )
        return best[1]

    def _can_come(self, day: date) -> bool:
        any_day = self.scenario.any_day or self.scenario.request.channel in WRITTEN_AT_ANY_HOUR
        return any_day or _office_works(day)

    def _due(self, received: date) -> date | None:
        facts = [Fact("received", received, id=1)]
        for step in self.scenario.steps:
            name, done = _fact_of(step), self._done(step, received)
            if name and done <= self.today:
                on = self._named(step, received) or done
                facts.append(Fact(name, on, id=len(facts) + 1))
        kind = self.scenario.request.kind
        clock = read_clock(kind, facts, self._school, self.today, explained=False)
        due = clock.due or clock.target
        return day_of(due) if due else None


def _office_works(day: date) -> bool:
    return calendars.is_working_day(day) or day > calendars.last_known_day()


def _fact_of(step: ScenarioStep) -> str:
    """Return the fact that a step records, or ''."""
    if step.verb == "record":
        return step.what
    return letter_kind(step.what).records if step.verb == "letter" and step.words["sent"] else ""
