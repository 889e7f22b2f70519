"""Check 300 made-up bundles with a known leak each, and 100 that hide nothing, and count.

It prints what was found and missed by kind of leak, and every false alarm. Exit code 1 if anything
was missed or said of a file that hides nothing.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from dpo_console.casework.bundle import CheckedFile, FileToCheck, check_files
from dpo_console.casework.requests import NewRequest, log_request
from tests.bundle.corpora.corpora import CLEAR, LEAKING, clear, leaking
from tests.bundle.corpora.judging import Judged, judge
from tests.conftest import desks, make_home


def main() -> int:
    """Check every bundle in a home of its own."""
    began = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        desk = desks(make_home(Path(folder) / "home"))()
        request = NewRequest("sar", date(2026, 11, 2), "Jane Doe", "parent", subjects=("Tom Doe",))
        reference = log_request(desk, request).reference

        def check(files: Sequence[FileToCheck], name: str) -> Sequence[CheckedFile]:
            return check_files(desk, reference, files, names=(name,))

        most = int(sys.argv[1]) if len(sys.argv) > 1 else LEAKING
        judged = [judge(leaking(seed), check) for seed in range(most)]
        judged += [judge(clear(seed), check) for seed in range(min(most, CLEAR))]
    return _tell(judged, perf_counter() - began)


def _tell(judged: Sequence[Judged], seconds: float) -> int:
    leaks = [one for one in judged if one.bundle.leak]
    missed = Counter(one.bundle.leak for one in leaks if not one.found)
    alarms = Counter(said for one in judged for said in one.false_alarms)
    for name, number in sorted(missed.items()):
        print(f"missed {number}: {name}")
    for said, number in sorted(alarms.items()):
        print(f"false alarm {number}: {said}")
    clean = [one for one in judged if not one.bundle.leak]
    print(
        f"{len(leaks) - missed.total()} of {len(leaks)} leaks found, of "
        f"{len({one.bundle.leak for one in leaks})} kinds; {alarms.total()} false alarms, in "
        f"{sum(1 for one in clean if one.false_alarms)} of {len(clean)} clean bundles; "
        f"{sum(len(one.bundle.files) for one in judged)} files in {seconds:.0f} s"
    )
    return 1 if missed or alarms else 0


if __name__ == "__main__":
    sys.exit(main())
