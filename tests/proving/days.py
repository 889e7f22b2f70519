"""Every day of many years, for each kind of request; and every umask."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.office import drafts
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.config import load_settings
from dpo_console.config.home import Home
from dpo_console.law.calendar.schools import School
from dpo_console.law.clock import read_clock
from dpo_console.law.facts import RECEIVED
from dpo_console.law.model import Fact
from dpo_console.law.statutes import kinds
from tests.casework.backup.made import office
from tests.conftest import desks, make_home
from tests.proving.row import WRONG, Row

FIRST, LAST = date(2020, 1, 1), date(2045, 12, 31)
BY_THE_TEST = ("dpo.toml", "notice.toml")
"""Files that the test puts into a home."""

ALL = (LAST - FIRST).days + 1


class Years(NamedTuple):
    """A school with its terms, and the days, each once."""

    school: School
    days: Iterator[date]


def make_school(root: Path) -> Years:
    """Return a school and all days."""
    school = load_settings(Home(make_home(root))).school("oak").for_clock()
    return Years(school, iter([FIRST + timedelta(days=n) for n in range(ALL)]))


def day(shared: object, _: Path, random: Random) -> str:
    """Read the clock of each kind for a case received on the next day."""
    assert isinstance(shared, Years)
    received = next(shared.days)
    for kind in kinds():
        clock = read_clock(kind, [Fact(RECEIVED, received)], shared.school, received)
        dues = [one.due for one in clock.deadlines if one.due]
        if any(str(due)[:10] < received.isoformat() for due in dues):
            return f"{WRONG}: {kind} of {received} is due before"
    return f"a day of {len(kinds())} kinds"


def umasks(_: Path) -> object:
    """Return each umask, once."""
    return iter(range(0o1000))


def umask(shared: object, folder: Path, _: Random) -> str:
    """Make an office under a umask, and look at the mode of each file and folder."""
    mask = next(shared)  # type: ignore[call-overload]  # an iterator, as umasks returns it
    before = os.umask(mask)
    try:
        office(make_home(folder / "home"))
        desk = desks(folder / "home")()
        write_letter(desk, "SAR-2026-0001", "acknowledgement", {"summary": "All"})
        make_pack(desk, "SAR-2026-0001")
        drafts.keep(desk, "SAR-2026-0001", "Note", {"note": "words"})
    finally:
        os.umask(before)
    open_ = [
        f"{path.name} {stat.S_IMODE(path.lstat().st_mode):04o}"
        for place in ("data", "exports")
        for path in (folder / "home" / place).rglob("*")
        if stat.S_IMODE(path.lstat().st_mode) & 0o077 and path.name not in BY_THE_TEST
    ]
    shutil.rmtree(folder / "home")
    return f"{WRONG}: under {mask:03o} {open_}" if open_ else "for the owner alone"


DAYS = Row(
    "days",
    "The clock of each kind of request is read for a case received on each day from 2020 to 2045.",
    ALL, make_school, day,
)  # fmt: skip
UMASKS = Row(
    "umasks",
    "Records, letters, packs and drafts are made under each umask. Nobody else may read them.",
    0o1000, umasks, umask,
)  # fmt: skip
