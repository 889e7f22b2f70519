"""The console's pulse: a look every two seconds, in the background, for changes elsewhere.

Nothing is sent to the terminal unless something has changed.
"""

from functools import partial
from typing import TYPE_CHECKING

from dpo_console.casework.office.changes_elsewhere import Sight, look, mark_of
from dpo_console.errors import DpoConsoleError
from dpo_console.london import london_day
from dpo_console.tui.background import background

if TYPE_CHECKING:
    from dpo_console.store.audit.chain import ChainHead
    from dpo_console.tui.app import ConsoleApp

EVERY = 2.0
"""Seconds from one look to the next."""


class Pulse:
    """A watcher that tells the app of others' changes, new settings, a new day or disk trouble."""

    def __init__(self, app: "ConsoleApp") -> None:
        self.app = app
        self.seen = Sight(app.desk, app.desk, None, mark_of(app.desk.home.settings))
        self.head: ChainHead | None = None
        self.looking = False
        self.follow_day = app.desk.today == london_day(app.desk.clock())

    def look(self) -> None:
        """Look once, in a thread, unless an earlier look is still running."""
        if self.looking:
            return
        self.looking = True
        desk = self.app.desk
        job = partial(look, desk, self.seen, follow_day=self.follow_day)
        background(self.app, job, self._saw, self._failed, always=True)

    def _saw(self, sight: Sight) -> None:
        before, self.seen, self.looking = self.seen, sight, False
        # The first look follows the first frame, and another person may have saved between them.
        changed = sight.head is not None and (sight.head != self.head or bool(before.records))
        self.head = sight.head or self.head
        if sight.troubles != before.troubles:
            self.app.show_troubles(mended=bool(before.records and not sight.records))
        if sight.desk is not sight.of and self.app.desk is sight.of:
            self.app.sit_at(sight.desk)
        elif changed:
            self.app.others_saved()
        self.app.show_asides()

    def _failed(self, error: DpoConsoleError) -> None:
        """Leave, because the settings no longer let this person act."""
        self.app.leave_with(str(error))
