"""A driver that sends the cells that change, and no others."""

import termios
import tty
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dpo_console.config.settings.settings import OnScreen
from dpo_console.tui.terminal.abilities import erasing, moves_lines, sets_tabs
from dpo_console.tui.terminal.cells.shown import ShownCells
from dpo_console.tui.terminal.cells.stops import usual_stops
from dpo_console.tui.terminal.driver import TerminalDriver

if TYPE_CHECKING:
    from textual.app import App


class ChangesDriver(TerminalDriver):
    """A driver that compares each frame with what the terminal shows."""

    @cached_property
    def shown(self) -> ShownCells:
        """What the terminal shows."""
        erases, fills = erasing()
        return ShownCells(erases=erases, fills=fills, moves=moves_lines(), tabs=sets_tabs())

    def write(self, data: str) -> None:
        """Send what changes the terminal into what `data` draws."""
        if sent := self.shown.changes(data):
            super().write(sent)

    def start_application_mode(self) -> None:
        """Take the terminal over, and blank it.

        A terminal with one screen still has the shell's lines on it.
        """
        super().start_application_mode()
        self._keep_columns()
        self.write("\x1b[2J")
        self.shown.forget(*self._get_terminal_size(), blank=True)

    def stop_application_mode(self) -> None:
        """Restore the terminal, with the usual tab stops where they were set otherwise."""
        if self.shown.stops_set:
            self.write(usual_stops(self.shown.pen.columns))
        super().stop_application_mode()

    def _keep_columns(self) -> None:
        """Let new lines go straight down, and tabs pass as they are. Leaving sets them back."""
        with suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[tty.OFLAG] &= ~(termios.ONLCR | termios.TABDLY)
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)

    def forget(self) -> None:
        """Know nothing of what the terminal shows."""
        self.shown.forget(*self._get_terminal_size())

    def _resized(self) -> None:
        self.forget()
        super()._resized()


def driver_of(settings: OnScreen) -> type[TerminalDriver]:
    """Return the driver that an office wants."""
    return ChangesDriver if settings.only_changes else TerminalDriver


def forget_shown(app: "App[Any]") -> None:
    """Let an app's next frame be sent whole."""
    if isinstance(app._driver, ChangesDriver):
        app._driver.forget()
