"""The one way out: text made safe to show, JSON, and aligned columns."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from dpo_console.cli import streams
from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.text import show

if TYPE_CHECKING:
    import textwrap
    from pathlib import Path

    from dpo_console.cli.invocation import Invocation
else:
    textwrap = later("textwrap")


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
    from dpo_console.cli.tables import table_lines  # rich is slow to load

    for line in table_lines(rows, heads, indent=indent, wrapped=wrapped):
        sys.stdout.write(f"{line}\n")


def section(title: str, rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their title, or nothing where there are none."""
    if rows:
        say(f"\n{title}")
        columns(rows, indent=2)
