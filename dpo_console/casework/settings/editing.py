"""The files that the office itself writes, edited: checked whole before they are saved.

With records in a database, each version is kept there, and every open console sees it. Else the
file in the home is replaced.
"""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.queue.saved_views import saved_views, understood
from dpo_console.cases.settings import Level, SettingsFinding
from dpo_console.casework.home_files.copy import as_kept, files_here, sentences
from dpo_console.casework.home_files.keeping import save_file, save_settings
from dpo_console.casework.office.refresh import refresh
from dpo_console.casework.records.audit_log import append, tell_settings
from dpo_console.casework.settings.checking import KeysRefused, check
from dpo_console.config import Home, load_settings
from dpo_console.config.files.folders import make_private, private_folder, replace_file
from dpo_console.config.settings.settings import View, with_view
from dpo_console.config.settings.settings_file import (
    MACHINE,
    apart,
    read_settings_file,
    settings_after,
    settings_in,
    together,
)
from dpo_console.errors import BadInput, Refused
from dpo_console.store import kept_files
from dpo_console.store.kept_files import LETTERHEAD, NOTICE, SETTINGS, WORDINGS, KeptFile
from dpo_console.store.session import write
from dpo_console.toml_file import toml_table, toml_text

SAVED = "view saved"
"""The audit action. The entry doesn't tell the view, because a filter can hold a name."""

WORKING = ".tmp-edit-"
"""The prefix of the folder in which an edit is checked before it counts."""

_ENDINGS = (".md", ".docx")


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A file that the office itself writes, by its path in a home. None: there is none."""

    name: str
    content: bytes | None


def read_file(desk: Desk, typed: str) -> OfficeFile:
    """Return a file of data/, as dpo.toml or letters/NAME.md is typed. Raises BadInput."""
    name = _name(desk, typed)
    if not desk.database.address:
        return OfficeFile(name, files_here(desk.home).get(name))
    with desk.database.whole.read() as ask:
        return OfficeFile(name, kept_files.content(ask, name))


def _name(desk: Desk, typed: str) -> str:
    """Return the path in a home of a file that can be edited. Raises BadInput."""
    name = f"data/{typed.removeprefix('data/')}"
    if name in (SETTINGS, NOTICE, LETTERHEAD):
        return name
    path = PurePosixPath(name)
    school = path.parent.name if path.parent != PurePosixPath(WORDINGS) else ""
    if path.suffix not in _ENDINGS or name != str(PurePosixPath(WORDINGS, school, path.name)):
        raise BadInput(
            f"{typed} is no file of the office. There are: dpo.toml, notice.toml, letterhead.docx, "
            "letters/NAME.md, letters/SCHOOL/NAME.md and letters/SCHOOL/letterhead.docx."
        )
    desk.settings.school(school)
    return name


def earlier(desk: Desk, typed: str) -> tuple[KeptFile, ...]:
    """Return the versions of a file, the latest first. Raises BadInput, Refused without any."""
    name = _name(desk, typed)
    if not desk.database.address:
        raise Refused(
            "Versions of the office's files are kept where the records are in a database. Here, a "
            f"copy of {name} is kept beside it whenever it is changed."
        )
    with desk.database.whole.read() as ask:
        return kept_files.versions(ask, name)


def read_version(desk: Desk, typed: str, version: int = 0) -> bytes:
    """Return the content of a file as it counts, or of an earlier version. Raises BadInput."""
    if version and version not in {one.version for one in earlier(desk, typed) if one.sha256}:
        raise BadInput(f"There is no version {version} of {typed}. See: settings history")
    if not version:
        content = read_file(desk, typed).content
    else:
        with desk.database.whole.read() as ask:
            content = kept_files.content(ask, _name(desk, typed), version)
    if content is None:
        raise BadInput(f"There is no {typed} of the office's own.")
    return content


def save(desk: Desk, file: OfficeFile, content: bytes | None, keys: KeysRefused) -> Desk:
    """Save a file in the place of the one that was read, and return the desk with it.

    None as content takes it out. Raises NotAllowed, Refused with file and line of each new fault,
    or if somebody else saved meanwhile. Nothing is saved then.
    """
    require(desk, "settings", saves=True)
    kept = _checked(desk, file, content, keys)
    if kept == file.content:
        return desk
    with write(desk.database) as session:
        save_file(session, desk, file.name, file.content, kept)
        desk = _with_settings(desk, kept) if file.name == SETTINGS else desk
        tell_settings(session, desk, desk.stamp())
    refresh(desk)
    return desk


def _with_settings(desk: Desk, kept: bytes | None) -> Desk:
    """Return the desk with settings that are just being saved."""
    own = apart(toml_text(desk.home.settings, desk.home.settings.read_bytes()))[1]
    text = together((kept or b"").decode(), own)
    return replace(desk, settings=settings_in(desk.home.settings, text.encode()))


def _checked(
    desk: Desk, file: OfficeFile, content: bytes | None, keys: KeysRefused
) -> bytes | None:  # fmt: skip
    """Return the content as it is kept. Raises Refused with each fault that wasn't there before."""
    if content is None and file.name == SETTINGS:
        raise Refused("data/dpo.toml can't be taken out. An office needs settings.")
    if content is not None and file.name == SETTINGS:
        _refuse_administrators(desk, content)
    kept = None if content is None else as_kept(file.name, desk.home.root / file.name, content)
    before = {(name, one.what) for name, one in _faults(desk, {}, keys)}
    after = [
        (name, one)
        for name, one in _faults(desk, {file.name: kept}, keys)
        if (name, one.what) not in before
    ]
    if after:
        lines = "\n".join(f"  - {_place(name, one)}: {one.what}" for name, one in after)
        raise Refused(f"{file.name} isn't saved:\n{lines}")
    return kept


def _refuse_administrators(desk: Desk, content: bytes) -> None:
    """Raise Refused for what an administrator decides on each machine, such as what runs there.

    Where the records are in a file, an officer's own account may write the rest of it too.
    """
    path = desk.home.settings
    meant = toml_table(path, toml_text(path, content))
    counts = toml_table(path, toml_text(path, path.read_bytes()))
    there = [name for name in MACHINE if name in meant.names()]
    if not desk.database.address:
        theirs = MACHINE if desk.shared else MACHINE[:1]
        there = [n for n in theirs if meant.take(n, dict, {}) != counts.take(n, dict, {})]
    if desk.shared and meant.take("only_today", bool, False) != desk.settings.only_today:
        there.append("only_today")
    if there:
        raise Refused(
            f"An administrator writes {there[0]} in data/dpo.toml on each machine. It isn't "
            "changed here. Leave it out, or as it was."
        )


def _faults(
    desk: Desk, changed: dict[str, bytes | None], keys: KeysRefused
) -> list[tuple[str, SettingsFinding]]:
    """Return what is wrong with the office's files once these have changed, each with its path."""
    person = desk.person.slug if desk.named else None
    with private_folder(desk.home.data, WORKING) as place:
        home = Home(place / "home")
        with sentences(desk.home):
            _lay_out(desk, home, {**files_here(desk.home), **changed})
        found = check(home, person, desk.today, desk.clock, keys, desk.database).findings
        return [
            (one.file.relative_to(home.root).as_posix(), one)
            for one in found
            if one.level is Level.WRONG and one.file.is_relative_to(home.data)
        ]


def _lay_out(desk: Desk, home: Home, files: dict[str, bytes | None]) -> None:
    section = apart(toml_text(desk.home.settings, desk.home.settings.read_bytes()))[1]
    for name, data in files.items():
        if data is None:
            continue
        path = home.root / name
        make_private(path.parent)
        whole = together(data.decode(), section).encode() if name == SETTINGS else data
        replace_file(path, whole)


def _place(name: str, finding: SettingsFinding) -> str:
    return f"{name}, line {finding.line}" if finding.line else name


def save_view(desk: Desk, view: View) -> tuple[Desk, View]:
    """Write a further view into data/dpo.toml, keeping its comments, and return the desk with it.

    Raises NotAllowed, BadInput if the view isn't valid, or Refused if it can't be added to
    dpo.toml.
    """
    require(desk, "settings", saves=True)
    file = read_settings_file(desk.home)
    now = replace(desk, settings=file.settings)
    saved = understood(now, view, saved_views(now))
    text = with_view(file.text, saved._replace(slug=""))
    if settings_after(file, text) != file.settings._replace(
        views=(*file.settings.views, saved._replace(slug=""))
    ):
        raise Refused(
            "data/dpo.toml is written in a way that a view can't be added to. Nothing was "
            "changed. Write it there by hand, in a [[view]] of its own."
        )
    with write(desk.database) as session:
        append(session, desk, SAVED, {}, at=desk.stamp())
        save_settings(session, desk, file, text, "view")
    return replace(desk, settings=load_settings(desk.home)), saved
