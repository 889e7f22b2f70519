"""Reading a file in a process of its own, which is stopped if a page takes too long."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Timer
from typing import Any

from dpo_console.bundle.inspection import Inspection, broken

LONGEST = 150.0
"""The most seconds that a page may take on a busy machine. The reader bounds its own work."""

CHILD = (sys.executable, "-I", "-m", "dpo_console.bundle.child")

STOPPED = "It can't be read here: its reader stopped at page {}. Print it to a new PDF."


def inspect_apart(
    data: bytes,
    name: str,
    tell: Callable[[int], None] = lambda _page: None,
    longest: float = LONGEST,
) -> Inspection:
    """Return the inspection of a file. `tell` is called with the number of each page once read.

    A file that its reader can't bear is told as broken, with the page at which it stopped.
    """
    page = 0
    for told in told_apart(data, name, longest):
        if isinstance(told, int):
            page = told
            tell(page)
        else:
            return Inspection.from_json(told)
    return broken("file", STOPPED.format(page + 1))


def told_apart(data: bytes, name: str, longest: float) -> Iterator[Any]:
    """Yield what the reader says, until it ends or is stopped."""
    with subprocess.Popen(  # noqa: S603 - our own program, without a shell
        (*CHILD, name), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as reader:
        if reader.stdin is None:
            return
        with suppress(BrokenPipeError):  # it died, so it says nothing
            reader.stdin.write(data)
            reader.stdin.close()
        while line := next_line(reader, longest):
            yield json.loads(line)


def next_line(reader: subprocess.Popen[bytes], longest: float, question: bytes = b"") -> bytes:
    """Return a reader's next line, or nothing if it died or takes too long.

    A `question` is written to it first.
    """
    if reader.stdin is None or reader.stdout is None:
        return b""
    stop = Timer(longest, reader.kill)
    stop.start()
    try:
        if question:
            with suppress(BrokenPipeError):
                reader.stdin.write(question)
                reader.stdin.flush()
        line: bytes = reader.stdout.readline()
    finally:
        stop.cancel()
    return line if line.endswith(b"\n") else b""
