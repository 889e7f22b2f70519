"""dpo.toml as one stretch of bytes: read once, and replaced only if it is still the same."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, flock
from pathlib import Path

from dpo_console.config.files.folders import sync, write_beside, write_new
from dpo_console.config.home.home import Home
from dpo_console.config.settings.reading import load_settings, settings_in
from dpo_console.config.settings.settings import Settings
from dpo_console.errors import Refused
from dpo_console.toml_file import toml_bytes, toml_text


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What dpo.toml held when it was read. `path` is the file itself where it is a link."""

    path: Path
    content: bytes
    settings: Settings

    @property
    def text(self) -> str:
        """Its text, line ends as they are."""
        return toml_text(self.path, self.content)


def read_settings_file(home: Home) -> SettingsFile:
    """Read data/dpo.toml. Raises what load_settings raises."""
    load_settings(home)
    path = home.settings.resolve()
    content = toml_bytes(path)
    return SettingsFile(path, content, settings_in(path, content))


def settings_after(file: SettingsFile, text: str) -> Settings:
    """Return the office's settings with this text. Raises BadFile."""
    return settings_in(file.path, text.encode("utf-8"))


def replace_settings(file: SettingsFile, text: str, moment: datetime, change: str) -> Path:
    """Replace dpo.toml by `text`, whole or not at all, mode 0600. Return the copy of the old file.

    The copy lies beside it and is named for the `change`. Raises Refused if the file was changed
    since it was read, can't be written, or isn't confirmed by the disk.
    """
    name = file.path.name
    backup = file.path.with_name(f"{name}.before-{change}-{moment:%Y%m%dT%H%M%SZ}")
    fresh = file.path.with_name(f".{name}.{os.getpid()}.new")
    made: list[Path] = []
    try:
        with _alone(file.path.parent):
            _refuse_changed(file)
            at = file.path.stat()
            owner = at.st_uid, at.st_gid
            backup = write_beside(backup, file.content, owner)
            made.append(backup)
            write_new(fresh, text.encode("utf-8"), owner)
            made.append(fresh)
            fresh.replace(file.path)
    except OSError as problem:
        for path in made:
            path.unlink(missing_ok=True)
        why = os.strerror(problem.errno or 0)
        raise Refused(f"{file.path} can't be written: {why}. Nothing was changed.") from None
    _confirm(file.path)
    return backup


def _confirm(path: Path) -> None:
    """See that a file's new name is on the disk."""
    try:
        sync(path.parent)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"{path} is written, but the disk doesn't confirm it: {why}.") from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else replaces settings in this folder meanwhile."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flock(descriptor, LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _refuse_changed(file: SettingsFile) -> None:
    if file.path.read_bytes() != file.content:
        raise Refused(
            f"{file.path} was changed by somebody else in the meantime; nothing was written. "
            "Do it again."
        )
    if not os.access(file.path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise Refused(f"This account may not write {file.path}. Nothing was changed.")
