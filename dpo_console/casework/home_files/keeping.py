"""Files saved: in this machine's home, and in the records where those are in a database."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.home_files.copy import as_kept, files_here, lay_down, sentences
from dpo_console.casework.records.audit_log import tell_file
from dpo_console.config.files.folders import write_beside
from dpo_console.config.settings.settings_file import (
    SettingsFile,
    apart,
    read_settings_file,
    replace_settings,
    together,
)
from dpo_console.errors import DpoConsoleError
from dpo_console.store import kept_files
from dpo_console.store.kept_files import SETTINGS, SavedBy
from dpo_console.store.session import ask_in, once_saved, write

if TYPE_CHECKING:
    from dpo_console.store.session import Session


def keep(
    session: "Session", desk: Desk, name: str, data: bytes | None, case: int | None = None
) -> None:
    """Keep a file with a change, by its path in the home, if the records are in a database.

    The log tells one that the office itself writes.
    """
    if desk.database.address:
        saving = SavedBy(desk.person.slug, desk.stamp())
        kept_files.keep(ask_in(session), name, data, saving, case)
        session.info["tables"]["kept_file"] += 1
        if kept_files.is_office_file(name):
            tell_file(session, desk, name, data)


def keep_here(session: "Session", desk: Desk, path: Path, case: int | None = None) -> None:
    """Keep a file that was just written in the home, if the records are in a database."""
    if desk.database.address:
        name = path.relative_to(desk.home.root).as_posix()
        keep(session, desk, name, path.read_bytes(), case)


def keep_written(desk: Desk, *paths: Path) -> None:
    """Keep files that were just written in the home, in a change of their own."""
    if desk.database.address:
        with write(desk.database) as session:
            for path in paths:
                keep_here(session, desk, path)


def drop(session: "Session", desk: Desk, name: str) -> None:
    """Delete every version of a file from records in a database."""
    if desk.database.address:
        kept_files.forget(ask_in(session), name)


def drop_of_case(session: "Session", desk: Desk, case: int) -> None:
    """Delete every file of an erased case from records in a database."""
    if desk.database.address:
        kept_files.forget_of(ask_in(session), case)


def save_settings(
    session: "Session", desk: Desk, file: SettingsFile, text: str, change: str
) -> Path:
    """Replace dpo.toml by `text` with a change, and return the copy of the earlier file.

    With records in a database, the file here follows once the change is saved. Raises Refused if
    somebody else changed it since it was read, or if it can't be written.
    """
    now = desk.clock().astimezone(UTC)
    if not desk.database.address:
        return replace_settings(file, text, now, change)
    before, after = (as_kept(SETTINGS, file.path, b) for b in (file.content, text.encode()))
    kept_files.refuse_changed(ask_in(session), SETTINGS, before)
    keep(session, desk, SETTINGS, after)
    copy = file.path.with_name(f"{file.path.name}.before-{change}-{now:%Y%m%dT%H%M%SZ}")
    _follow_once_saved(session, desk, {SETTINGS: after}, lambda: write_beside(copy, file.content))
    return copy


def _follow_once_saved(
    session: "Session", desk: Desk, files: Mapping[str, bytes | None], besides: Callable[[], object]
) -> None:
    """Lay files down here once a change is saved. What can't be written now, an opening writes."""

    def follow() -> None:
        with suppress(OSError, DpoConsoleError):
            for name, data in files.items():
                lay_down(desk.home, name, data)
            besides()

    once_saved(session, follow)


def save_file(
    session: "Session", desk: Desk, name: str, before: bytes | None, after: bytes | None
) -> None:
    """Save a file that the office itself writes, in the place of what the officer saw `before`.

    None as content: there is no such file. Raises Refused if it was changed since, or can't be
    written.
    """
    if name == SETTINGS and after is not None:
        file = read_settings_file(desk.home)
        if not desk.database.address and as_kept(name, file.path, file.content) != before:
            raise kept_files.changed(name)
        save_settings(session, desk, file, together(after.decode(), apart(file.text)[1]), "edit")
    elif desk.database.address:
        kept_files.refuse_changed(ask_in(session), name, before)
        keep(session, desk, name, after)
        _follow_once_saved(session, desk, {name: after}, lambda: None)
    elif files_here(desk.home).get(name) != before:
        raise kept_files.changed(name)
    else:
        with sentences(desk.home):
            lay_down(desk.home, name, after)
    if not desk.database.address:
        tell_file(session, desk, name, after)
