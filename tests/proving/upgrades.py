"""Homes of every release that are opened today, and killed at each call that changes the disk."""

import shutil
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.proving.power import CHANGES
from tests.proving.row import WRONG, Row
from tests.proving.traced import Say, traced
from tests.store.old_homes import RELEASES, ask, lost, put, records_of, rows

TRACED = ["-e", f"trace={','.join(CHANGES)}"]


class Step(NamedTuple):
    """The n-th call of a kind that opening a release's home makes."""

    release: str
    call: str
    nth: int


def _open(home: Path, _: Say) -> None:
    ask(home, "list")


def steps(root: Path) -> Iterator[Step]:
    """Return each step of each release, in a shuffled order, again and again."""
    root.mkdir(parents=True)
    found = []
    for release in RELEASES:
        _open(put(release, root / "first"), print)  # it loads modules
        calls = traced(partial(_open, put(release, root / "home")), root / "trace", TRACED).calls
        for call, count in sorted(Counter(call.name for call in calls).items()):
            found += [Step(release, call, nth) for nth in range(1, count + 1)]
        for folder in ("first", "home"):
            shutil.rmtree(root / folder)
    Random(1).shuffle(found)
    return _again_and_again(found)


def _again_and_again(found: list[Step]) -> Iterator[Step]:
    while True:
        yield from found


def upgrade(found: object, folder: Path, _: Random) -> str:
    """Kill an opening at the next step, and open the home again."""
    step: Step = next(found)  # type: ignore[call-overload]  # an iterator, as `steps` returns it
    home = put(step.release, folder / "home")
    before = rows(records_of(home))
    kill = ["-e", f"inject={step.call}:signal=KILL:when={step.nth}"]
    ended = traced(partial(_open, home), folder / "trace", [*TRACED, *kill]).told
    try:
        verified = ask(home, "verify", "--json")
        left = lost(before, rows(records_of(home)))
    finally:
        shutil.rmtree(home)
    if verified.code or left:
        return f"{WRONG}: {step}: {verified.err} {left[:2]}"
    return "done before the kill" if ended else "killed, and nothing is lost"


UPGRADES = Row(
    "upgrades",
    "A home of each release is opened, and that is killed at each call that changes the disk.",
    400, steps, upgrade,
)  # fmt: skip
