"""The standard streams made dependable: always there, and able to write every character.

A failure of stdout is not an OSError. It must not look like a failure of the work, which may be
done.
"""

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from dpo_console.lazy_import import later

if TYPE_CHECKING:
    import shutil

    from _typeshed import ReadableBuffer
else:
    shutil = later("shutil")

STDIN, STDOUT, STDERR = 0, 1, 2

UNWRAPPED = 1_000
"""Columns of output to a file or a pipe, which nobody reads directly and so needs no wrapping."""


class NotPrinted(Exception):
    """A failure to print: the disk is full, or there is nowhere to print to."""


class ReaderGone(NotPrinted):
    """A reader of our output that has gone, as with `| head`."""


class Printer(io.FileIO):
    """The raw file under stdout."""

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write some of it. Raises NotPrinted with the reason."""
        try:
            written = super().write(data)
        except BrokenPipeError as problem:
            raise ReaderGone from problem
        except OSError as problem:
            raise NotPrinted(os.strerror(problem.errno or 0)) from problem
        if not written:
            raise NotPrinted("the reader is too slow")
        return written


def prepare() -> None:
    """Set up this process's stdout and stderr. A character they can't spell is written by code."""
    _open_what_is_closed()
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(Printer(STDOUT, "w", closefd=False)),
        encoding=sys.stdout.encoding if sys.stdout else "utf-8",
        errors="backslashreplace",
        line_buffering=os.isatty(STDOUT),
    )
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    else:
        sys.stderr = io.TextIOWrapper(io.FileIO(STDERR, "w", closefd=False), write_through=True)


def _open_what_is_closed() -> None:
    """Take the numbers of closed streams, or the records would be opened under them.

    Each gets the mode that a shell's `<&-` and `>&-` ask for: reads find nothing, and printing to
    stdout fails.
    """
    for number, mode in ((STDIN, os.O_RDONLY), (STDOUT, os.O_RDONLY), (STDERR, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)


def leave(code: int) -> NoReturn:
    """End this process at once, after a command that only prints: nothing waits for its end."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, NotPrinted):  # what failed before is told
            stream.flush()
    os._exit(code)


def read_stdin(largest: int) -> bytes:
    """Return a file that came on stdin, at most `largest` bytes of it and one more.

    Raises BadInput on a terminal, where nothing comes.
    """
    if os.isatty(STDIN):
        from dpo_console.errors import BadInput

        raise BadInput("- stands for a file on stdin. Add < FILE to the line.")
    return sys.stdin.buffer.read(largest + 1)


def forget(number: int) -> None:
    """Discard unwritten output: Python would try again as it ends, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def width() -> int:
    """Return the columns of the terminal, or a very large number for a file or a pipe."""
    return shutil.get_terminal_size().columns if os.isatty(STDOUT) else UNWRAPPED
