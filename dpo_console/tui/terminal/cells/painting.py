"""Strokes drawn over a line's cells, in memory. Imports no textual."""

from dpo_console.tui.terminal.cells.scrolling import Line
from dpo_console.tui.terminal.cells.strokes import (
    DOUBTFUL,
    UNKNOWN,
    ScreenCell,
    Stroke,
    cells,
    joined,
    width_of,
)


def painted(old: Line, drawn: list[Stroke]) -> Line:
    """Return a line with strokes drawn over it."""
    new, end = old.copy(), 0
    sure = apart = True
    for _, column, body in drawn:
        found = cells(body)
        apart, end = apart and column >= end, column + len(found)
        new[column:end] = found
        if end > len(old):
            sure = apart = False
        elif found and found[-1].style is DOUBTFUL:
            sure, end = False, _paint_doubtful(old, new, column, end - 1)
    return new if sure or apart else as_written(drawn, len(old))


def _paint_doubtful(old: Line, new: Line, start: int, column: int) -> int:
    """Know nothing of the cells after doubtful text, unless the same is shown there already.

    Return the column where the text is meant to end.
    """
    rest = new[column]
    if 0 < start == column and new[column - 1].style not in (UNKNOWN.style, DOUBTFUL):
        column, rest = column - 1, joined(new[column - 1], rest)
    end = column + width_of(rest)
    if old[column] == rest and all(cell is UNKNOWN for cell in old[column + 1 : end]):
        new[column:end] = old[column:end]
    else:
        new[column:] = [ScreenCell(*rest)]  # another object than before, so it is drawn
        new += [UNKNOWN] * (len(old) - len(new))
    return end


def as_written(drawn: list[Stroke], columns: int) -> Line:
    """Return a line of which only what is sent is known, for strokes that lie on each other."""
    whole = "".join([f"\x1b[{line + 1};{column + 1}H{body}" for line, column, body in drawn])
    return [ScreenCell(whole, DOUBTFUL), *[UNKNOWN] * (columns - 1)]
