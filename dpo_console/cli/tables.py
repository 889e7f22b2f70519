"""Aligned columns. Only at a terminal do cells wrap and heads stand out: then rich draws them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from dpo_console.cli import streams
from dpo_console.lazy_import import later
from dpo_console.text import show

if TYPE_CHECKING:
    from rich import console, table, text
else:
    console, table, text = later("rich.console"), later("rich.table"), later("rich.text")

BETWEEN = 2
"""Spaces between columns."""

LEAST = 12
"""The narrowest room in which a column wraps. With less, a row's cells follow each other."""

HANGING = 4
"""Spaces before the further lines of a row that is told."""


def table_lines(
    rows: Iterable[Sequence[str]], heads: Sequence[str], *, indent: int, wrapped: int
) -> Iterator[str]:
    """Yield the lines of rows in columns. The last `wrapped` columns wrap within themselves."""
    cells = [[show(cell) for cell in row] for row in rows]
    whole = streams.width()
    broken = [[cell.split("\n") for cell in row] for row in (heads, *cells) if row]
    lines = [line for row in broken for line in zip_longest(*row, fillvalue="")]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    taken = indent + sum(widths) + BETWEEN * (len(widths) - 1)
    fixed = widths[: len(widths) - wrapped]
    needed = indent + sum(fixed) + BETWEEN * len(fixed) + (LEAST + BETWEEN) * wrapped - BETWEEN
    if taken > whole and needed > whole:
        drawn = _told(cells, heads, whole - indent)
    elif taken > whole or (heads and whole < streams.UNWRAPPED):
        drawn = _by_rich(cells, heads, wrapped, whole - indent)
    else:
        drawn = (_filled(line, widths) for line in lines or [()])
    for line in drawn:
        yield f"{' ' * indent}{line}".rstrip()


def _filled(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip(line, widths, strict=True)
    return "".join(f"{cell}{' ' * (width - cell_len(cell) + BETWEEN)}" for cell, width in cells)


def _told(rows: Sequence[Sequence[str]], heads: Sequence[str], room: int) -> Iterator[str]:
    """Yield each row with all its words, wrapped: `SAR-2026-0042; Received: 1 Sep; Kind: ...`."""
    for row in rows:
        named = zip_longest(heads, row, fillvalue="")
        told = [f"{head}: {cell}" if head and place else cell
                for place, (head, cell) in enumerate(named) if cell]  # fmt: skip
        yield from _wrapped(("; " if heads else " " * BETWEEN).join(told), room)


def _wrapped(words: str, room: int) -> Iterator[str]:
    """Yield the lines of words, the further ones behind an indent."""
    screen = console.Console(width=room)
    for number, line in enumerate(text.Text(words).wrap(screen, max(room - HANGING, LEAST))):
        yield f"{' ' * HANGING if number else ''}{line.plain}"


def _by_rich(
    rows: Sequence[Sequence[str]], heads: Sequence[str], wrapped: int, room: int
) -> Iterator[str]:
    """Yield the same lines as rich draws them in this room. It is slow to load, and slow."""
    drawn = table.Table(
        box=None,
        padding=(0, BETWEEN, 0, 0),
        pad_edge=False,
        show_header=bool(heads),
        header_style="" if os.environ.get("NO_COLOR") else "bold",
    )
    width = len(rows[0]) if rows else len(heads)
    for number in range(width):
        head = text.Text(heads[number]) if heads else ""
        drawn.add_column(head, no_wrap=number < width - wrapped, overflow="fold")
    for row in rows:
        drawn.add_row(*map(text.Text, row))
    screen = console.Console(width=room, markup=False, highlight=False, emoji=False)
    with screen.capture() as lines:
        screen.print(drawn)
    yield from lines.get().splitlines()
