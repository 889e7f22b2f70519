"""The process that reads one file: bounded, so that no file can hang or exhaust the console.

It takes the file on stdin and its name as the argument. It prints a line of JSON for each page, and
one with the inspection.
"""

import json
import resource
import sys

from dpo_console.bundle.inspection import Inspection
from dpo_console.bundle.reading import inspect

MEMORY = 2_000_000_000
"""The most bytes of address space."""

SECONDS = 300
"""The most seconds of processor time for one file."""


def bounded(memory: int, seconds: int) -> None:
    """Limit this process to so many bytes of address space, and seconds of processor time."""
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(limit)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the words


def main() -> None:
    """Read the file."""
    bounded(MEMORY, SECONDS)
    for told in inspect(sys.stdin.buffer.read(), sys.argv[1]):
        line = told.as_json() if isinstance(told, Inspection) else told
        sys.stdout.write(f"{json.dumps(line)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
