"""One of many who save at once: it opens a home, waits for a word, and prints what acts took."""

import json
import sys
from datetime import date
from functools import partial
from pathlib import Path

from dpo_console.casework.notes import add_note
from dpo_console.casework.office.opening import open_desk
from dpo_console.casework.requests import NewRequest, log_request
from tests.benchmarks.test_records_speed import wall


def main(root: Path, today: date, acts: int) -> None:
    """Add notes to a case of its own, one after the other."""
    desk = open_desk(root, as_person="dpo", today=today)
    case = log_request(desk, NewRequest("sar", today, "Jane Doe", school="oak")).reference
    add_note(desk, case, "The first loads what acts need.")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    took = [wall(partial(add_note, desk, case, f"Note {number}")) for number in range(acts)]
    sys.stdout.write(f"{json.dumps(took)}\n")
    sys.stdout.flush()
    sys.stdin.readline()  # an end takes as long as many acts, and others still act


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), int(sys.argv[3]))
