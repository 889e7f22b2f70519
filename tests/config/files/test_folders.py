"""Folders of an office, made one by one."""

from pathlib import Path

import pytest

from dpo_console.config.files.folders import make_private


def test_folders_above_are_made_too_and_are_private(tmp_path: Path) -> None:
    make_private(tmp_path / "a" / "b")
    assert [oct(f.stat().st_mode & 0o777) for f in (tmp_path / "a", tmp_path / "a" / "b")] == [
        "0o700",
        "0o700",
    ]


def test_a_folder_that_the_system_never_makes_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        make_private(Path("/proc/x"))
