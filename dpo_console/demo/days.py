"""The days of a made-up case, counted from the day on which the demo is built."""

from datetime import date, datetime, timedelta

from dpo_console.config import Settings
from dpo_console.demo.scenario import Scenario, ScenarioStep
from dpo_console.errors import BadInput
from dpo_console.law.calendar import calendars
from dpo_console.law.clock import read_clock
from dpo_console.law.model import Fact, Moment, day_of
from dpo_console.letters.catalogue import letter_kind

DAY = timedelta(days=1)

LOOK_BACK = 200
"""Days before today to search for the receipt of a case that is due on a given day."""

WRITTEN_AT_ANY_HOUR = ("email", "portal")
"""Channels on which a request can arrive on a Sunday."""


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
