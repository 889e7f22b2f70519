"""A screen whose figures can be written as a Word file, and the file fetched."""

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.casework.reports.papers import Written
from dpo_console.tui.screens.frame.command_screen import CommandScreen


class PaperScreen(CommandScreen[None]):
    """Keeps what was written here last; a subclass writes with `save(..., self.told)`."""

    def __init__(self, desk: Desk, title: str) -> None:
        """Begins with nothing written."""
        super().__init__(desk, title)
        self.written: Written | None = None

    def told(self, written: Written) -> None:
        """Say where it is; the line that fetches it can be copied now."""
        self.written = written
        self.refresh_commands()
        where = written.path.relative_to(self.desk.home.root)
        self.say(f"Written: {where}. {self.key_of('copy')} copies the line that fetches it.")

    def key_of(self, action: str) -> str:
        """The key of what every such screen can do, as it is in this office."""
        return next(command.shown_key for command in self.offered if command.action == action)

    def action_copy(self) -> None:
        """Copy the line that fetches the file."""
        if self.written:
            self.hand_over(fetch_line(self.desk, self.written.path))


def is_written(screen: PaperScreen) -> str:
    """A reason against copying the way to the file: none was written here."""
    return "" if screen.written else f"Write it first: {screen.key_of('write')}"
