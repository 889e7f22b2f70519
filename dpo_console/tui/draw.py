"""The one place where a str becomes something drawn.

Everything passes through text.show or text.show_line, so no name can carry an escape sequence to
the terminal, and becomes a rich Text, which is literal: no name can be markup.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from dpo_console.text import day_words, show, show_line
from dpo_console.tui.terminal.terminal import dims_readably

if TYPE_CHECKING:
    from rich.segment import Segments
    from rich.table import Table

PLAIN = Style()
STRONG = Style(bold=True)
QUIET = Style(dim=dims_readably(os.environ))
OFF = Style(dim=True)
LATE = SOON = WARNING = STRONG
LATE_SIGN = Style(bold=True, color="bright_red")
HEADING = Style(bold=True, underline=True)
CURSOR = Style(reverse=True)
"""Words have the terminal's own colour, for there is none of the sixteen that can be read on black
and on white; weight, and a sign before them, tell what matters. A sign or a bar may be red. OFF is
for what can't be done now.
"""


def words(text: str, style: Style = PLAIN) -> Text:
    """Text of any number of lines."""
    return Text(show(text), style)


def line(text: str, style: Style = PLAIN) -> Text:
    """Text on one line."""
    return Text(show_line(text), style)


def join(parts: Iterable[Text], between: str = "") -> Text:
    """Drawn pieces, one after the other."""
    return Text(between).join(parts)


def lines(parts: Iterable[Text]) -> Text:
    """Drawn pieces, one below the other."""
    return join(parts, "\n")


def fit(text: str, width: int) -> str:
    """One line, safe to show, cut with … or filled up to exactly `width` cells."""
    shown = show_line(text, limit=500)
    if cell_len(shown) > width:
        shown = set_cell_size(shown, width - 1).rstrip(" ") + "…"
    return set_cell_size(shown, width)


class Cell(NamedTuple):
    """One column of a drawn line."""

    text: str
    width: int
    style: Style = PLAIN


def strip(cells: Sequence[Cell], width: int, over: Style | None = None) -> Strip:
    """A line of columns, one space apart; `over` is laid over all of it (the cursor)."""
    segments: list[Segment] = []
    for cell in cells:
        segments.append(Segment(fit(cell.text, cell.width), over or cell.style))
        segments.append(Segment(" ", over or PLAIN))
    drawn = Strip(segments).simplify()
    if over is None:
        return drawn.crop(0, width)
    return drawn.extend_cell_length(width, over).crop(0, width)


def cursor(drawn: Strip) -> Strip:
    """A drawn line as the one under the cursor: in reverse, which needs no colour."""
    return Strip([Segment(segment.text, CURSOR) for segment in drawn], drawn.cell_length)


def scrollbar(lines: int, start: int, length: int) -> "Segments":
    """So many lines, one cell wide, with a mark on `length` of them from `start` on."""
    from rich.segment import Segments

    mark, none = Segment("▐", QUIET), Segment(" ", PLAIN)
    marked = range(start, start + length)
    return Segments([mark if line in marked else none for line in range(lines)], new_lines=True)


def table(rows: Iterable[Sequence[Text]], *, last_wraps: bool = True) -> "Table":
    """Rows of drawn pieces in aligned columns; the last column wraps, or is cut with …."""
    from rich.table import Table

    rows = [tuple(row) for row in rows]
    grid = Table.grid(padding=(0, 2, 0, 0))
    last = len(rows[0]) - 1 if rows else 0
    for index in range(last):
        grid.add_column(no_wrap=True, min_width=max(row[index].cell_len for row in rows))
    grid.add_column(overflow="fold" if last_wraps else "ellipsis")
    for row in rows:
        # Were the column itself not to wrap, Rich would crop it with no mark.
        row[-1].no_wrap = not last_wraps
        grid.add_row(*row)
    return grid


def one_for_one(text: str) -> str:
    """Each character that isn't safe to show as one visible mark, so that a cursor stays true."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_MARKS)


class _Marks(dict[int, str]):
    """What each character is drawn as, looked up once: a field is drawn with every key."""

    def __missing__(self, code: int) -> str:
        shown = "⏎" if code == 0x0A else show(chr(code))
        self[code] = shown if len(shown) == 1 else "¤"
        return self[code]


_MARKS = _Marks()


def day(moment: date | datetime | str) -> str:
    """`Tue 13 Oct 2026`, with the minute where there is one; ISO text is read.

    Text that is no day, which only somebody with an editor can have written, stays as it is.
    """
    if not isinstance(moment, str):
        return day_words(moment)
    try:
        return day_words((datetime if "T" in moment else date).fromisoformat(moment))
    except ValueError:
        return moment


def short_day(iso: str) -> str:
    """`13 Oct`; text that is no day stays as it is."""
    try:
        return day_words(date.fromisoformat(iso[:10]))[4:-5].rjust(6)
    except ValueError:
        return iso
