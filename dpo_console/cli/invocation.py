"""What one call of the command line was given, apart from its command."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.errors import BadInput

if TYPE_CHECKING:
    from dpo_console.cases.office.desk import Desk
    from dpo_console.config import Home

OpenConsole = Callable[[Callable[[], "Desk"]], int]
"""Opens the full-screen console at a desk and returns its exit code; given by __main__. The desk is
asked for once the terminal is known to do, for making one may take long.
"""


@dataclass
class Invocation:
    """The global options, wherever on the line they stood."""

    open_console: OpenConsole
    home: str | None = None
    today_given: date | None = None
    person: str | None = None
    json: bool = False
    saved: bool = False
    """Whether the command has changed something: what fails after that must not deny it."""

    def give(self, option: str, field: str, value: object) -> None:
        """Take one global option. Raises BadInput when another value was given before.

        An SSH key's forced command fixes --as in front of what its holder types: a second --as
        must not win over the first.
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
        """The minute in London, naive; on a day given by --today, its midday."""
        if self.today_given:
            return datetime.combine(self.today_given, time(12))
        return london_now()

    def place(self) -> "Home":
        """The home to use, whether there is one or not. Raises BadInput."""
        from dpo_console.config.home import find_home

        return find_home(self.home, os.environ, Path())

    def desk(self) -> "Desk":
        """The office's records, opened for the person at the keyboard."""
        from dpo_console.casework.office.opening import open_desk

        return open_desk(self.place().root, as_person=self.person, today=self.today_given)

    def console(self) -> int:
        """Open the console on those records; what is wrong with them is told first."""
        desk = self.desk()
        return self.open_console(lambda: desk)


def _same_home(field: str, one: object, other: object) -> bool:
    """Whether it is one folder, spelt in two ways: lines to copy have its whole path."""
    from dpo_console.config.folders import whole_path

    return field == "home" and whole_path(str(one)) == whole_path(str(other))


def london_now() -> datetime:
    """The minute where the law counts it, naive."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/London")).replace(tzinfo=None)


def london_today() -> date:
    """Today's date where the law counts it."""
    return london_now().date()
