"""The one way out: text made safe to show, JSON documents, and aligned columns."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from enum import Enum
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cli import streams
from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.text import show

if TYPE_CHECKING:
    import textwrap
    from pathlib import Path

    from rich import cells, console, table, text

    from dpo_console.cli.invocation import Invocation
else:  # rich is slow to load
    textwrap = later("textwrap")
    cells, console = later("rich.cells"), later("rich.console")
    table, text = later("rich.table"), later("rich.text")

Json = dict[str, object]
"""One JSON object."""

BETWEEN = 2
"""Spaces between columns."""

LEAST = 12
"""The narrowest room in which a column wraps. With less, a row's cells follow each other."""

HANGING = 4
"""Spaces before the further lines of a row that is told."""


def say(text: str) -> None:
    """Print to stdout."""
    sys.stdout.write(f"{show(text)}\n")


def wrapped(text: str, indent: int) -> list[str]:
    """Return a text as indented lines, between words at a terminal and else as one."""
    lead = " " * indent
    return textwrap.wrap(
        text, streams.width(), initial_indent=lead, subsequent_indent=lead, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def narrate(text: str) -> None:
    """Print to stderr, which a script ignores. A closed stderr fails nothing."""
    try:
        sys.stderr.write(f"{show(text)}\n")
    except OSError:
        streams.forget(streams.STDERR)


def progress(text: str, *, last: bool) -> None:
    """Print progress on one line of a terminal, overwritten until the `last`."""
    if sys.stderr.isatty():
        end = "\n" if last else ""
        with suppress(OSError):
            sys.stderr.write(f"\r{show(text)}{end}")
            sys.stderr.flush()


def document(value: object) -> None:
    """Print one JSON document, with other characters than ASCII escaped.

    That is exact for a script, and harmless on a terminal.
    """
    import json

    json.dump(value, sys.stdout, indent=2, ensure_ascii=True, allow_nan=False)
    sys.stdout.write("\n")


def report(invocation: "Invocation", value: object, text: str) -> None:
    """Print a value as a JSON document with --json, and else a text."""
    if invocation.json:
        document(value)
    else:
        say(text)


def print_file(invocation: "Invocation", path: "Path", sha256: str, **more: str) -> None:
    """Print the path of a file that was written, with --json its hash and whatever is given too."""
    report(invocation, {"path": str(path), "sha256": sha256, **more}, str(path))


def pour(file: bytes, what: str, line: str) -> None:
    """Print a file's bytes to stdout. Raises Refused on a terminal, with the line to type instead.

    `what` names the file, as `A draft`. `line` is the part after `ssh HOST dpo-console`.
    """
    refuse_terminal(what, line)
    sys.stdout.buffer.write(file)


def refuse_terminal(what: str, line: str) -> None:
    """Raise Refused if stdout is a terminal, with the line to type instead, as `pour` does."""
    if sys.stdout.isatty():
        raise Refused(
            f"{what} can't be shown on a terminal. Send it to a file on your own computer: "
            f"ssh HOST dpo-console {line}"
        )


def columns(
    rows: Iterable[Sequence[str]], heads: Sequence[str] = (), *, indent: int = 0, wrapped: int = 1
) -> None:
    """Print rows of text in aligned columns. The last `wrapped` columns wrap within themselves."""
    for line in table_lines(rows, heads, indent=indent, wrapped=wrapped):
        sys.stdout.write(f"{line}\n")


def section(title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their title, or nothing where there are none."""
    if rows:
        say(f"\n{title}")
        columns(rows, indent=2)


def moment(value: date | datetime | None) -> str | None:
    """Return a day as 2026-11-24, or a minute in London as 2026-11-24T14:20."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.isoformat(timespec="minutes")
    return value.isoformat() if value else None


def picked(value: object, names: str) -> Json:
    """Return these fields of a row, each under its name.

    `key=field` tells a field under another key. A `?` at the end tells null where it is empty.
    """
    found: Json = {}
    for name in names.split():
        key, _, field = name.removesuffix("?").partition("=")
        plain = _plain(getattr(value, field or key))
        found[key] = (plain or None) if name.endswith("?") else plain
    return found


def _plain(value: object) -> object:
    if isinstance(value, date):
        return moment(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple | frozenset) else value


def table_lines(
    rows: Iterable[Sequence[str]], heads: Sequence[str], *, indent: int, wrapped: int
) -> Iterator[str]:
    """Yield the lines of rows in columns. The last `wrapped` columns wrap within themselves."""
    shown = [[show(cell) for cell in row] for row in rows]
    whole = streams.width()
    broken = [[cell.split("\n") for cell in row] for row in (heads, *shown) if row]
    lines = [line for row in broken for line in zip_longest(*row, fillvalue="")]
    widths = [max(map(cells.cell_len, column)) for column in zip(*lines, strict=True)]
    taken = indent + sum(widths) + BETWEEN * (len(widths) - 1)
    fixed = widths[: len(widths) - wrapped]
    needed = indent + sum(fixed) + BETWEEN * len(fixed) + (LEAST + BETWEEN) * wrapped - BETWEEN
    if taken > whole and needed > whole:
        drawn = _told(shown, heads, whole - indent)
    elif taken > whole or (heads and whole < streams.UNWRAPPED):
        drawn = _by_rich(shown, heads, wrapped, whole - indent)
    else:
        drawn = (_filled(line, widths) for line in lines or [()])
    for line in drawn:
        yield f"{' ' * indent}{line}".rstrip()


def _filled(line: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(
        f"{cell}{' ' * (width - cells.cell_len(cell) + BETWEEN)}"
        for cell, width in zip(line, widths, strict=True)
    )


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


def _told(rows: Sequence[Sequence[str]], heads: Sequence[str], room: int) -> Iterator[str]:
    """Yield each row with all its words, wrapped: `SAR-2026-0042; Received: 1 Sep; Kind: ...`."""
    for row in rows:
        named = zip_longest(heads, row, fillvalue="")
        told = [f"{head}: {cell}" if head and place else cell
                for place, (head, cell) in enumerate(named) if cell]  # fmt: skip
        yield from _wrapped(("; " if heads else " " * BETWEEN).join(told), room)
