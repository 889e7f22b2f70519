"""A month of due dates: the cases due each day, those overdue, and the closed days."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

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
from dpo_console.law.calendar.school_year import DayKind
from dpo_console.store.queue_rows import QueueRow
from dpo_console.text import DAYS
from dpo_console.tui import draw
from dpo_console.tui.commands import Command
from dpo_console.tui.screens.frame.command_screen import CommandScreen
from dpo_console.tui.screens.frame.global_commands import EVERYWHERE
from dpo_console.tui.screens.queue.queue_source import due_on
from dpo_console.tui.terminal.cursor import lead_cursor
from dpo_console.tui.widgets.panes import Words
from dpo_console.tui.widgets.queue.columns import STYLES, left_words, move_words, who_words

CELL = 11
"""Columns of a day. Seven of them are 77."""

LINES = 2
"""Lines of a day: its kind, and the cases due on it."""

WORDS = {
    DayKind.WEEKEND: "",
    DayKind.HOLIDAY: "holiday",
    DayKind.BANK_HOLIDAY: "bank",
    DayKind.INSET: "INSET",
    DayKind.CLOSURE: "closed",
}
"""Words that fit behind the number of the day. A school day has none, and a weekend's say no more
than the head of its column."""

DAY = timedelta(days=1)


class MonthPicture(Widget, can_focus=True):
    """The weeks of one month. Left and right go by days, up and down by weeks."""

    DEFAULT_CSS = f"MonthPicture {{ height: {6 * LINES + 1}; width: 100%; }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Next day", show=False),
        Binding("left", "move(-1)", "Day before", show=False),
        Binding("down,j", "move(7)", "Next week", show=False),
        Binding("up,k", "move(-7)", "Week before", show=False),
        Binding("g,home", "end(0)", "First day", show=False),
        Binding("G,end", "end(-1)", "Last day", show=False),
    ]

    class Wanted(Message):
        """Notice that the officer goes to a day, of this month or of another one."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, view: MonthView, today: date) -> None:
        """Show `view`, with `today` marked and under the cursor where it lies in the month."""
        super().__init__()
        self.view, self.today = view, today
        self.cursor = today if today.replace(day=1) == view.first else view.first

    @property
    def day(self) -> MonthDay:
        """The day under the cursor."""
        return self.view.day(self.cursor)

    def show(self, view: MonthView, cursor: date) -> None:
        """Show a month with the cursor on a day. Redraw only the changes in the same month."""
        before, moved = self.cursor, view is self.view
        self.view, self.cursor = view, cursor
        if not moved:
            self.refresh()
            return
        for day in {before, cursor}:
            column, line = self._place(day)
            self.refresh(Region(column, line, CELL, LINES))

    def _place(self, day: date) -> tuple[int, int]:
        """Return the column and the first line of a day of the month."""
        week, weekday = divmod(self.view.first.weekday() + day.day - 1, 7)
        return 1 + weekday * CELL, 1 + week * LINES

    def action_move(self, days: int) -> None:
        """Go by days or weeks."""
        self.post_message(self.Wanted(self.cursor + days * DAY))

    def action_end(self, place: int) -> None:
        """Go to the first or the last day of the month."""
        self.post_message(self.Wanted(self.view.days[place].on))

    def render_line(self, y: int) -> Strip:
        """Draw the weekdays' names, or one line of a week."""
        column, line = self._place(self.cursor)
        if y == line:
            lead_cursor(self, y, column)
        if y == 0:
            cells = [draw.Cell(name, CELL - 1, draw.QUIET) for name in DAYS]
        else:
            week, line = divmod(y - 1, LINES)
            days = (week * 7 + weekday - self.view.first.weekday() for weekday in range(7))
            cells = [self._cell(number, line) for number in days]
        return draw.strip([draw.Cell("", 0), *cells], self.size.width)

    def _cell(self, number: int, line: int) -> draw.Cell:
        """Return one line of a day by its place in the month, or outside it an empty cell."""
        if not 0 <= number < len(self.view.days):
            return draw.Cell("", CELL - 1)
        day = self.view.days[number]
        text, style = self._due(day) if line else self._what(day)
        return draw.Cell(text, CELL - 1, draw.CURSOR if day.on == self.cursor else style)

    def _what(self, day: MonthDay) -> tuple[str, Style]:
        """Return a day's number with the kind of day, or with `today`."""
        if day.on == self.today:
            return f"{day.on.day:>2} today", draw.HEADING
        return f"{day.on.day:>2} {WORDS.get(day.kind, '')}", (
            draw.QUIET if day.kind in WORDS else draw.PLAIN
        )

    def _due(self, day: MonthDay) -> tuple[str, Style]:
        """Return the number of cases due, led by !! where some are overdue."""
        if not day.due:
            return "", draw.PLAIN
        if day.late:
            some = f"{day.late}/{day.due}" if day.late < day.due else str(day.late)
            words = f"!! {some} late"
            return words if len(words) < CELL else f"!! {some}", draw.LATE
        return f"   {day.due} due", draw.STRONG


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
