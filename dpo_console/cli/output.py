"""The one way out: text made safe to show, JSON, and aligned columns."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from dpo_console.text import show, show_line, spreadsheet

if TYPE_CHECKING:
    from rich.console import Console

UNWRAPPED = 1_000
"""Columns of an output that nobody looks at directly: a file or a pipe is never wrapped early."""


def say(text: str) -> None:
    """Print to stdout."""
    click.echo(show(text))


def narrate(text: str) -> None:
    """Print to stderr, which a script ignores."""
    click.echo(show(text), err=True)


def document(value: object) -> None:
    """Print one JSON document. Anything but ASCII is escaped: exact for a script, and harmless
    on a terminal."""
    import json

    click.echo(json.dumps(value, indent=2, ensure_ascii=True, allow_nan=False))


def csv_file(rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows as CSV; no cell of it is taken for a formula."""
    import csv

    if rows:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([spreadsheet(str(v or "")) for v in row.values()] for row in rows)


def columns(rows: Iterable[Sequence[str]], heads: Sequence[str] = (), indent: int = 0) -> None:
    """Print rows of text in aligned columns; the last column wraps within itself."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=bool(heads), header_style="bold"
    )
    cells = [[show_line(cell) for cell in row] for row in rows]
    width = len(cells[0]) if cells else len(heads)
    for number in range(width):
        table.add_column(
            Text(heads[number]) if heads else "",
            no_wrap=number < width - 1,
            overflow="fold",
        )
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    _console().print(Padding(table, (0, 0, 0, indent)))


def _console() -> "Console":
    from rich.console import Console

    width = None if sys.stdout.isatty() else UNWRAPPED
    return Console(width=width, markup=False, highlight=False, emoji=False)
