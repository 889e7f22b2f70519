"""A month of due dates: the cases due each day, those overdue, and the closed days."""

from datetime import date, datetime
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.events import Resize

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.queue import queue
from dpo_console.cases.queue.month import (
    MonthDay,
    MonthView,
    day_sentence,
    month_sentence,
    month_view,
)
from dpo_console.cases.queue.queue import Query, QueuePage
from dpo_console.law.calendar import counting
from dpo_console.store.queue_rows import QueueRow
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.queue.queue_source import due_on
from dpo_console.tui.widgets.month_picture import MonthPicture
from dpo_console.tui.widgets.panes import Words
from dpo_console.tui.widgets.queue.columns import STYLES, left_words, move_words, who_words


def something_due(screen: "MonthScreen") -> str:
    """Return a reason against opening, where no case is due on the day at the cursor."""
    return "" if screen.picture.day.due else "No open case is due on this day."


COMMANDS = (
    Command("month.open", "enter", "open", "Show in the list the cases that are due on this day",
            "open", True, something_due),
    Command("month.previous", "left_square_bracket", "month before", "Show the month before",
            "month:-1", True),
    Command("month.next", "right_square_bracket", "next month", "Show the next month", "month:1",
            True),
    Command("month.today", "t", "today", "Go to today", "today", True),
    *EVERYWHERE,
)  # fmt: skip


class MonthScreen(CommandScreen[date]):
    """One month at a time. Leaving returns a day whose cases the queue should show, or None."""

    commands = COMMANDS
    AUTO_FOCUS = "MonthPicture"

    def __init__(self, desk: Desk, view: MonthView) -> None:
        super().__init__(desk, view.name)
        self.wanted = desk.today
        self.begin = view

    def body(self) -> ComposeResult:
        """Compose the picture, the day under the cursor with its cases, and the month's totals."""
        yield MonthPicture(self.begin, self.desk.today)
        yield Words(id="month-day")
        yield Words(id="month-cases")
        yield Words(id="month-total")

    def on_mount(self) -> None:
        """Show the month and the day under the cursor."""
        super().on_mount()
        self.show(self.begin)

    @property
    def picture(self) -> MonthPicture:
        """The picture of the month."""
        return self.query_one(MonthPicture)

    @on(MonthPicture.Wanted)
    def go(self, event: MonthPicture.Wanted) -> None:
        """Go to a day. Read another month first."""
        self.go_to(event.day)

    def go_to(self, day: date) -> None:
        """Go to a day, and read its month where that isn't the one shown."""
        self.wanted = day
        first = day.replace(day=1)
        if first == self.picture.view.first:
            self.show(self.picture.view)
        else:
            self.read(partial(month_view, self.desk, first), self.show, "month")

    def show(self, view: MonthView) -> None:
        """Show a month with the cursor on the wanted day, and that day in words."""
        if self.wanted.replace(day=1) != view.first:
            return  # a later key wants another month, which is being read
        if view is not self.picture.view or view is self.begin:
            self.head(view.name)
            self.query_one("#month-total", Words).say(draw.words(month_sentence(view)))
        self.picture.show(view, self.wanted)
        now = "Today, " if self.wanted == self.desk.today else ""
        words = f"{now}{day_sentence(self.picture.day)}"
        self.query_one("#month-day", Words).say(draw.words(words, draw.STRONG), fixed=True)
        self.refresh_commands()
        self.list_cases_soon()

    def list_cases_soon(self) -> None:
        """List the cases of the day once the cursor has rested."""
        self.query_one("#month-cases", Words).say("", fixed=True)
        self.once_rested(self.list_cases)

    def list_cases(self) -> None:
        """Read as many cases of the day under the cursor as there is room for."""
        if not self.picture.day.due:
            return
        asked = Query("all", (due_on(self.picture.cursor),))
        room = max(1, self.query_one("#month-cases").size.height)
        job = partial(queue.page, self.desk, asked, limit=room)
        self.read(job, partial(self._show_cases, self.picture.day, room), "day")

    def _show_cases(self, day: MonthDay, room: int, found: QueuePage) -> None:
        if day is not self.picture.day:
            return
        rows = found.rows if day.due <= room else found.rows[: room - 1]
        more = day.due - len(rows)
        lines = [case_line(row, self.desk.now) for row in rows]
        if more:
            lists = f"and {more} more: {self.key('month.open')} lists them"
            lines.append(draw.line(lists, draw.QUIET))
        self.query_one("#month-cases", Words).say(draw.lines(lines), fixed=True)

    def action_month(self, by: str) -> None:
        """Show the month before or after, with the cursor on the same date or the month's last."""
        self.go_to(counting.add_months(self.wanted, int(by)))

    def action_today(self) -> None:
        """Go to today, in its own month."""
        self.go_to(self.desk.today)

    def action_open(self) -> None:
        """Leave for the queue, which shows the cases due on this day."""
        self.dismiss(self.picture.cursor)

    def on_resize(self, _: Resize) -> None:
        """List the cases again, because there may be room for more."""
        self.call_after_refresh(self.list_cases_soon)


def case_line(row: QueueRow, now: datetime) -> Text:
    """Draw `SAR-2026-0042  5 d late  Send the reply  Jane Doe re Tom Doe`."""
    style = STYLES.get(row.band(now), draw.PLAIN)
    words = f"  {move_words(row)}  {who_words(row)}"
    return draw.join(
        [draw.line(f"{row.reference}  "), draw.line(left_words(row, now), style), draw.line(words)]
    )
