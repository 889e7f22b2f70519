"""Press random keys in the console, and compare what two terminals show after each.

    python .dev/compare_screens.py [KEYS] [--seed N]

One terminal gets all that Textual draws, the other only the cells that change. They must look the
same, cell by cell. The keys are 30,000 unless told. Run it from a checkout, in an environment with
the tests' packages. It exits with 1 at the first difference.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from datetime import date
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DPO_CONSOLE_TEST_CLOCK", "")
from dpo_console.tui.terminal.abilities import DEFAULTS, FIXED

os.environ.update(DEFAULTS | FIXED)  # before textual is imported

from dpo_console.casework.office.opening import open_desk
from dpo_console.demo import build
from tests.tui.terminal.twin import play

TODAY, SITTING = date(2026, 11, 25), 300
"""The demo's day, and the keys pressed before the console is opened afresh."""


def main() -> int:
    """Press the keys. Return the exit code."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("keys", nargs="?", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    keys = whole = changes = 0
    with tempfile.TemporaryDirectory(prefix="dpo-screens-") as folder:
        fresh = Path(folder) / "fresh"
        build(fresh, cases=60, today=TODAY)
        for seed in count(given.seed):
            home = Path(folder) / "home"
            shutil.copytree(fresh, home)
            sitting = min(SITTING, given.keys - keys)
            sent = asyncio.run(play(open_desk(home, today=TODAY), seed, sitting))
            keys, whole, changes = keys + sent[0], whole + sent[1], changes + sent[2]
            shutil.rmtree(home)
            print(f"{keys:,} keys: {whole:,} and {changes:,} bytes", flush=True)
            if keys >= given.keys:
                break
    return 0


if __name__ == "__main__":
    sys.exit(main())
