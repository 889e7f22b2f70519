"""A row of the published figures: what is tried, how often, and how each try ended."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.proving.traced import Unavailable

WRONG = "WRONG"
"""The beginning of an ending that must not happen."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its name, its sentence, and a try of it, which returns how it ended.

    `prepare` makes what all tries share in a folder. `full` is the published number of tries.
    """

    name: str
    says: str
    full: int
    prepare: Callable[[Path], object]
    attempt: Callable[[object, Path, Random], str]

    def prove(self, count: int, folder: Path, seed: int = 1) -> Counter[str]:
        """Try it `count` times, and return how many tries ended in each way."""
        shared, random = self.prepare(folder / "shared"), Random(seed)
        (folder / "tries").mkdir()
        return Counter(self._end(shared, folder / "tries", random) for _ in range(count))

    def _end(self, shared: object, folder: Path, random: Random) -> str:
        try:
            return self.attempt(shared, folder, random)
        except Unavailable:
            raise
        except Exception as defect:
            return f"{WRONG}: {type(defect).__name__}: {defect}"


def wrong(ended: Counter[str]) -> list[str]:
    """Return the endings that must not happen."""
    return [ending for ending in ended if ending.startswith(WRONG)]
