"""Processes that are killed at a random moment of their work."""

import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.view.case import case_view
from dpo_console.casework.backup.backing_up import back_up
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.notes import add_note
from dpo_console.casework.records.mending import mend
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.retention.erasing import erase
from tests.casework.backup.made import PLAIN, quiet
from tests.conftest import TODAY
from tests.proving.offices import KNOWN, begin, copy
from tests.proving.row import WRONG, Row

SAR, FOI = "SAR-2026-0001", "FOI-2026-0001"


def _log(desk: Desk) -> None:
    log_request(desk, NewRequest("sar", TODAY, "Mo Lane"))


def _letter(desk: Desk) -> None:
    write_letter(desk, SAR, "acknowledgement", {"summary": "All of it"})


def _backup(desk: Desk) -> None:
    back_up(desk, desk.home.root.parent / "backups", PLAIN, quiet)


def _erase(desk: Desk) -> None:
    why, although = "The period has ended", "The head decided"
    erase(desk, FOI, why, by="head", evidence="Minute 7", although=although)


ACTS: Mapping[str, Callable[[Desk], object]] = {
    "log": _log,
    "note": lambda desk: add_note(desk, SAR, "Another note"),
    "letter": _letter,
    "pack": lambda desk: make_pack(desk, SAR),
    "backup": _backup,
    "erase": _erase,
}


class Office(NamedTuple):
    """A home, and the seconds that each act takes there."""

    home: Path
    seconds: Mapping[str, float]


def make_office(root: Path) -> Office:
    """Make a home, and do each act once on a copy of it."""
    home = begin(root / "home")
    seconds = {}
    for name, act in ACTS.items():
        _, sit = copy(home, root)
        desk, begun = sit(), monotonic()
        act(desk)
        seconds[name] = monotonic() - begun
    return Office(home, seconds)


def attempt(office: object, folder: Path, random: Random) -> str:
    """Kill an act, open the home again, and see that nothing is lost or half done."""
    assert isinstance(office, Office)
    _, sit = copy(office.home, folder)
    name, desk = random.choice(list(ACTS)), sit()
    ended = killed(lambda: ACTS[name](desk), random.uniform(0, office.seconds[name]))
    desk = sit()
    told = [check.text for check in verify(desk).checks if not check.sound]
    if any("clear it with" not in text for text in told):
        return f"{WRONG} after {name}: {told}"
    mend(desk)
    if not verify(sit()).sound:
        return f"{WRONG} after {name}: still unsound"
    if not any(KNOWN in event.text for event in case_view(sit(), SAR).timeline):
        return f"{WRONG} after {name}: a saved note is lost"
    return ("killed, " if ended else "done before the kill, ") + ("mended" if told else "sound")


def killed(act: Callable[[], object], seconds: float) -> bool:
    """Do something in a process that dies after some seconds. Return True if it was killed."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # as hard as kill -9: nothing runs after it
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))
        with suppress(BaseException):
            act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


KILLS = Row(
    "kills",
    "A process is killed at a random moment as it logs, notes, writes, packs, backs up or erases. "
    "Nothing saved before is lost, and `verify` is sound, at the latest after `--mend`.",
    1000,
    make_office,
    attempt,
)
