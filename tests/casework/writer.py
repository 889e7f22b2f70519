"""A process of its own that writes cases: killed or crowded in the tests of durability.

Usage: python -m tests.casework.writer HOME COUNT REFERENCE. Says each case's reference once it
is acknowledged; with a REFERENCE, adds a note to that case as well each time.
"""

import sys
from datetime import date
from pathlib import Path

from dpo_console.casework.desk import open_desk
from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request


def main(home: str, count: str, shared: str = "") -> None:
    """Write cases, one after another."""
    desk = open_desk(Path(home), today=date(2026, 11, 25))
    for number in range(int(count)):
        request = NewRequest("sar", date(2026, 11, 2), f"Writer {number}", subjects=("Tom Doe",))
        reference = log_request(desk, request).reference
        if shared:
            add_note(desk, shared, f"also {reference}")
        sys.stdout.write(f"{reference}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
