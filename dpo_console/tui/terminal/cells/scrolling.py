"""Lines that move up or down together, as a list that scrolls by one. Imports no textual."""

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import is_not
from typing import NamedTuple

from dpo_console.tui.terminal.cells.strokes import PLAIN, UNKNOWN, ScreenCell, cells_in

Line = list[ScreenCell]

FEWEST_LINES = 6
"""The fewest lines drawn at once that are looked through for lines that moved."""


class Shift(NamedTuple):
    """Lines from `top` to `bottom` that move `by` so many lines up, or down where negative."""

    top: int
    bottom: int
    by: int

    @property
    def codes(self) -> str:
        """The codes that move the lines and leave the terminal's other lines where they are."""
        moved = f"\x1b[{self.top + 1}H\x1b[{abs(self.by)}{'M' if self.by > 0 else 'L'}"
        return f"\x1b[{self.top + 1};{self.bottom + 1}r{moved}\x1b[r"

    def moved(self, lines: list[Line]) -> list[Line]:
        """Return what the terminal shows from `top` to `bottom` once they have moved."""
        blank = [cells_in(PLAIN)[" "]] * len(lines[self.top])
        blanks = [blank.copy() for _ in range(abs(self.by))]
        if self.by > 0:
            return lines[self.top + self.by : self.bottom + 1] + blanks
        return blanks + lines[self.top : self.bottom + 1 + self.by]


def shift_of(lines: list[Line], new: Mapping[int, Line]) -> Shift | None:
    """Return the shift of `lines` that leaves less than half of the new lines' changes to send.

    Return None if there is none, or where doubtful text is among the lines.
    """
    if len(new) < FEWEST_LINES:
        return None
    shift = _commonest(lines, new)
    if shift is None:
        return None
    area = range(shift.top, shift.bottom + 1)
    wanted = [new.get(line, lines[line]) for line in area]
    if any(UNKNOWN in line for line in wanted):
        return None
    now = _different(lines[shift.top : shift.bottom + 1], wanted)
    return shift if 2 * _different(shift.moved(lines), wanted) < now else None


def _commonest(lines: list[Line], new: Mapping[int, Line]) -> Shift | None:
    """Return the shift by which most of the new lines can be had from lines shown now."""
    shown = {_trace(lines[line]): line for line in new}
    drawn = [(line, trace) for line, cells in new.items() if len(set(trace := _trace(cells))) > 1]
    found = [(line, shown.get(trace)) for line, trace in drawn]
    moves = Counter(source - line for line, source in found if source is not None)
    by = max(moves, key=lambda by: moves[by], default=0)
    if not by:
        return None
    ends = [end for line, source in found if source == line + by for end in (line, line + by)]
    return Shift(min(ends), max(ends), by)


def _trace(line: Line) -> tuple[int, ...]:
    """Return what tells a line from most others: which cells are in every third column."""
    return tuple(map(id, line[::3]))


def _different(lines: Iterable[Line], wanted: Iterable[Line]) -> int:
    """Return how many cells of lines differ from those that are wanted."""
    pairs = zip(lines, wanted, strict=True)
    return sum(sum(map(is_not, line, want)) for line, want in pairs)
