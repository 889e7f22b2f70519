"""The input of one call of the command line, apart from its command."""

import os
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.errors import BadInput

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk
    from dpo_console.config import Home

OpenConsole = Callable[[Callable[[], "Desk"]], int]
"""A function from __main__ that opens the full-screen console at a desk.

It returns the console's exit code. It asks for the desk only after checking the terminal, because
making a desk may take long.
"""


OVER_SSH = "SSH_CONNECTION"
"""The variable that an SSH server sets, and that a forced command can't take out."""


class Invocation:
    """The global options, wherever they stood on the line.

    `saved` is True once the command has changed something: a later failure must not deny it.
    `asides` are sentences about something beside what was saved, told at the end.
    """

    def __init__(self, open_console: OpenConsole) -> None:
        self.open_console = open_console
        self.home: str | None = None
        self.today_given: date | None = None
        self.person: str | None = None
        self.json = False
        self.saved = False
        self.asides: list[str] = []
        self._desk: Desk | None = None

    def give(self, option: str, field: str, value: object) -> None:
        """Take one global option. Raises BadInput if another value was given before.

        An SSH key's forced command fixes --as before the user's own words. A second --as must not
        win over the first.
        """
        earlier = getattr(self, field)
        if earlier not in (None, False, value) and not _same_home(field, earlier, value):
            raise BadInput(f"{option} was given twice with different values; give it once.")
        setattr(self, field, value)

    @property
    def today(self) -> date:
        """The day to work on: --today, else today in London."""
        return self.today_given or london_today()

    @property
    def now(self) -> datetime:
        """The minute in London, naive, or midday on a day given by --today."""
        if self.today_given:
            return datetime.combine(self.today_given, time(12))
        return london_now()

    def place(self) -> "Home":
        """Find the home to use, even if it doesn't exist. Raises BadInput."""
        from dpo_console.config.home import find_home

        return find_home(self.home, os.environ, Path())

    def desk(self) -> "Desk":
        """Open the records, once, for the person at the keyboard. Tell what a new release moved."""
        if self._desk:
            return self._desk
        desk = self._desk = self.opened()
        if desk.moved or desk.unfit:
            from dpo_console.cases.office.desk import MOVED, UNFIT
            from dpo_console.cli.output import narrate

            for title, lines in ((f"{MOVED}:", desk.moved), (UNFIT, desk.unfit)):
                if lines:
                    narrate("\n  ".join((title, *lines)))
        return desk

    def opened(self) -> "Desk":
        """Open the office's records for the person at the keyboard."""
        from dataclasses import replace  # `due` has put off a part of it by then

        from dpo_console.casework.office.opening import open_desk

        desk = open_desk(self.place().root, as_person=self.person, today=self.today_given)
        as_if = self.today_given not in (None, london_today()) and not _made_up(desk)
        only = as_if and (desk.settings.only_today or OVER_SSH in os.environ)
        self.asides.extend(desk.asides)
        return replace(desk, as_if=as_if, looks_only=only, asides=self.asides)

    def console(self) -> int:
        """Open the console on those records. Faults in them are reported in its place."""
        return self.open_console(self.opened)


def _made_up(desk: "Desk") -> bool:
    """Return True for records that are there to practise on."""
    from dpo_console.store.audit.told import are_made_up

    with desk.database.glance() as ask:
        return are_made_up(ask)


def _same_home(field: str, one: object, other: object) -> bool:
    """Return True if both spell one folder: lines to copy have its whole path."""
    from dpo_console.config.files.folders import whole_path

    return field == "home" and whole_path(str(one)) == whole_path(str(other))


def london_now() -> datetime:
    """Return the minute in London, where the law counts it, naive."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/London")).replace(tzinfo=None)


def london_today() -> date:
    """Return today's date in London, where the law counts it."""
    return london_now().date()
