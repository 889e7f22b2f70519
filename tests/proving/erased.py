"""Words of erased cases, searched for in every byte of a home."""

from pathlib import Path
from random import Random

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.casework.retention.erasing import erase
from tests.casework.retention import canaries
from tests.conftest import desks, make_home
from tests.proving.kills import killed
from tests.proving.offices import copy
from tests.proving.row import WRONG, Row

WHY, ALTHOUGH = "The period has ended", "The DPO of the trust decided so"
LONGEST = 1.0
"""The seconds within which an erasure is killed. Most take less."""


def fill(root: Path) -> Path:
    """Make a home of cases with a word of their own in every field."""
    canaries.fill(desks(make_home(root)))
    return root


def forget(home: object, folder: Path, random: Random) -> str:
    """Erase a case by two people, kill that in the middle, go on, and search every byte."""
    root, sit = copy(home, folder)
    case = random.choice((canaries.SAR, canaries.DSC))
    erase(sit("dpo"), case, WHY, although=ALTHOUGH)
    desk = sit("head")
    ended = killed(lambda: erase(desk, case), random.uniform(0, LONGEST))
    if not _recorded(sit("head"), case):  # the kill came before it was saved
        erase(sit("head"), case)
    if found := canaries.places(root, case):
        return f"{WRONG}: {case} in {found[:3]}"
    if not verify(sit("dpo")).sound:
        return f"{WRONG}: {case}: unsound"
    return f"no word left{', after a kill' if ended else ''}"


def _recorded(desk: Desk, case: str) -> bool:
    return any(case in check.text for check in verify(desk).checks if check.name == "erased")


ERASED = Row(
    "erased",
    "A case with a word of its own in every field is erased, most of the time with a kill in the "
    "middle. Its words are in no byte of the home.",
    200, fill, forget,
)  # fmt: skip
