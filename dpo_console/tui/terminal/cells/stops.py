"""Tab stops at the columns of a list: one byte goes to the next. Imports no textual."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import is_

from dpo_console.tui.terminal.cells.strokes import ScreenCell

Stops = tuple[int, ...]
"""Columns, in order."""

FEWEST_LINES = 4
"""The fewest lines that a stop is for."""

AGAIN = re.compile(b"\1{3,}\0")
"""Cells that are equal, as many as are worth a stop, and then one that isn't."""

EVERY = 8
"""Columns between the stops that a terminal has by itself."""


def stops_for(lines: Sequence[Sequence[ScreenCell]]) -> Stops:
    """Return the columns where many lines differ again from the one below, after equal cells.

    These are the columns of a list, and the lines of its next page differ in the same places.
    """
    found = Counter[int]()
    for line, below in pairwise(lines):
        found.update(match.end() - 1 for match in AGAIN.finditer(bytes(map(is_, line, below))))
    often = {column for column, count in found.items() if count >= FEWEST_LINES}
    return tuple(sorted(column for column in often if column - 1 not in often))


class Steps(dict[tuple[int, int], str]):
    """The shortest codes from one column to another of a line, made when first asked for."""

    def __init__(self, stops: Stops) -> None:
        super().__init__()
        self.stops = stops

    def __missing__(self, ends: tuple[int, int]) -> str:
        self[ends] = along(*ends, self.stops)
        return self[ends]


class Ways(dict[tuple[int, int, int], str]):
    """The shortest codes from a column, so many lines down, to another column, likewise."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self.steps = steps

    def __missing__(self, ends: tuple[int, int, int]) -> str:
        start, lines, end = ends
        down = "\n" * lines  # the driver lets it keep its column
        self[ends] = "\r" + down + self.steps[0, end]
        if start >= 0:
            self[ends] = min(self[ends], down + self.steps[start, end], key=len)
        return self[ends]


def set_stops(stops: Sequence[int]) -> str:
    """Return the codes that set a terminal's tab stops, and no others. The cursor moves."""
    gaps = [column - before for before, column in pairwise((0, *stops))]
    return "\x1b[3g\r" + "".join([f"\x1b[{gap}C\x1bH" for gap in gaps])


def usual_stops(columns: int) -> str:
    """Return the codes that set the stops of a terminal that nobody has changed."""
    return set_stops(range(EVERY, columns, EVERY))


def along(start: int, end: int, stops: Stops) -> str:
    """Return the shortest codes from one column to another of the same line."""
    count = abs(end - start)
    if not count:
        return ""
    step = f"\x1b[{count if count > 1 else ''}{'C' if start < end else 'D'}"
    last = last_stop(start, end, stops)
    if last == start:
        return step
    tabs = "\t" * (bisect_left(stops, last) - bisect_right(stops, start) + 1)
    return min(step, tabs + along(last, end, ()), key=len)


def last_stop(start: int, end: int, stops: Stops) -> int:
    """Return the last stop after `start` and up to `end`, or `start` where there is none."""
    at = bisect_right(stops, end)
    return max(start, stops[at - 1]) if at else start
