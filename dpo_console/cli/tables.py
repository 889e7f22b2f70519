"""Aligned columns, drawn by rich: the one module that loads it."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dpo_console.cli import streams
from dpo_console.text import show


def table_lines(
    rows: Iterable[Sequence[str]], heads: Sequence[str], *, indent: int, wrapped: int
) -> Iterator[str]:
    """Yield the lines of rows in columns. The last `wrapped` columns wrap within themselves."""
    cells = [[Text(show(cell)) for cell in row] for row in rows]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=bool(heads))
    width = len(cells[0]) if cells else len(heads)
    for number in range(width):
        fixed = number < width - wrapped
        head = Text(heads[number], "bold") if heads else ""
        table.add_column(head, no_wrap=fixed, overflow="fold")
    for row in cells:
        table.add_row(*row)
    console = Console(width=streams.width() - indent, markup=False, highlight=False, emoji=False)
    with console.capture() as drawn:
        console.print(table)
    for line in drawn.get().splitlines():
        yield f"{' ' * indent}{line.rstrip()}"
