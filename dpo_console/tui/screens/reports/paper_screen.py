"""A screen whose figures can be written as a Word file, with a way to fetch the file."""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.casework.reports.papers import Written
from dpo_console.tui.screens.frame.command_screen import CommandScreen


class PaperScreen(CommandScreen[None]):
    """A screen that keeps its last written file. A subclass writes with `save(..., self.told)`."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.written: Written | None = None

    def told(self, written: Written) -> None:
        """Say where the file is, and allow copying the line that fetches it."""
        self.written = written
        self.refresh_commands()
        where = written.path.relative_to(self.desk.home.root)
        self.say(f"Written: {where}. {self.key_of('copy')} copies the command that fetches it.")

    def key_of(self, action: str) -> str:
        """Return the key, in this office, of a command that every such screen has."""
        return next(command.shown_key for command in self.offered if command.action == action)

    def action_copy(self) -> None:
        """Copy the line that fetches the file."""
        if self.written:
            self.hand_over(fetch_line(self.desk, self.written.path))


def is_written(screen: PaperScreen) -> str:
    """Return a reason against copying the way to the file, where none was written here."""
    return "" if screen.written else f"Write it first: {screen.key_of('write')}"
