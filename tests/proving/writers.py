"""Writers who save at once, each in a process of its own."""

import json
import os
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from dpo_console.casework.notes import add_note
from dpo_console.casework.requests import NewRequest, log_request
from tests.conftest import TODAY, desks, make_home


class Figures(NamedTuple):
    """The waits of all saves, in seconds and in order, and the saves of the slowest and fastest."""

    waits: list[float]
    fewest: int
    most: int

    def within(self, share: float) -> float:
        """Return the wait within which this share of all saves ended."""
        return self.waits[min(len(self.waits) - 1, int(len(self.waits) * share))]


def save_at_once(root: Path, writers: int, seconds: float) -> Figures:
    """Let writers save notes for some seconds, each on a case of their own."""
    desk = desks(make_home(root))()
    cases = [log_request(desk, NewRequest("sar", TODAY, f"Person {n}")) for n in range(writers)]
    add_note(desk, cases[0].reference, "The first")
    pipes = [_writer(root, one.reference, seconds) for one in cases]
    each = []
    for child, pipe in pipes:
        with os.fdopen(pipe) as told:
            each.append(json.loads(told.read()))
        os.waitpid(child, 0)
    waits = sorted(wait for one in each for wait in one)
    return Figures(waits, min(map(len, each)), max(map(len, each)))


def _writer(root: Path, reference: str, seconds: float) -> tuple[int, int]:
    heard, tells = os.pipe()
    child = os.fork()
    if child:
        os.close(tells)
        return child, heard
    waits: list[float] = []
    random = Random(reference)
    desk, end = desks(root)(), monotonic() + seconds
    while monotonic() < end:
        begun = monotonic()
        add_note(desk, reference, f"Note {random.random()}")
        waits.append(monotonic() - begun)
    with os.fdopen(tells, "w") as pipe:
        json.dump(waits, pipe)
    os._exit(0)
