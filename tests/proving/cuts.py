"""A day's work, and the power that fails in the middle of it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.verify import verify
from dpo_console.cases.records.witness import head
from dpo_console.casework.backup.backing_up import back_up
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.notes import add_note
from dpo_console.casework.papers.keeping import keep_paper, mend_papers
from dpo_console.casework.records.mending import mend
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.retention.erasing import erase
from tests.casework.backup.made import PLAIN, quiet
from tests.conftest import TODAY, desks
from tests.proving.kills import FOI, SAR
from tests.proving.offices import begin
from tests.proving.power import CHANGES, MEANS, Disk
from tests.proving.row import WRONG, Row
from tests.proving.traced import Call, Say, Unavailable, traced

ACK = "ACK"
"""The first word when a save was acknowledged, before the head of the log and a file's path."""


def work(desk: Desk, say: Say) -> None:
    """Do a day's work, and say after each act that it was saved, and which file came of it."""

    def saved(path: object = "") -> None:
        say(f"{ACK} {head(desk).seq} {path}\n")

    backups, why = desk.home.root.parent / "backups", "The period has ended"
    log_request(desk, NewRequest("sar", TODAY, "Mo Lane"))
    saved()
    add_note(desk, SAR, "A note of the day")
    saved()
    row = write_letter(desk, SAR, "acknowledgement", {"summary": "All of it"})
    saved(desk.home.exports / row.path)
    keep_paper(desk, SAR, b"Words of the requester", "more.eml")
    saved(desk.home.papers / SAR)
    saved(make_pack(desk, SAR).folder)
    saved(back_up(desk, backups, PLAIN, quiet).path)
    erase(desk, FOI, why, by="head", evidence="Minute 7", although="The head decided")
    saved()
    add_note(desk, SAR, "The last note")
    saved()


@dataclass
class Day:
    """The calls of a day, the home before it, and the calls before which power is still to fail."""

    before: Path
    calls: tuple[Call, ...]
    places: Iterator[int] = field(default_factory=lambda: iter(()))


TRACED = ",".join({*CHANGES, *MEANS, "openat", "close", "lseek"})
"""The calls that the model of the disk hears of."""


def record(root: Path) -> Day:
    """Make an office, and record the calls of a day there. Raises Unavailable."""
    root.mkdir(parents=True, exist_ok=True)
    before = root / "before"
    begin(before / "home")
    (before / "backups").mkdir(mode=0o700)
    at = root / "at"
    for _ in range(2):  # the first day loads modules
        shutil.rmtree(at, ignore_errors=True)
        shutil.copytree(before, at)
        desk = desks(at / "home")()
        found = traced(partial(work, desk), root / "trace", ["-e", f"trace={TRACED}"])
    if not found.told.endswith("saved"):
        raise Unavailable(found.told)
    shutil.rmtree(at)
    places = [n for n, call in enumerate(found.calls) if call.name in CHANGES]
    return Day(before, found.calls, _again_and_again(places))


def _again_and_again(places: list[int]) -> Iterator[int]:
    while True:
        yield from places


class Saved(NamedTuple):
    """What was acknowledged: the head of the log, and each file as it was then."""

    seq: int
    files: Mapping[str, bytes]


def cut(day: object, folder: Path, random: Random) -> str:
    """Do a part of the day, let the power fail, and open what the disk then holds."""
    assert isinstance(day, Day)
    at = day.before.parent / "at"
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(day.before, at)
    disk, saved, place = Disk(at), Saved(0, {}), next(day.places)
    for call in day.calls[:place]:
        saved = _acknowledged(call, disk, saved)
        disk.call(call)
    shutil.rmtree(at)
    at.mkdir(mode=0o700)
    disk.after_cut(random, at)
    where = f"{WRONG} before call {place}, {day.calls[place].name}"
    try:
        why, mended = _left(at / "home", saved)
    except Exception as defect:
        return f"{where}: {type(defect).__name__}: {defect}"
    finally:
        shutil.rmtree(at)
    return f"{where}: {why}" if why else f"nothing lost or torn{mended}"


def _acknowledged(call: Call, disk: Disk, saved: Saved) -> Saved:
    if call.name != "write" or not call.data(1).startswith(ACK.encode()):
        return saved
    _, seq, path = call.data(1).decode().rstrip("\n").split(" ", 2)
    return Saved(int(seq), {**saved.files, **(disk.content(path) if path else {})})


def _left(home: Path, saved: Saved) -> tuple[str, str]:
    """Return what is wrong after the cut, or '', and whether a mend was needed, in words."""
    desk = desks(home)()
    mend_papers(desk)  # as `verify` does
    if (now := head(desk).seq) < saved.seq:
        return f"entry {saved.seq} was acknowledged, and the log ends with {now}", ""
    for name, content in saved.files.items():
        if not Path(name).is_file() or Path(name).read_bytes() != content:
            return f"{name} was acknowledged, and is lost or torn", ""
    unsound = [check.text for check in verify(desk).checks if not check.sound]
    if any("clear it with" not in text for text in unsound):
        return str(unsound), ""
    mend(desk)
    return "" if verify(desk).sound else "still unsound", ", after --mend" if unsound else ""


CUTS = Row(
    "cuts",
    "The power fails before each call that changes the disk in a day's work. Of what wasn't "
    "synced, any sectors and names may be lost. Nothing acknowledged is, and `verify` is sound.",
    1000, record, cut,
)  # fmt: skip
