"""The process that reads one file: bounded, so that no file can hang or exhaust the console.

It takes the file on stdin and its name as the argument. It prints a line of JSON for each page, and
one with the inspection.
"""

import json
import resource
import sys
from time import process_time

from dpo_console.bundle.inspection import Inspection
from dpo_console.bundle.reading import inspect

MEMORY = 1_000_000_000
"""The most bytes of address space."""

SECONDS = 30
"""The most seconds of processor time for a page, or for a file without pages."""


def bounded(memory: int, seconds: int) -> None:
    """Limit this process to so many bytes of address space, and seconds of processor time."""
    _bound(resource.RLIMIT_AS, memory)
    _bound(resource.RLIMIT_CPU, seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the words


def main() -> None:
    """Read the file."""
    bounded(MEMORY, SECONDS)
    for told in inspect(sys.stdin.buffer.read(), sys.argv[1]):
        line = told.as_json() if isinstance(told, Inspection) else told
        sys.stdout.write(f"{json.dumps(line)}\n")
        sys.stdout.flush()
        _bound(resource.RLIMIT_CPU, int(process_time()) + SECONDS)


def _bound(limit: int, most: int) -> None:
    """Set a limit of this process, which the next page may set anew."""
    _, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
