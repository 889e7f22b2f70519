"""Calls of the system that fail: a full disk, a broken one, and too many open files."""

from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.records.witness import head
from dpo_console.cases.view.case import case_view
from dpo_console.casework.records.mending import mend
from tests.proving.kills import ACTS, SAR
from tests.proving.offices import KNOWN, begin, copy
from tests.proving.row import WRONG, Row
from tests.proving.traced import Say, traced

FAILS = {
    "write": ("EIO", "ENOSPC"), "pwrite64": ("EIO", "ENOSPC"), "ftruncate": ("EIO",),
    "fsync": ("EIO",), "fdatasync": ("EIO",), "rename": ("EIO", "EACCES"),
    "openat": ("EIO", "EMFILE", "ENOSPC"), "link": ("EIO", "ENOSPC"), "unlink": ("EIO",),
    "mkdir": ("ENOSPC",), "linkat": ("EIO",), "renameat": ("EIO",), "unlinkat": ("EIO",),
    "mkdirat": ("ENOSPC",),
}  # fmt: skip
"""The calls that fail, and their errors."""

IN_STEPS = ("backup", "erase")
"""The acts that save more than once. What was saved before the failure stays."""


class Office(NamedTuple):
    """A home, and how often each act makes each call there, once it was counted."""

    home: Path
    counted: dict[str, Counter[str]]

    def calls(self, name: str, folder: Path) -> Counter[str]:
        """Return how often an act makes each call. It is done twice: the first loads modules."""
        if name not in self.counted:
            ACTS[name](copy(self.home, folder)[1]())
            act = partial(_do, name, copy(self.home, folder)[1]())
            found = traced(act, folder / "trace", ["-e", f"trace={','.join(FAILS)}"])
            self.counted[name] = Counter(call.name for call in found.calls)
        return self.counted[name]


def _do(name: str, desk: Desk, _: Say) -> None:
    ACTS[name](desk)


def make_office(root: Path) -> Office:
    """Make a home."""
    return Office(begin(root / "home"), {})


def attempt(office: object, folder: Path, random: Random) -> str:
    """Let a call of an act fail. The act says what became of it, and nothing saved is lost."""
    assert isinstance(office, Office)
    name = random.choice(list(ACTS))
    calls = office.calls(name, folder)
    call = random.choice(sorted(calls))
    nth, error = random.randint(1, calls[call]), random.choice(FAILS[call])
    _, sit = copy(office.home, folder)
    desk = sit()
    before = head(desk).seq
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={nth}"]
    ended = traced(partial(_do, name, desk), folder / "trace", inject)
    if not any(one.failed for one in ended.calls):
        return "not reached"
    where = f"{WRONG}: {name}, {call} {nth} {error}"
    try:
        why, mended = _left(sit(), name, before, ended.told)
    except Exception as defect:
        return f"{where}: {ended.told}; then {type(defect).__name__}: {defect}"
    said = ended.told.partition(":")[0]
    return f"{where}: {why}; {ended.told}" if why else f"{SAYS.get(said, 'refused')}{mended}"


SAYS = {"saved": "saved all the same", "Unsure": "said that it isn't sure"}


def _left(desk: Desk, name: str, before: int, told: str) -> tuple[str, str]:
    """Return what is wrong after a failure, or '', and whether a mend was needed, in words."""
    moved = head(desk).seq > before
    if told.startswith("crashed") or not told:
        return "it crashed", ""
    if told == "saved" and not moved:
        return "it said that it saved, and didn't", ""
    if told != "saved" and moved and name not in IN_STEPS and not told.startswith("Unsure"):
        return "it said that it didn't save, and did", ""
    if not any(KNOWN in event.text for event in case_view(desk, SAR).timeline):
        return "a saved note is lost", ""
    unsound = [check.text for check in verify(desk).checks if not check.sound]
    if any("clear it with" not in text for text in unsound):
        return str(unsound), ""
    mend(desk)
    return "" if verify(desk).sound else "still unsound", ", then mended" if unsound else ""


FAILING = Row(
    "failures",
    "The n-th call of an act fails: a write, a sync, a rename, an opening, a full disk. The answer "
    "says what is so, and `verify` is sound, at the latest after `--mend`.",
    1000, make_office, attempt,
)  # fmt: skip
