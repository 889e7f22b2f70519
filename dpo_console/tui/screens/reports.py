"""Registers of releases, and statistics of time limits: read here, and written as a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
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
from dpo_console.cases.reports.statistics import (
    COUNTED,
    Figures,
    Statistics,
    counted_title,
    school_year,
    statistics,
)
from dpo_console.casework.reports.papers import (
    NOT_FOR_PUBLICATION,
    Written,
    full_register_shown,
    write_register,
)
from dpo_console.casework.reports.statistics_report import write_report
from dpo_console.law.statutes import statute
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, may
from dpo_console.tui.terminal.abilities import ascii_only
from dpo_console.tui.widgets.menu import ListWithPane
from dpo_console.tui.widgets.panes import Pane, Words

Row = RegisterRow | FullRow

TITLES = {False: "Register of releases", True: "Full register: not for publication"}

IN_TIME, LATE = ("#", "!") if ascii_only() else ("█", "▒")

BAR = 24
"""The cells of the longest bar."""

BANDS = {
    "overdue": "overdue", "today": "due today", "week": "in the next 7 days", "later": "later",
    "paused": "paused", "no_limit": "without a limit", "closed": "closed",
}  # fmt: skip
"""The state of a case, in words."""


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


def may_see_all(screen: "RegisterScreen") -> str:
    """Return a reason against the full register. Going back from it is always allowed."""
    return "" if screen.full else why_may_not(screen.desk, "full_register")


def on_a_release(screen: "RegisterScreen") -> str:
    """Return a reason against opening a case, where no release is listed."""
    return "" if screen.row else "No release is listed."


REGISTER_COMMANDS = (
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

    commands = REGISTER_COMMANDS
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


COMMANDS = (
    Command("statistics.previous", "h", "year before", "Show the school year before", "year:-1",
            True),
    Command("statistics.next", "l", "next year", "Show the next school year", "year:1", True),
    Command("statistics.write", "w", "write file",
            "Write the report for governors as a Word file", "write", True, may("report")),
    Command("statistics.copy", "y", "how to download",
            "Copy what to type on your own computer to get the Word file", "copy", True,
            is_written),
    *EVERYWHERE,
)  # fmt: skip


class StatisticsScreen(PaperScreen):
    """One school year at a time, up to today."""

    commands = COMMANDS
    AUTO_FOCUS = "Pane"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Statistics")
        self.since = school_year(desk.today)[0]

    def body(self) -> ComposeResult:
        """Compose the figures, which scroll where they are many."""
        with Pane(id="about"):
            yield Words(id="figures")

    def on_mount(self) -> None:
        """Read the figures."""
        super().on_mount()
        self.read_again()

    @property
    def until(self) -> date:
        """The last day of the current year, or today."""
        return min(school_year(self.since)[1], self.desk.today)

    def read_again(self) -> None:
        """Read the figures of the year, up to today."""
        self.head(f"Statistics  {self.since.year}/{(self.since.year + 1) % 100:02}")
        self.read(partial(statistics, self.desk, self.since, self.until), self.show, "figures")

    def show(self, found: Statistics) -> None:
        """Show the figures."""
        self.query_one("#figures", Words).say(drawn(found))

    def action_year(self, by: str) -> None:
        """Show the school year before or after, but none that lies ahead."""
        year = self.since.replace(year=self.since.year + int(by))
        if year > self.desk.today:
            self.say("That school year has not begun.", bad=True)
            return
        self.since, self.written = year, None
        self.refresh_commands()
        self.read_again()

    def action_write(self) -> None:
        """Write the report of the current year."""
        self.save(partial(write_report, self.desk, self.since, self.until), self.told)


def drawn(found: Statistics) -> RenderableType:
    """Draw bars by month, figures by kind, and the cases open now."""
    most = max((figures.answered for figures in found.months.values()), default=0)
    wide = len(str(most))
    months = [
        (draw.line(f"{month:%b %Y}"), draw.line(f"{figures.answered:{wide}}"), bar(figures, most),
         words(replace(figures, overdue=0)))
        for month, figures in found.months.items()
    ]  # fmt: skip
    kinds = [
        (draw.line(counted_title(kind)), draw.line(share(figures)), words(figures))
        for kind, figures in found.kinds.items()
    ]
    total = (draw.line("All", draw.STRONG), draw.line(share(found.total), draw.STRONG),
             words(found.total))  # fmt: skip
    only = "A third party's request is counted only where an order or a duty sets its day."
    open_now = "   ".join(f"{count} {BANDS[band]}" for band, count in found.open.items())
    agreed = (
        f"Of those overdue, {found.agreed} passed a day that was agreed, not set by law, such as "
        "for a certificate of destruction. The table leaves them out."
    )
    return Group(
        draw.line(f"{COUNTED}, by the month they were sent", draw.HEADING),
        draw.table(months),
        draw.line(f"{IN_TIME} on time  {LATE} late", draw.QUIET),
        Text(),
        draw.line("Given on time, by kind of request", draw.HEADING),
        draw.table([*kinds, total]),
        *(
            [draw.line(only, draw.QUIET)]
            if any(statute(kind).work.gated for kind in found.kinds)
            else []
        ),
        Text(),
        draw.line("Open now", draw.HEADING),
        draw.words(open_now),
        *([draw.words(agreed)] if found.agreed else []),
    )


def bar(figures: Figures, most: int) -> Text:
    """Draw a month's answers, late ones at the end. Any answer is at least one cell."""
    cells = -(-figures.answered * BAR // most) if most else 0
    late = -(-figures.late * cells // figures.answered) if figures.answered else 0
    return draw.join(
        [
            draw.line(IN_TIME * (cells - late)),
            draw.line(LATE * late + " " * (BAR - cells), draw.LATE_SIGN),
        ]
    )


def share(figures: Figures) -> str:
    """Return `12 of 14`."""
    return f"{figures.in_time} of {figures.answered}" if figures.answered else "none yet"


def words(figures: Figures) -> Text:
    """Draw the figures that a bar doesn't show: overdue cases, days, extensions."""
    overdue = [draw.line(f"{figures.overdue} unsent and overdue", draw.LATE_SIGN)]
    told = overdue if figures.overdue else []
    if figures.answered:
        told.append(draw.line(figures.said, draw.QUIET))
    return Text(", ").join(told)
