"""Following of changes by others, on a screen of one case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from dpo_console.cases.office.desk import Desk
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.lazy_import import later
from dpo_console.tui.background import background

if TYPE_CHECKING:
    from textual.app import App

    from dpo_console.cases.view import case as case_reading
    from dpo_console.cases.view.views import CaseView
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
