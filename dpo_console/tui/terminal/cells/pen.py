"""The terminal's pen: the shortest way to a cell, to a style, and over a run of blanks."""

from functools import lru_cache

from dpo_console.tui.terminal.cells.strokes import PLAIN, CellStyle, blank_of

NOWHERE = -1
"""A place that nothing is known of, as after the last column of a line."""


NEXT = (1, 2)
"""Lines down that are nearer by new lines than by their numbers."""


class Pen:
    """What the terminal would draw next, and where. It collects what must be sent."""

    def __init__(self, columns: int, *, erases: bool, fills: bool) -> None:
        """Draw on lines of so many columns.

        `erases` is True where the terminal can erase cells within a line. `fills` is True where it
        gives erased cells the ground of the style, and not its own.
        """
        self.columns = columns
        self.erases = erases
        self.fills = fills
        self.line = self.column = NOWHERE
        self.style: CellStyle = PLAIN
        self.sent: list[str] = []

    def take(self) -> str:
        """Return all that was collected, and be nowhere, as anything may come before the next."""
        sent, self.sent = "".join(self.sent), []
        self.line = self.column = NOWHERE
        return sent

    def go(self, line: int, column: int) -> None:
        """Go to a cell."""
        if (line, column) != (self.line, self.column):
            ways = [f"\x1b[{line + 1}{f';{column + 1}' if column else ''}H"]
            if line == self.line and self.column > NOWHERE:
                ways.append(_along(column - self.column))
            if line == self.line and column == 0:
                ways.append("\r")
            if self.line > NOWHERE and line - self.line in NEXT:
                down = "\n" * (line - self.line)  # the driver lets it keep its column
                if column == 0:
                    ways.append("\r" + down)
                if self.column > NOWHERE:
                    ways.append(down + _along(column - self.column))
            self.sent.append(min(ways, key=len))
            self.line, self.column = line, column

    def draw(self, characters: str, style: CellStyle) -> None:
        """Draw cells of one style, and go to the next."""
        if not self.shows(characters, style):
            self.dip(style)
        self.sent.append(characters)
        self.column += len(characters)
        if self.column == self.columns:
            self.column = NOWHERE

    def shows(self, characters: str, style: CellStyle) -> bool:
        """Return True if characters would look right without another style."""
        return self.style is style or (characters == " " and blank_of(self.style) is style)

    def dip(self, style: CellStyle) -> None:
        """Change the style."""
        if style is not self.style:
            self.sent.append(between(self.style, style))
            self.style = style

    def rest(self) -> None:
        """Leave the terminal with its own style."""
        self.dip(PLAIN)

    def erase(self, count: int, style: CellStyle, *, to_end: bool) -> bool:
        """Erase blanks from here on and return True, or return False where writing is as short.

        `to_end`: all cells to the end of the line are such blanks.
        """
        if style.attributes or (style.ground and not self.fills):
            return False
        if not to_end and not self.erases:
            return False
        how = "\x1b[K" if to_end else f"\x1b[{count}X"
        over = 0 if to_end else len(f"\x1b[{count}C")
        if not self.shows(" ", style):
            how = between(self.style, style) + how
            over -= len(between(self.style, style))  # the blanks would need it as well
        if len(how) + over >= count:
            return False
        self.style = self.style if self.shows(" ", style) else style
        self.sent.append(how)
        return True


@lru_cache(4096)
def between(old: CellStyle, new: CellStyle) -> str:
    """Return the shortest codes that change a style into another."""
    if new == old:
        return ""
    afresh = [*sorted(new.attributes), new.colour, new.ground]
    ways = ["\x1b[" + ";".join(["0", *filter(None, afresh)]) + "m" if new != PLAIN else "\x1b[m"]
    if old.attributes <= new.attributes:
        added = sorted(new.attributes - old.attributes)
        if new.colour != old.colour:
            added.append(new.colour or "39")
        if new.ground != old.ground:
            added.append(new.ground or "49")
        ways.append(f"\x1b[{';'.join(added)}m")
    return min(ways, key=len)


def _along(cells: int) -> str:
    """Return the codes that go so many cells to the right, or to the left where negative."""
    count = abs(cells)
    if not count:
        return ""
    return f"\x1b[{count if count > 1 else ''}{'C' if cells > 0 else 'D'}"
