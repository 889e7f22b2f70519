"""What the terminal shows, and what must be sent so that it shows the next frame."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import compress, count, groupby
from operator import attrgetter, ne

from dpo_console.tui.terminal.cells.pen import NEXT, Pen
from dpo_console.tui.terminal.cells.strokes import PLAIN, Cells, Stroke, cells, strokes

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Sequences around a frame that the terminal is to show at once."""

SETS = ("\x1b[?", "\x1b[>", "\x1b]", "\x07")
"""Beginnings of sequences that change no cell: modes, questions, the clipboard and the bell."""

UNKNOWN = ""
"""The character of a cell that nothing is known of. It equals no other."""

STEP_OVER = 4
"""The most unchanged cells that are sent again, as that is shorter than a step over them."""


class ShownCells:
    """The cells that the terminal shows. It reduces what Textual writes to what changes them."""

    def __init__(self, *, erases: bool, fills: bool) -> None:
        """Know nothing yet. For `erases` and `fills` see Pen."""
        self.pen = Pen(0, erases=erases, fills=fills)
        self.lines: list[Cells] = []
        self._begun = ""
        self._cursor: Stroke | None = None

    def forget(self, columns: int, lines: int, *, blank: bool = False) -> None:
        """Know nothing of any cell of a terminal of a size, or that all are blank."""
        self.pen.columns = columns
        character = " " if blank else UNKNOWN
        self.lines = [Cells([character] * columns, [PLAIN] * columns) for _ in range(lines)]

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
        for line, each in groupby(drawn, attrgetter("line")):
            self._line(line, list(each))
        self.pen.rest()
        if self.pen.sent or cursor != self._cursor:
            self.pen.go(cursor.line, cursor.column)
            self._cursor = cursor
        return self.pen.take()

    def _line(self, line: int, drawn: list[Stroke]) -> None:
        """Draw a line. One with a character of doubtful width goes out as Textual writes it."""
        old = self.lines[line]
        new = painted(old, drawn)
        if new is None:
            self.pen.rest()
            self.pen.sent += [f"\x1b[{line + 1};{s.column + 1}H{s.body}" for s in drawn]
            self.pen.line = -1
            self.lines[line] = Cells([UNKNOWN] * self.pen.columns, [PLAIN] * self.pen.columns)
        elif new != old:
            self._differences(line, old, new)
            self.lines[line] = new

    def _differences(self, line: int, old: Cells, new: Cells) -> None:
        changed = list(compress(count(), map(ne, zip(*old, strict=True), zip(*new, strict=True))))
        place = 0
        while place < len(changed):
            place = self._change(line, new, changed, place)

    def _change(self, line: int, new: Cells, changed: list[int], place: int) -> int:
        """Draw the changed cell of a place, and those like it. Return the place after them."""
        column, pen = changed[place], self.pen
        self._come(line, column, new)
        characters, styles = new
        style = styles[column]
        if characters[column] == " ":
            end = run_of_blanks(new, column)
            after = bisect_left(changed, end, place)
            last = changed[after - 1] + 1
            if pen.erase(last - column, style, to_end=end == pen.columns):
                return after
        end, after = column + 1, place + 1
        while (
            after < len(changed)
            and changed[after] == end
            and styles[end] is style
            and characters[end] != " "
        ):
            end, after = end + 1, after + 1
        pen.draw("".join(characters[column:end]), style)
        return after

    def _come(self, line: int, column: int, new: Cells) -> None:
        """Go to a cell, over the cells before it where they are few and in the pen's style."""
        pen = self.pen
        if (line, column) == (pen.line, pen.column):
            return
        start = pen.column if pen.line == line else 0
        near = pen.line == line or line - pen.line in NEXT
        if near and 0 <= start < column <= start + STEP_OVER:
            before = [(new.characters[c], new.styles[c]) for c in range(start, column)]
            if all(character and pen.shows(character, style) for character, style in before):
                pen.go(line, start)
                for character, style in before:
                    pen.draw(character, style)
        pen.go(line, column)


def painted(old: Cells, drawn: Iterable[Stroke]) -> Cells | None:
    """Return a line with strokes drawn over it, or None where its width is in doubt."""
    new = Cells(old.characters.copy(), old.styles.copy())
    for _, column, body in drawn:
        found = cells(body)
        if found is None or column + len(found.characters) > len(old.characters):
            return None
        end = column + len(found.characters)
        new.characters[column:end], new.styles[column:end] = found
    return new


def run_of_blanks(line: Cells, column: int) -> int:
    """Return the column after a run of like blanks."""
    style, end = line.styles[column], column
    while end < len(line.styles) and line.characters[end] == " " and line.styles[end] is style:
        end += 1
    return end
