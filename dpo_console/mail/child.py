"""The process that reads messages: bounded in memory and processor time.

It takes each on stdin, led by its length in a line, and prints a line of JSON for it.
"""

import json
import sys

from dpo_console.bundle.child import bounded
from dpo_console.mail.reading import read

MEMORY, SECONDS = 1_500_000_000, 600
"""The most bytes of address space, and the most seconds of processor time, for all messages."""


def main() -> None:
    """Read messages until there are no more."""
    bounded(MEMORY, SECONDS)
    while length := sys.stdin.buffer.readline():
        told = read(sys.stdin.buffer.read(int(length)))
        sys.stdout.write(f"{json.dumps(told.as_json())}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
