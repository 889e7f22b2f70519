"""The terminal's pen: the shortest way to a cell, to a style, and over a run of blanks."""

from functools import lru_cache

from dpo_console.tui.terminal.cells.stops import Steps, Stops, Ways, last_stop
from dpo_console.tui.terminal.cells.strokes import PLAIN, CellStyle, blank_of, codes_of

NOWHERE = -1
"""A place that nothing is known of, as after the last column of a line."""


NEAR = (0, 1, 2)
"""Lines down that are nearer by new lines than by their numbers."""

SHORT = len("\x1b[1H")
"""The fewest bytes that go to a cell by its numbers."""


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
        self.stops = ()

    @property
    def stops(self) -> Stops:
        """The columns of the terminal's tab stops, where they are known."""
        return self.steps.stops

    @stops.setter
    def stops(self, stops: Stops) -> None:
        self.steps = Steps(stops)
        self.ways = Ways(self.steps)

    def take(self) -> str:
        """Return all that was collected, and be nowhere, as anything may come before the next."""
        sent, self.sent = "".join(self.sent), []
        self.line = self.column = NOWHERE
        return sent

    def go(self, line: int, column: int) -> None:
        """Go to a cell."""
        if (line, column) != (self.line, self.column):
            self.take_way(self.way(line, column), line, column)

    def take_way(self, way: str, line: int, column: int) -> None:
        """Go to a cell by codes that lead there."""
        self.sent.append(way)
        self.line, self.column = line, column

    def way(self, line: int, column: int) -> str:
        """Return the shortest codes to a cell from the one that the pen is at."""
        near = ""
        if self.line > NOWHERE and line - self.line in NEAR:
            near = self.ways[self.column, line - self.line, column]
            if len(near) <= SHORT:
                return near
        far = f"\x1b[{line + 1}{f';{column + 1}' if column else ''}H"
        return near if near and len(near) <= len(far) else far

    def last_stop(self, start: int, end: int) -> int:
        """Return the last tab stop from `start` to `end`, or `start` where there is none."""
        return last_stop(start, end, self.stops)

    def draw(self, characters: str, style: CellStyle) -> None:
        """Draw cells of one style, and go to the next."""
        if not shows(self.style, characters, style):
            self.dip(style)
        self.sent.append(characters)
        self.column += len(characters)
        if self.column == self.columns:
            self.column = NOWHERE

    def draw_doubtful(self, text: str) -> None:
        """Draw text that may take more or fewer cells than meant. It brings and ends its style."""
        codes = codes_of(self.style)
        if not text.startswith(codes):
            self.rest()
            codes = ""
        self.sent.append(text.removeprefix(codes))
        self.style, self.column = PLAIN, NOWHERE

    def style_for(self, character: str, style: CellStyle) -> CellStyle:
        """Return the style to draw a cell with: the one that the pen has, if it looks right."""
        return self.style if shows(self.style, character, style) else style

    def dip(self, style: CellStyle) -> None:
        """Change the style."""
        if style is not self.style:
            self.sent.append(between(self.style, style))
            self.style = style

    def rest(self) -> None:
        """Leave the terminal with its own style."""
        self.dip(PLAIN)

    def erase(self, count: int, style: CellStyle, *, less: int, to_end: bool) -> bool:
        """Erase blanks from here on and return True, or return False where writing is as short.

        `less`: how many bytes less the way to the next cell takes if the blanks are written.
        `to_end`: all cells to the end of the line are such blanks.
        """
        if style.attributes or (style.ground and not self.fills):
            return False
        if not to_end and not self.erases:
            return False
        how = "\x1b[K" if to_end else f"\x1b[{count}X"
        over = 0 if to_end else less
        if not shows(self.style, " ", style):
            how = between(self.style, style) + how
            over -= len(between(self.style, style))  # the blanks would need it as well
        if len(how) + over >= count:
            return False
        self.style = self.style if shows(self.style, " ", style) else style
        self.sent.append(how)
        return True


def shows(pen: CellStyle, characters: str, style: CellStyle) -> bool:
    """Return True if characters of a style look right where a pen of another style draws them."""
    return pen is style or (characters == " " and blank_of(pen) is style)


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
