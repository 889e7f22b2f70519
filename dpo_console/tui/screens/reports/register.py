"""Registers of releases: the one to publish, and the full one for the office's own people."""

from collections.abc import Sequence
from functools import partial

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.file_transfer import fetch_line
from dpo_console.cases.office.permissions import why_may_not
from dpo_console.cases.reports.register import (
    HELD,
    FullRow,
    Register,
    RegisterRow,
    full_lines,
    full_register,
    public_lines,
    register,
)
from dpo_console.casework.reports.papers import (
    NOT_FOR_PUBLICATION,
    Written,
    full_register_shown,
    write_register,
)
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, may
from dpo_console.tui.widgets.list_with_pane import ListWithPane
from dpo_console.tui.widgets.panes import Words


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


Row = RegisterRow | FullRow


def may_see_all(screen: "RegisterScreen") -> str:
    """Return a reason against the full register. Going back from it is always allowed."""
    return "" if screen.full else why_may_not(screen.desk, "full_register")


def on_a_release(screen: "RegisterScreen") -> str:
    """Return a reason against opening a case, where no release is listed."""
    return "" if screen.row else "No release is listed."


COMMANDS = (
    Command("register.open", "enter", "open", "Open the case of the release", "open", True,
            on_a_release),
    Command("register.full", "right_square_bracket,left_square_bracket", "other register",
            "Every release in full, or what is published",
            "full", True, may_see_all),
    Command("register.write", "w", "write file", "Write this register as a Word file",
            "write", True, may("register")),
    Command("register.copy", "y", "how to download",
            "Copy what to type on your own computer to get the Word file", "copy", True,
            is_written),
    Command("register.read", "space", "read on", "Scroll the details of the release", "read_on"),
    *EVERYWHERE,
)  # fmt: skip


class RegisterScreen(PaperScreen):
    """The releases, with the one under the cursor in its columns."""

    commands = COMMANDS
    AUTO_FOCUS = "KeyList"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TITLES[False])
        self.full = False
        self.releases = ListWithPane[Row](release_line, release_words)

    def body(self) -> ComposeResult:
        """Compose the notice at the top, the releases, and the one under the cursor."""
        yield Words(id="standing")
        yield self.releases

    def on_mount(self) -> None:
        """Read the register."""
        super().on_mount()
        self.read_again()

    def read_again(self) -> None:
        """Read the current register."""
        if self.full:
            self.read(partial(full_register, self.desk), self.show_full, "register")
        else:
            self.read(partial(register, self.desk), self.show_public, "register")

    def show_public(self, found: Register) -> None:
        """Show the releases to publish, the number only counted, and those that name a pupil."""
        named = f"Not published (a name, or a clerk's words): {', '.join(found.naming)}."
        warned = [draw.words(named, draw.WARNING)] if found.naming else []
        self.show(found.rows, draw.lines([draw.words(found.counted), *warned]))

    def show_full(self, found: Sequence[FullRow]) -> None:
        """Show every release."""
        signs = draw.line("Those marked “-” are left out of the published register.", draw.QUIET)
        self.show(found, draw.lines([draw.words(NOT_FOR_PUBLICATION, draw.WARNING), signs]))

    def show(self, rows: Sequence[Row], standing: RenderableType) -> None:
        """Show one of the registers."""
        self.head(TITLES[self.full])
        self.query_one("#standing", Words).say(standing)
        self.releases.show(rows)

    @property
    def row(self) -> Row | None:
        """The release under the cursor."""
        return self.releases.row

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the case of the release."""
        row = self.row
        if row:
            self.attempt(lambda: self.console.open_case(row.reference))

    def action_full(self) -> None:
        """Show the other register."""
        self.full, self.written = not self.full, None
        if self.full:
            self.read(partial(full_register_shown, self.desk), self.show_full, "register")
        else:
            self.read_again()

    def action_write(self) -> None:
        """Write the Word file of the current register."""
        self.save(partial(write_register, self.desk, full=self.full), self.told)


TITLES = {False: "Register of releases", True: "Full register: not for publication"}


def release_line(row: Row, width: int) -> Text:
    """Draw `DSC-2026-0042  24 Apr 2026  held       University of Westmarch`."""
    who = row.organisation or (row.recipient if isinstance(row, FullRow) else "")
    counted = isinstance(row, FullRow) and row.published != "listed"
    style = draw.LATE if row.status == "overdue" else draw.QUIET if counted else draw.PLAIN
    fixed = (
        f"{row.reference:14} {draw.short_day(row.released.isoformat())} {row.released.year}"
        f"  {'with them' if row.status in (HELD, 'overdue') else row.status:9}"
        f" {'-' if counted else ' '} "
    )
    return draw.line(draw.fit(f"{fixed}{who}", width).rstrip(), style)


def release_words(row: Row | None) -> RenderableType:
    """Draw a release in its columns."""
    if row is None:
        return draw.line("No release is listed.", draw.QUIET)
    lines = full_lines(row) if isinstance(row, FullRow) else public_lines(row)
    who = f"{row.organisation or row.reference} ({row.organisation_type})"
    table = draw.table((draw.line(label, draw.QUIET), draw.words(said)) for label, said in lines)
    return Group(draw.line(who, draw.STRONG), table)
