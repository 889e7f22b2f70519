"""Statistics of the office's time limits in a school year: bars by month, figures by kind."""

from dataclasses import replace
from datetime import date
from functools import partial

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.reports.statistics import (
    COUNTED,
    Figures,
    Statistics,
    counted_title,
    school_year,
    statistics,
)
from dpo_console.casework.reports.statistics_report import write_report
from dpo_console.law.statutes import statute
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE, may
from dpo_console.tui.screens.reports.register import PaperScreen, is_written
from dpo_console.tui.terminal.abilities import ascii_only
from dpo_console.tui.widgets.panes import Pane, Words

IN_TIME, LATE = ("#", "!") if ascii_only() else ("█", "▒")
BAR = 24
"""The cells of the longest bar."""


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


BANDS = {
    "overdue": "overdue", "today": "due today", "week": "in the next 7 days", "later": "later",
    "paused": "paused", "no_limit": "without a limit", "closed": "closed",
}  # fmt: skip
"""The state of a case, in words."""


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
