"""What a killed process leaves is told by `verify`, cleared by a mend, and nothing else is."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dpo_console.cases.records.verify import verify
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.records.mending import mend
from dpo_console.casework.reports.evidence_pack import make_pack
from dpo_console.config.files.folders import private_folder
from dpo_console.errors import NotAllowed
from tests.casework.backup.made import office
from tests.casework.killed import in_child
from tests.conftest import Begin, DeskOf, desks

CASE = "SAR-2026-0001"


@pytest.fixture(autouse=True)
def begun(home: Path, begin: Begin) -> None:
    begin(home, office)


def letter(sit: DeskOf) -> None:
    write_letter(sit(), CASE, "acknowledgement", {"summary": "Everything on Tom"})


def pack(sit: DeskOf) -> None:
    make_pack(sit(), CASE)


def faults(sit: DeskOf) -> list[str]:
    return [check.text for check in verify(sit()).checks if not check.sound]


def killed_and_mended(home: Path, root: Path, act: Callable[[DeskOf], None], at: int) -> int:
    """Kill an act at a call of the system, mend, and return the number of calls that it makes."""
    sit = desks(shutil.copytree(home, root))
    calls = in_child(lambda: act(sit), at)
    before = faults(sit)
    assert all("clear it with: dpo-console settings check --mend" in fault for fault in before)
    told = mend(sit())
    assert told or not before
    assert faults(sit) == []
    assert [*root.rglob(".tmp-*")] == []
    act(sit)
    assert faults(sit) == []
    assert mend(sit()) == ()
    shutil.rmtree(root)
    return calls


@pytest.mark.parametrize("act", [letter, pack])
def test_what_a_kill_leaves_is_told_and_cleared(
    home: Path, tmp_path: Path, act: Callable[[DeskOf], None]
) -> None:
    total = killed_and_mended(home, tmp_path / "office", act, 0)
    for at in range(total, 0, -(total // 4)):
        killed_and_mended(home, tmp_path / "office", act, at)


@pytest.mark.slow
@pytest.mark.parametrize("act", [letter, pack])
def test_what_a_kill_leaves_at_any_call_is_told_and_cleared(
    home: Path, tmp_path: Path, act: Callable[[DeskOf], None]
) -> None:
    total = killed_and_mended(home, tmp_path / "office", act, 0)
    for at in range(1, total + 1):
        killed_and_mended(home, tmp_path / "office", act, at)


def left_by_a_killed_check(home: Path) -> Path:
    """Leave what a killed `backup check` leaves: records in a folder of their own."""
    left = home / "data" / ".tmp-check-x" / "home" / "data" / "records.sqlite3"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"Jane Quillbrook")
    return left


def test_records_that_a_kill_left_are_named_and_cleared_by_the_next_start(
    home: Path, desk_of: DeskOf
) -> None:
    desk = desk_of()
    left = left_by_a_killed_check(home)
    (told,) = (check for check in verify(desk).checks if not check.sound)
    assert ".tmp-check-x: a process was killed" in told.text
    assert verify(desk_of()).sound
    assert not left.exists()


def test_the_folder_of_a_running_process_is_neither_named_nor_cleared(
    home: Path, desk_of: DeskOf
) -> None:
    with private_folder(home / "data", ".tmp-check-") as place:
        assert verify(desk_of()).sound
        assert place.exists()


def test_files_of_others_and_of_running_processes_stay(home: Path, desk_of: DeskOf) -> None:
    desk = desk_of()
    folder = home / "exports" / CASE
    strange = folder / f"{CASE}-acknowledgement-9.docx"
    strange.write_bytes(b"put here by hand")
    running = folder / f".tmp-{os.getpid()}-0123456789abcdef"
    running.touch(mode=0o600)
    assert mend(desk) == ()
    (told,) = faults(desk_of)
    assert told.startswith(f"{CASE}/{strange.name}: no case knows this file")
    assert running.name not in told
    assert running.exists()
    with pytest.raises(NotAllowed, match="clear what killed processes left"):
        mend(desk_of("clerk"))
