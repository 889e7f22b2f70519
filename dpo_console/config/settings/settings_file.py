"""dpo.toml read, refusing by key what it doesn't know, and replaced whole.

Where the records are in a database, most of the settings are there too. An administrator writes the
sections of MACHINE in the file of each machine: they say where the records are, who shares an
account, which program runs, and where backups and e-mails go.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, flock
from functools import lru_cache
from pathlib import Path

from dpo_console.config.files.folders import sync, write_beside, write_new
from dpo_console.config.home import Home, is_usual
from dpo_console.config.settings.settings import RETIRED, Settings
from dpo_console.errors import BadFile, BadInput, Refused
from dpo_console.toml_file import Table, read_toml, toml_bytes, toml_table, toml_text
from dpo_console.toml_reader import read

MACHINE = ("records", "service", "witness", "backup", "mail")
"""The sections that an administrator writes on each machine."""

_OWN = re.compile(rf"^\[(?:{'|'.join(MACHINE)})(?:\.\w+)?\][^\S\n]*(?:#.*)?$", re.M)
_HEADER = re.compile(r"^\[records\][^\S\n]*(?:#.*)?$", re.M)
_SECTION = re.compile(r"^\[", re.M)
_ABOUT_NEXT = re.compile(r"\n[^\S\n]*\n(?:[^\S\n]*(?:#.*)?\n)*\Z")
_PLACE = re.compile(r"^[^\S\n]*(?:database|service)[^\S\n]*=.*\n?", re.M)


def load_settings(home: Home, noted: list[BadFile] | None = None) -> Settings:
    """Read data/dpo.toml. Raises BadInput where there is no home, BadFile naming what is wrong.

    Every fault stands in `noted` if that is given, and the first of them is raised at the end.
    """
    if not _is_there(home):
        from shlex import quote  # it imports what a login banner never needs

        where = "" if is_usual(home) else f" {quote(str(home.root))}"
        raise BadInput(
            f"There are no records at {home.root}\n"
            "  To look around a made-up school:  dpo-console demo\n"
            f"  To make your own office:          dpo-console init{where}\n"
            "  To read the guide:                dpo-console guide\n"
            "If your records are in another folder: dpo-console --home FOLDER"
        )
    if noted is not None:
        return settings_of(read_toml(home.settings, noted))
    return settings_in(home.settings, toml_bytes(home.settings))


@lru_cache(maxsize=8)
def settings_in(path: Path, content: bytes) -> Settings:
    """Read the settings that this content of a dpo.toml means. Raises BadFile naming the fault.

    Nobody changes settings once they are read, so the same content is read once.
    """
    return settings_of(toml_table(path, toml_text(path, content)))


def settings_of(table: Table) -> Settings:
    """Read the settings of a dpo.toml. Raises BadFile naming the fault."""
    table.forget(RETIRED)
    settings = read(Settings, table)
    if not settings.commenced:
        return settings
    schools = tuple(s._replace(commenced=settings.commenced) for s in settings.schools)
    return settings._replace(schools=schools)


def _is_there(home: Home) -> bool:
    try:
        return home.settings.exists()
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadFile(
            home.settings, "", f"can't be read ({why}). This account needs the right to look there."
        ) from None


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


def with_database(text: str, address: str) -> str:
    """Return the text with this database under [records], or with none."""
    import json  # only where an office moves its records

    line = f"database = {json.dumps(address)}\n" if address else ""
    found = _HEADER.search(text)
    if found is None:
        return f"{text.rstrip()}\n\n[records]\n{line}" if line else text
    start = found.end() + 1
    after = _SECTION.search(text, start)
    end = after.start() if after else len(text)
    head, section = f"{text[: found.end()]}\n", text[start:end]
    return f"{head}{line}{_PLACE.sub('', section)}{text[end:]}"


def apart(text: str) -> tuple[str, str]:
    """Return the text without the sections of MACHINE, and those alone.

    Where no database is named, the file is all there is, and the second is ''. The text ends in one
    line break, as it is kept.
    """
    if not _names_database(text):
        return f"{text.rstrip()}\n", ""
    rest, own, at = "", list[str](), 0
    for found in _OWN.finditer(text):
        end = _end(text, found.end())
        rest += f"{text[at : found.start()].rstrip()}\n"
        own.append(f"{text[found.start() : end].rstrip()}\n")
        at = end
    return f"{(rest + text[at:]).strip()}\n", "\n".join(own)


def _names_database(text: str) -> bool:
    found = _HEADER.search(text)
    return found is not None and bool(_PLACE.search(text, found.end(), _end(text, found.end())))


def _end(text: str, start: int) -> int:
    """Return the end of a section, before the comments on whatever follows it."""
    after = _SECTION.search(text, start)
    end = after.start() if after else len(text)
    found = _ABOUT_NEXT.search(text, start, end)
    return found.start() if found else end


def together(rest: str, own: str) -> str:
    """Return a text with a machine's own sections at its end. `apart` returns the two again."""
    return f"{rest}\n{own}" if own else rest
