"""The one place that turns a str into something drawn.

Everything passes through text.show or text.show_line, which keep escape sequences in names from the
terminal. It then becomes a rich Text, which is literal: no name can be markup.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, OverflowMethod, RenderableType
from rich.segment import Segment, Segments
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from dpo_console.text import day_words, show, show_line
from dpo_console.tui.terminal.abilities import dims_readably

PLAIN = Style()

STRONG = Style(bold=True)

QUIET = Style(dim=dims_readably(os.environ))

OFF = Style(dim=True)

LATE = SOON = WARNING = STRONG

LATE_SIGN = Style(bold=True, color="bright_red")

HEADING = Style(bold=True, underline=True)

BOX = Style(underline=True)

CURSOR = Style(reverse=True)
"""Styles of drawn words, told apart by weight.

Words have the terminal's own colour, because none of the sixteen reads well on both black and
white.

Weight, and a sign in front, mark important words. A sign or a bar may be red. OFF marks a command
that can't run now.
"""

BETWEEN = 2
"""Spaces between columns."""


def words(text: str, style: Style = PLAIN) -> Text:
    """Draw text of any number of lines."""
    return Text(show(text), style)


def line(text: str, style: Style = PLAIN) -> Text:
    """Draw text on one line."""
    return Text(show_line(text), style)


def indented(text: str) -> RenderableType:
    """Draw text that keeps the indent of its first line where it wraps."""
    from rich.padding import Padding

    said = text.lstrip(" ")
    return Padding(words(said), (0, 0, 0, len(text) - len(said)))


def join(parts: Iterable[Text], between: str = "") -> Text:
    """Join drawn pieces, one after the other."""
    return Text(between).join(parts)


def lines(parts: Iterable[Text]) -> Text:
    """Join drawn pieces, one below the other."""
    return join(parts, "\n")


def fit(text: str, width: int) -> str:
    """Return one line, safe to show, cut with … or filled up to exactly `width` cells."""
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
    """Draw a line of columns, one space apart. The style `over` (the cursor) covers all of it."""
    segments: list[Segment] = []
    for cell in cells:
        segments.append(Segment(fit(cell.text, cell.width), over or cell.style))
        segments.append(Segment(" ", over or PLAIN))
    drawn = Strip(segments).simplify()
    if over is None:
        return drawn.crop(0, width)
    return drawn.extend_cell_length(width, over).crop(0, width)


def cursor(drawn: Strip) -> Strip:
    """Draw a line as the one under the cursor: in reverse, which needs no colour."""
    return Strip([Segment(segment.text, CURSOR) for segment in drawn], drawn.cell_length)


def scrollbar(lines: int, start: int, length: int, style: Style = QUIET) -> Segments:
    """Draw `lines` lines, one cell wide, with a mark on `length` of them from `start`."""
    mark, none = Segment("▐", style), Segment(" ", PLAIN)
    marked = range(start, start + length)
    return Segments([mark if line in marked else none for line in range(lines)], new_lines=True)


def table(rows: Iterable[Sequence[Text]], *, last_wraps: bool = True) -> "Aligned":
    """Draw pieces in aligned columns. The last column wraps, or is cut with …."""
    return Aligned([tuple(row) for row in rows], last_wraps=last_wraps)


class Aligned:
    """Rows in columns, two spaces apart. The last column has the room that the others leave."""

    def __init__(self, rows: Sequence[Sequence[Text]], *, last_wraps: bool) -> None:
        self.rows = rows
        self.overflow: OverflowMethod = "fold" if last_wraps else "ellipsis"
        columns = list(zip(*rows, strict=True))[:-1]
        self.widths = [max(piece.cell_len for piece in column) for column in columns]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        taken = sum(self.widths) + BETWEEN * len(self.widths)
        room, cut = max(options.max_width - taken, 1), self.overflow == "ellipsis"
        for *fixed, last in self.rows:
            for piece, width in zip(fixed, self.widths, strict=True):
                yield from piece.render(console)
                yield Segment(" " * (width - piece.cell_len + BETWEEN))
            lines = last.wrap(console, room, overflow=self.overflow, no_wrap=cut)
            for number, line in enumerate(lines):
                if number:
                    yield Segment(" " * taken)
                yield from line.render(console)
                yield Segment.line()


def one_for_one(text: str) -> str:
    """Replace each unsafe character by one visible mark, which keeps the cursor's place true."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_MARKS)


class _Marks(dict[int, str]):
    """The sign for each character, looked up once, because a field is drawn with every key."""

    def __missing__(self, code: int) -> str:
        shown = "⏎" if code == 0x0A else show(chr(code))
        self[code] = shown if len(shown) == 1 else "¤"
        return self[code]


_MARKS = _Marks()


def day(moment: date | datetime | str) -> str:
    """Return `Tue 13 Oct 2026`, with any hour and minute, also for ISO text.

    Text that is no day stays as it is. Only someone with an editor can have written it.
    """
    if not isinstance(moment, str):
        return day_words(moment)
    try:
        return day_words((datetime if "T" in moment else date).fromisoformat(moment))
    except ValueError:
        return moment


def short_day(iso: str) -> str:
    """Return `13 Oct`. Text that is no day stays as it is."""
    try:
        return day_words(date.fromisoformat(iso[:10]))[4:-5].rjust(6)
    except ValueError:
        return iso
