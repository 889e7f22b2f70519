"""What the terminal shows, and what must be sent so that it shows the next frame."""

from collections.abc import Iterable
from itertools import compress, count, groupby
from operator import attrgetter, is_not

from dpo_console.tui.terminal.cells.pen import NEXT, Pen
from dpo_console.tui.terminal.cells.scrolling import Line, Shift, shift_of
from dpo_console.tui.terminal.cells.strokes import (
    PLAIN,
    UNKNOWN,
    CellStyle,
    Stroke,
    cells,
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

    def __init__(self, *, erases: bool, fills: bool, moves: bool) -> None:
        """Know nothing yet. For `erases` and `fills` see Pen.

        `moves` is True where the terminal can move some of its lines up or down.
        """
        self.pen = Pen(0, erases=erases, fills=fills)
        self.moves = moves
        self.lines: list[Line] = []
        self._begun = ""
        self._cursor: Stroke | None = None

    def forget(self, columns: int, lines: int, *, blank: bool = False) -> None:
        """Know nothing of any cell of a terminal of a size, or that all are blank."""
        self.pen.columns = columns
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
        if self.moves and (shift := shift_of(self.lines, new)):
            self._move(shift, new)
        for line in sorted(new):
            self._line(line, new[line], parts.get(line, []))
        self.pen.rest()
        if self.pen.sent or cursor != self._cursor:
            self.pen.go(cursor.line, cursor.column)
            self._cursor = cursor
        return self.pen.take()

    def _move(self, shift: Shift, new: dict[int, Line | None]) -> None:
        """Move lines, and add to the new lines those that must come back to their places."""
        for line in range(shift.top, shift.bottom + 1):
            new.setdefault(line, self.lines[line])
        self.lines[shift.top : shift.bottom + 1] = shift.moved(self.lines)
        self.pen.sent.append(shift.codes)

    def _line(self, line: int, new: Line | None, drawn: list[Stroke]) -> None:
        """Draw a line. One with a character of doubtful width goes out as Textual writes it."""
        if new is None:
            self.pen.rest()
            self.pen.sent += [f"\x1b[{line + 1};{s.column + 1}H{s.body}" for s in drawn]
            self.pen.line = -1
            self.lines[line] = [UNKNOWN] * self.pen.columns
        else:
            self._differences(line, self.lines[line], new)
            self.lines[line] = new

    def _differences(self, line: int, old: Line, new: Line) -> None:
        changed = list(map(is_not, old, new))
        drawn = 0
        for column in compress(count(), changed):
            if column >= drawn:
                self._come(line, column, new)
                drawn = self._erase(new, column, changed) or self._draw(new, column, changed)

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
        to_end = end == self.pen.columns
        return last if self.pen.erase(last - column, blank.style, to_end=to_end) else 0

    def _draw(self, new: Line, column: int, changed: list[bool]) -> int:
        """Draw the changed cells of one style from a column on. Return the column after them."""
        style = self.pen.style if self.pen.shows(*new[column]) else new[column].style
        end = same_style(new, column, changed, style)
        self.pen.draw("".join([cell.character for cell in new[column:end]]), style)
        return end

    def _come(self, line: int, column: int, new: Line) -> None:
        """Go to a cell, over the cells before it where they are few and in the pen's style."""
        pen = self.pen
        if (line, column) == (pen.line, pen.column):
            return
        start = pen.column if pen.line == line else 0
        near = pen.line == line or line - pen.line in NEXT
        if near and 0 <= start < column <= start + STEP_OVER:
            before = new[start:column]
            if all(pen.shows(*cell) for cell in before):
                pen.go(line, start)
                for cell in before:
                    pen.draw(*cell)
        pen.go(line, column)


def painted(old: Line, drawn: Iterable[Stroke]) -> Line | None:
    """Return a line with strokes drawn over it, or None where its width is in doubt."""
    new = old.copy()
    for _, column, body in drawn:
        found = cells(body)
        if found is None or column + len(found) > len(old):
            return None
        new[column : column + len(found)] = found
    return new


def same_style(line: Line, column: int, changed: list[bool], style: CellStyle) -> int:
    """Return the column after changed cells that are drawn at once from a column on.

    A few unchanged cells between them are drawn again. Blanks that may be erased are left out.
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
            end = at + 1
        elif at >= end + STEP_OVER:
            break
    return end
