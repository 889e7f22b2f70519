"""A month drawn as weeks of seven cells, with a cursor on one day."""

from datetime import date, timedelta
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dpo_console.cases.queue.month import MonthDay, MonthView
from dpo_console.law.calendar.school_year import DayKind
from dpo_console.text import DAYS
from dpo_console.tui import draw
from dpo_console.tui.terminal.cursor import lead_cursor

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
