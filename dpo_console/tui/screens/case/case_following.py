"""A screen on one case that follows changes made by others."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import ScreenResultType

from dpo_console.cases.office.desk import Desk
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.work import background

if TYPE_CHECKING:
    from dpo_console.cases.view.views import CaseView


class CaseFollowingScreen(CommandScreen[ScreenResultType]):
    """A screen on `case`, which it reads again after a change by others."""

    case: CaseView

    @abstractmethod
    def draw_again(self) -> None:
        """Draw the case again after a change by others. The cursor and marks stay."""

    def read_again(self) -> None:
        """Read the case in the background."""
        from dpo_console.cases.view.case import case_view

        job = partial(case_view, self.desk, self.case.reference)
        background(self.app, job, self.follow, self._not_read, "follow")

    def follow(self, case: CaseView) -> None:
        """Show the case if anything about it has changed, and say who did what."""
        if not self.is_attached or case == self.case:
            return
        before, self.case = self.case, case
        self.draw_again()
        if case.version != before.version:
            self.say(news(self.desk, before, case))

    def _not_read(self, error: DpoConsoleError) -> None:
        """Leave the screen where the case is gone, because it is now restricted to others."""
        if not self.is_attached:
            return
        if isinstance(error, BadInput):
            self.dismiss(None)
        else:
            self.tell_error(error)


def news(desk: Desk, before: CaseView, after: CaseView) -> str:
    """Return `Ben Hale has just changed it: Note: rang the mother`, or '' for one's own change."""
    known = set(before.timeline)
    fresh = [e for e in after.timeline if e not in known and e.by != desk.person.slug]
    if not fresh:
        return ""
    more = f" (and {len(fresh) - 1} more)" if len(fresh) > 1 else ""
    return f"{after.called(fresh[-1].by)} has just changed it: {fresh[-1].text}{more}"
