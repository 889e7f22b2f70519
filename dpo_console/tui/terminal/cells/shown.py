"""What the terminal shows, and what must be sent so that it shows the next frame."""

from itertools import compress, count, groupby, repeat
from operator import attrgetter, is_not

from dpo_console.tui.terminal.cells.painting import painted
from dpo_console.tui.terminal.cells.pen import NOWHERE, Pen, shows
from dpo_console.tui.terminal.cells.scrolling import Line, Shift, shift_of
from dpo_console.tui.terminal.cells.stops import Steps, set_stops, stops_for
from dpo_console.tui.terminal.cells.strokes import (
    DOUBTFUL,
    PLAIN,
    UNKNOWN,
    CellStyle,
    Stroke,
    cells_in,
    strokes,
)  # fmt: skip

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Sequences around a frame that the terminal is to show at once."""

SETS = ("\x1b[?", "\x1b[>", "\x1b]", "\x07")
"""Beginnings of sequences that change no cell: modes, questions, the clipboard and the bell."""

STEP_OVER = 4
"""The most unchanged cells that are sent again, as that is shorter than a step over them."""

ERASABLE = 4
"""The fewest blanks that may be shorter to erase than to write."""


class ShownCells:
    """The cells that the terminal shows. It reduces what Textual writes to what changes them."""

    def __init__(self, *, erases: bool, fills: bool, moves: bool, tabs: bool) -> None:
        """Know nothing yet. For `erases` and `fills` see Pen.

        `moves` is True where the terminal can move some of its lines up or down. `tabs` is True
        where its tab stops can be set. `stops_set` is True once they are.
        """
        self.pen = Pen(0, erases=erases, fills=fills)
        self.moves = moves
        self.tabs = tabs
        self.stops_set = False
        self.lines: list[Line] = []
        self._begun = ""
        self._cursor: Stroke | None = None

    def forget(self, columns: int, lines: int, *, blank: bool = False) -> None:
        """Know nothing of any cell of a terminal of a size, or that all are blank."""
        self.pen.columns = columns
        self.pen.stops = ()  # a terminal may set its own again when its size changes
        cell = cells_in(PLAIN)[" "] if blank else UNKNOWN
        self.lines = [[cell] * columns for _ in range(lines)]

    def changes(self, written: str) -> str:
        """Return what must be sent for what Textual has written."""
        if written == BEGIN:
            self._begun = BEGIN
            return ""
        if written == END:
            begun, self._begun = self._begun, ""
            return "" if begun else END
        sent = self._frame(written)
        if sent:
            sent, self._begun = self._begun + sent, ""
        return sent

    def _frame(self, written: str) -> str:
        drawn = strokes(written)
        if not drawn or any(one.line >= len(self.lines) for one in drawn):
            if not written.startswith(SETS):
                self.forget(self.pen.columns, len(self.lines))
            return written
        cursor = drawn.pop()
        drawn.sort(key=attrgetter("line"))  # stable: what is drawn later in a line lies on top
        parts = {line: list(each) for line, each in groupby(drawn, attrgetter("line"))}
        new = {line: painted(self.lines[line], each) for line, each in parts.items()}
        if self.tabs and not self.pen.stops and 2 * len(new) > len(self.lines):
            self._set_stops(new)
        if self.moves and (shift := shift_of(self.lines, new)):
            self._move(shift, new)
        for line in sorted(new):
            self._differences(line, self.lines[line], new[line])
            self.lines[line] = new[line]
        self.pen.rest()
        if self.pen.sent or cursor != self._cursor:
            self.pen.go(cursor.line, cursor.column)
            self._cursor = cursor
        return self.pen.take()

    def _set_stops(self, new: dict[int, Line]) -> None:
        """Set the tab stops that suit the lines of a whole screen, if any do."""
        if stops := stops_for([line for _, line in sorted(new.items())]):
            self.pen.stops, self.stops_set = stops, True
            self.pen.sent.append(set_stops(stops))

    def _move(self, shift: Shift, new: dict[int, Line]) -> None:
        """Move lines, and add to the new lines those that must come back to their places."""
        for line in range(shift.top, shift.bottom + 1):
            new.setdefault(line, self.lines[line])
        self.lines[shift.top : shift.bottom + 1] = shift.moved(self.lines)
        self.pen.sent.append(shift.codes)

    def _differences(self, line: int, old: Line, new: Line) -> None:
        changed = list(map(is_not, old, new))
        drawn = 0
        for column in compress(count(), changed):
            if column >= drawn:
                first = self._first_blank(line, column, new)
                changed[first:column] = repeat(True, column - first)
                self._come(line, first, new)
                drawn = (
                    self._erase(new, first, changed)
                    or self._draw_doubtful(new, first, changed)
                    or self._draw(new, first, changed)
                )

    def _first_blank(self, line: int, column: int, new: Line) -> int:
        """Return the pen's column where only blanks lie from there to a changed blank.

        They are erased together. Otherwise return the changed column.
        """
        cell, start = new[column], self.pen.column
        if cell.character != " " or line != self.pen.line or start <= NOWHERE:
            return column
        near = column - STEP_OVER <= start < column
        return start if near and all(one is cell for one in new[start:column]) else column

    def _draw_doubtful(self, new: Line, column: int, changed: list[bool]) -> int:
        """Draw doubtful text, and let all that is known after it be drawn again.

        Return the column after its first, or 0 where other text stands there.
        """
        if new[column].style is not DOUBTFUL:
            return 0
        self.pen.draw_doubtful(new[column].character)
        changed[column + 1 :] = [cell is not UNKNOWN for cell in new[column + 1 :]]
        return column + 1

    def _erase(self, new: Line, column: int, changed: list[bool]) -> int:
        """Erase the changed blanks from a column on, and return the column after them.

        Return 0 if there are none, or if they are as short to draw.
        """
        blank, end = new[column], column + ERASABLE
        if blank.character != " " or new[column:end] != [blank] * ERASABLE:
            return 0
        while end < len(new) and new[end] is blank:
            end += 1
        last = end - changed[column:end][::-1].index(True)
        to_end, less = end == self.pen.columns, 0
        if True in changed[last:]:
            following = changed.index(True, last)
            less = len(self.pen.steps[column, following]) - len(self.pen.steps[last, following])
        erased = self.pen.erase(last - column, blank.style, less=less, to_end=to_end)
        return last if erased else 0

    def _draw(self, new: Line, column: int, changed: list[bool]) -> int:
        """Draw the changed cells of one style from a column on. Return the column after them."""
        pen = self.pen
        style = pen.style_for(*new[column])
        end = same_style(new, column, changed, style, pen.steps)
        pen.draw("".join([cell.character for cell in new[column:end]]), style)
        return end

    def _come(self, line: int, column: int, new: Line) -> None:
        """Go to a cell, over the cells before it where they are few and in the pen's style."""
        pen = self.pen
        if (line, column) == (pen.line, pen.column):
            return
        way = pen.way(line, column)
        start = pen.column if line == pen.line and NOWHERE < pen.column < column else 0
        if len(way) > 1 and 0 < column - (stop := pen.last_stop(start, column)) < len(way):
            style, before = pen.style_for(*new[column]), new[stop:column]
            text = "".join([cell.character for cell in before])
            shorter = len(pen.way(line, stop)) + len(text.encode()) < len(way)
            if shorter and all(shows(style, *cell) for cell in before):
                pen.dip(style)
                pen.go(line, stop)
                pen.draw(text, style)
                return
        pen.take_way(way, line, column)


def same_style(
    line: Line,
    column: int,
    changed: list[bool],
    style: CellStyle,
    steps: Steps,
) -> int:
    """Return the column after changed cells that are drawn at once from a column on.

    A few unchanged cells between them are drawn again, where no step over them is shorter.
    Blanks that may be erased are left out.
    """
    blank, end = cells_in(style)[" "], column + 1
    for at in range(end, len(line)):
        cell = line[at]
        if cell is blank:
            if line[at - 1] is not blank and line[at : at + ERASABLE] == [blank] * ERASABLE:
                break
        elif cell.style is not style:
            break
        if changed[at]:
            if end < at and len(steps[end, at]) < at - end:
                break
            end = at + 1
        elif at >= end + STEP_OVER:
            break
    return end
