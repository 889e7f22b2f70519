"""A school's year drawn as twelve lines of characters, with a cursor on one day."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dpo_console.cases.schools.year_picture import (
    COLUMNS,
    GLYPHS,
    HEADER,
    MonthLine,
    column_of,
    months,
)
from dpo_console.law.calendar.school_year import DayKind, SchoolYear
from dpo_console.tui import draw
from dpo_console.tui.terminal.cursor import lead_cursor

STYLES = {
    DayKind.SCHOOL_DAY: draw.STRONG,
    DayKind.WEEKEND: draw.QUIET,
    DayKind.HOLIDAY: draw.PLAIN,
    DayKind.BANK_HOLIDAY: draw.PLAIN,
    DayKind.INSET: draw.STRONG,
    DayKind.CLOSURE: draw.STRONG,
    DayKind.UNKNOWN: draw.QUIET,
}
"""Weights. The character alone tells the kind."""

TODAY = "<"
"""Sign behind today, unless a number of cases stands there. Today is underlined as well."""

NAME = 5
"""Columns before the first day of a month."""

DAY = timedelta(days=1)
Piece = tuple[str, Style]


class YearPicture(Widget, can_focus=True):
    """The days of one school year. Left and right go by days, up and down by months."""

    DEFAULT_CSS = "YearPicture { height: 13; width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Next day", show=False),
        Binding("left", "move(-1)", "Day before", show=False),
        Binding("down,j", "month(1)", "Next month", show=False),
        Binding("up,k", "month(-1)", "Month before", show=False),
        Binding("g,home", "go(0)", "First day", show=False),
        Binding("G,end", "go(-1)", "Last day", show=False),
    ]

    class Moved(Message):
        """Notice that the cursor stands on another day."""

    def __init__(self, year: SchoolYear, today: date) -> None:
        super().__init__()
        self.today = today
        self.due: Mapping[date, Sequence[str]] = {}
        self.year, self.months = year, months(year)
        self.cursor = min(max(today, year.first), year.last)

    def show(self, year: SchoolYear) -> None:
        """Show another year or school. The cursor stays on its day and month."""
        self.cursor = _same_day(self.cursor, year)
        self.year, self.months = year, months(year)
        self.refresh()
        self.post_message(self.Moved())

    def mark(self, due: Mapping[date, Sequence[str]]) -> None:
        """Mark the days on which cases are due."""
        self.due = due
        self.refresh()
        self.post_message(self.Moved())

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, within the year."""
        before = self._line_of(self.cursor)
        self.cursor = min(max(day, self.year.first), self.year.last)
        for line in {before, self._line_of(self.cursor)}:
            self.refresh(Region(0, line, self.size.width, 1))
        self.post_message(self.Moved())

    def action_move(self, days: int) -> None:
        """Go by days."""
        self.go_to(self.cursor + days * DAY)

    def action_month(self, lines: int) -> None:
        """Go up or down a line, keeping the column."""
        place = self._line_of(self.cursor) - 1 + lines
        if 0 <= place < len(self.months):
            self.go_to(self.months[place].day(column_of(self.cursor)))

    def action_go(self, place: int) -> None:
        """Go to the first or the last day."""
        self.go_to((self.year.first, self.year.last)[place])

    def _line_of(self, day: date) -> int:
        first = self.year.first
        return (day.year - first.year) * 12 + day.month - first.month + 1

    def render_line(self, y: int) -> Strip:
        """Draw the weekdays' letters, or one month."""
        if y > len(self.months):
            return Strip.blank(self.size.width)
        if y == self._line_of(self.cursor):
            lead_cursor(self, y, NAME + 2 * column_of(self.cursor))
        pieces = self._month(self.months[y - 1]) if y else _heads()
        runs = groupby(pieces, lambda piece: piece[1])
        text = draw.join(draw.line("".join(p[0] for p in run), style) for style, run in runs)
        return Strip(text.render(self.app.console)).crop(0, self.size.width)

    def _month(self, month: MonthLine) -> list[Piece]:
        pieces: list[Piece] = [(f" {month.name} {'  ' * month.before}", draw.PLAIN)]
        for number, kind in enumerate(month.kinds):
            pieces += self._day(month.first + number * DAY, kind)
        return pieces

    def _day(self, day: date, kind: DayKind) -> tuple[Piece, Piece]:
        """Return a day's character, then the number of cases due or the sign for today."""
        count = len(self.due.get(day, ()))
        mark = str(count) if 0 < count < 10 else "+" if count else ""
        style = STYLES[kind]
        if day == self.today:
            mark, style = mark or TODAY, draw.HEADING
        if day == self.cursor:
            style = draw.CURSOR
        return (GLYPHS[kind], style), (mark or " ", draw.STRONG if mark else draw.PLAIN)


def _heads() -> list[Piece]:
    heads = " ".join(HEADER[column % len(HEADER)] for column in range(COLUMNS))
    return [(f"     {heads}", draw.QUIET)]


def _same_day(day: date, year: SchoolYear) -> date:
    """Return the day of the same date in another school year."""
    first = year.first
    wanted = first.year + (day.month < first.month)
    try:
        return day.replace(year=wanted)
    except ValueError:  # 29 February
        return date(wanted, day.month, day.day - 1)
