"""Make the figures again that the guide's page `figures` publishes.

    python .dev/prove.py [ROW...] [--share 0.1]

Each row prints a line of that table: what was tried, how often, how it ended, and the day. Fewer
tries are made with `--share`. Run it from a checkout, in an environment with the tests' packages.
It exits with 1 if a try ended as it must not.
"""

import os
import sys
import tempfile
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DPO_CONSOLE_TEST_CLOCK", "")

from tests.proving import ROWS  # the path must be set first
from tests.proving.row import wrong
from tests.proving.writers import save_at_once

WRITERS, SECONDS = 20, 60


def main() -> int:
    """Prove the rows that are named, or all of them. Return the exit code."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    names = [row.name for row in ROWS]
    parser.add_argument("rows", nargs="*", choices=[*names, "writers", []])
    parser.add_argument("--share", type=float, default=1.0)
    given = parser.parse_args()
    bad = 0
    for row in ROWS:
        if not given.rows or row.name in given.rows:
            count = max(1, round(row.full * given.share))
            with tempfile.TemporaryDirectory(prefix="dpo-proof-") as folder:
                ended = row.prove(count, Path(folder))
            bad += len(wrong(ended))
            told = "; ".join(f"{how}: {number:,}" for how, number in ended.most_common())
            _print(row.says, f"{count:,}", told, row.name)
    if not given.rows or "writers" in given.rows:
        _writers(SECONDS * given.share)
    return 1 if bad else 0


def _writers(seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="dpo-proof-") as folder:
        found = save_at_once(Path(folder) / "home", WRITERS, seconds)
    half, nearly_all = found.within(0.5), found.within(0.99)
    told = (
        f"half within {half:.2f} s, 99% within {nearly_all:.2f} s, the longest "
        f"{found.waits[-1]:.2f} s; each writer saved {found.fewest} to {found.most} times"
    )
    says = f"{WRITERS} people save at once for {seconds:.0f} s."
    _print(says, f"{len(found.waits):,}", told, "writers")


def _print(*cells: str) -> None:
    day = datetime.now(UTC).date().isoformat()
    says, count, told, name = cells
    print(f"| `{name}`: {says} | {count} on {day}: {told} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
