"""A new home is there whole and private, or not at all."""

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dpo_console.config.new_home import make_home
from dpo_console.errors import Refused


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Limit the size of files, as on a disk that fills up."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_every_folder_that_was_made_is_private(tmp_path: Path) -> None:
    home = make_home(tmp_path / "srv" / "dpo")
    folders = (home.root.parent, home.root, home.data, home.exports)
    assert [mode(folder) for folder in folders] == [0o700] * 4
    assert mode(home.settings) == 0o600


def test_the_mode_of_a_folder_that_was_there_is_left_alone(tmp_path: Path) -> None:
    root = tmp_path / "dpo"
    root.mkdir()
    root.chmod(0o750)
    make_home(root)
    assert mode(root) == 0o750


def test_a_disk_that_is_full_leaves_no_half_made_home(tmp_path: Path) -> None:
    root = tmp_path / "srv" / "dpo"
    with files_of_at_most(100), pytest.raises(Refused, match="No home can be made"):
        make_home(root)
    assert list(tmp_path.iterdir()) == []
    assert make_home(root).settings.read_text()


def test_what_was_there_before_a_failure_is_still_there(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "old.docx").write_text("a letter")
    with files_of_at_most(100), pytest.raises(Refused):
        make_home(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["exports"]
    assert (tmp_path / "exports" / "old.docx").read_text() == "a letter"


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_failing_disk_leaves_no_half_made_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    with pytest.raises(Refused, match="No home can be made"):
        make_home(tmp_path / "dpo")
    assert list(tmp_path.iterdir()) == []


def test_settings_that_lead_nowhere_are_a_home_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dpo.toml").symlink_to(tmp_path / "unmounted.toml")
    with pytest.raises(Refused, match="already"):
        make_home(tmp_path)
    assert not (tmp_path / "unmounted.toml").exists()
