"""A case that others change: followed on its screen, with the menu of its next steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import ROLES
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.lazy_import import later
from dpo_console.tui.background import background
from dpo_console.tui.commands import Choice
from dpo_console.tui.screens.case.case_keys import ACTS_OF, CASE_COMMANDS

if TYPE_CHECKING:
    from textual.app import App

    from dpo_console.cases.view import case as case_reading
    from dpo_console.cases.view.next_steps import NextStep
    from dpo_console.cases.view.views import CaseView
    from dpo_console.tui.commands import Command, Keymap
else:
    case_reading = later("dpo_console.cases.view.case")


class ShowsCase(Protocol):
    """A screen of one case, as its follower needs it."""

    desk: Desk
    case: CaseView

    @property
    def app(self) -> App[Any]:
        """The app."""

    @property
    def is_attached(self) -> bool:
        """True until the screen is left."""

    def draw_again(self) -> None:
        """Draw the case again after a change by others. The cursor and marks stay."""

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Tell the officer about the last event."""

    def tell_error(self, error: DpoConsoleError) -> None:
        """Show an error that no key caused."""

    def dismiss(self, result: None = None) -> object:
        """Leave the screen."""


class CaseFollower:
    """What a screen has to keep its case as it is in the records."""

    def __init__(self, screen: ShowsCase) -> None:
        """Follow the case as the person now at the desk sees it."""
        self.screen, self.person = screen, screen.desk.person

    def read_again(self) -> None:
        """Read the case in the background."""
        job = partial(case_reading.case_view, self.screen.desk, self.screen.case.reference)
        background(self.screen.app, job, self._follow, self._not_read, "follow")

    def _follow(self, case: CaseView) -> None:
        """Show the case if it has changed or another person sees it. Say who did what."""
        screen, person = self.screen, self.screen.desk.person
        if not screen.is_attached or (case, person) == (screen.case, self.person):
            return
        before, screen.case, self.person = screen.case, case, person
        screen.draw_again()
        if case.version != before.version and (told := news(screen.desk, before, case)):
            screen.say(told)

    def _not_read(self, error: DpoConsoleError) -> None:
        """Leave the screen where the case is gone, because it is now restricted to others."""
        if not self.screen.is_attached:
            return
        if isinstance(error, BadInput):
            self.screen.dismiss(None)
        else:
            self.screen.tell_error(error)


def news(desk: Desk, before: CaseView, after: CaseView) -> str:
    """Return `Ben Hale has just changed it: Note: rang the mother`, or '' for one's own change."""
    known = set(before.timeline)
    fresh = [e for e in after.timeline if e not in known and e.by != desk.person.slug]
    if not fresh or any(fact.name == "erased" for fact in after.facts):
        return ""  # an erasure changes the words of every event
    more = f" (and {len(fresh) - 1} more)" if len(fresh) > 1 else ""
    return f"{after.called(fresh[-1].by)} has just changed it: {fresh[-1].text}{more}"


def step_choices(steps: Sequence[NextStep], keymap: Keymap) -> list[Choice]:
    """Return the steps in their order, each with the key of this office that starts it."""
    ready = [step.action for step in steps if not step.reason]
    keys = dict(_keys(ready, keymap.of(CASE_COMMANDS)))
    return [Choice(s.action, s.title, key=keys.get(s.action, ""), why_not=s.reason) for s in steps]


def no_step(desk: Desk) -> str:
    """Return the sentence that stands for an empty menu."""
    role = ROLES[desk.person.role].sentence
    return f"{desk.person.name} is {role}, who reads only: there is no next step."


def _keys(ready: Sequence[str], commands: Sequence[Command]) -> Iterator[tuple[str, str]]:
    """Return the act that each key means now: the first of its acts that can be done."""
    for command in commands:
        acts = ACTS_OF.get(command.id, ())
        if acts and command.key:
            yield next((act for act in acts if act in ready), acts[0]), command.shown_key
