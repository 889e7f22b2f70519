"""A kind that is new to the program: one more file among the statutes, known to every command."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dpo_console
from tests.law.test_kinds_as_data import NEW_KIND

PACKAGE = Path(dpo_console.__file__).parent


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Make a folder with a home, and a copy of the program that has one more kind."""
    left_out = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(PACKAGE, tmp_path / "dpo_console", ignore=left_out)
    statutes = tmp_path / "dpo_console" / "law" / "statutes"
    (statutes / "visitors-book.toml").write_text(NEW_KIND, encoding="utf-8")
    run(tmp_path, "init", "home")
    return tmp_path


def run(folder: Path, *arguments: str) -> Any:  # noqa: ANN401 - any content of the document
    done = subprocess.run(
        [sys.executable, "-m", "dpo_console", "--today", "2026-11-25", *arguments, "--json"],
        cwd=folder,
        env=os.environ | {"DPO_CONSOLE_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_case_of_a_new_kind_from_its_first_day_to_its_last(elsewhere: Path) -> None:
    given = ("--received", "2026-11-20", "--requester", "Jane Doe", "--channel", "letter")
    added = run(elsewhere, "add", "visitors-book", *given)
    assert (added["reference"], added["clock"]["due"]) == ("VIS-2026-0001", "2026-11-30")
    reference = added["reference"]
    (row,) = run(elsewhere, "list", "kind:visitors-book")
    assert (row["band"], row["next_action"]) == ("week", "Open the book")
    found = {
        tuple(w["facts"]): w["sentence"] for w in run(elsewhere, "what-if", reference)["what_ifs"]
    }
    assert "will be Tue 8 Dec 2026 instead of Mon 30 Nov 2026" in found[("id_requested",)]
    assert "will be Thu 10 Dec 2026" in found[("extension_notified",)]
    run(elsewhere, "fact", reference, "id_requested", "--note", "Nobody knows the name")
    clock = run(elsewhere, "explain", reference)["clock"]
    assert (clock["status"], clock["chase_on"]) == ("paused", "2026-12-02")
    run(elsewhere, "close", reference, "--outcome", "shown")
    assert run(elsewhere, "list", "--view", "closed")[0]["reference"] == reference
    assert run(elsewhere, "verify")["sound"]
