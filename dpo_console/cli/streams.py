"""The standard streams made dependable: always there, and able to write every character.

Why stdout fails is no OSError: it must not be taken for a failure of the work, which may be done.
"""

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

STDIN, STDOUT, STDERR = 0, 1, 2


class NotPrinted(Exception):
    """What was said could not be printed: the disk is full, or there is nowhere to print to."""


class ReaderGone(NotPrinted):
    """Whoever read our output has gone, as with `| head`."""


class Printer(io.FileIO):
    """What lies under stdout."""

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write some of it. Raises NotPrinted, saying why."""
        try:
            written = super().write(data)
        except BrokenPipeError as problem:
            raise ReaderGone from problem
        except OSError as problem:
            raise NotPrinted(os.strerror(problem.errno or 0)) from problem
        if not written:
            raise NotPrinted("whoever reads it is too slow")
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

    Each in the mode that a shell's `<&-` and `>&-` ask for: reading finds nothing, and what is
    printed to stdout fails.
    """
    for number, mode in ((STDIN, os.O_RDONLY), (STDOUT, os.O_RDONLY), (STDERR, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)


def forget(number: int) -> None:
    """Send what is still unwritten nowhere: Python would try again as it ends, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)
