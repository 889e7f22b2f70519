"""Small offices to try things on."""

import shutil
from pathlib import Path

from dpo_console.casework.closing import close
from dpo_console.casework.facts import record_fact
from dpo_console.casework.notes import add_note
from tests.casework.backup.made import office
from tests.conftest import TODAY, DeskOf, desks, make_home

KNOWN = "A note that was saved"


def begin(root: Path) -> Path:
    """Make a home with two requests, one of them closed, a letter and notes."""
    office(make_home(root))
    desk = desks(root)()
    add_note(desk, "SAR-2026-0001", KNOWN)
    record_fact(desk, "FOI-2026-0001", "withdrawn", TODAY)
    close(desk, "FOI-2026-0001", "withdrawn", TODAY)
    return root


def copy(home: object, folder: Path) -> tuple[Path, DeskOf]:
    """Copy a home to try something on it."""
    assert isinstance(home, Path)
    root = folder / "copy"
    if root.exists():
        shutil.rmtree(root)
    shutil.copytree(home, root)
    return root, desks(root)
