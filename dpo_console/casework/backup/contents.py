"""The files that a backup holds: everything in the home that can't be made again."""

import os
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dpo_console.cases.records.files import is_paper
from dpo_console.config import Home
from dpo_console.config.files.folders import TEMPORARY, open_inside
from dpo_console.store import kept_files
from dpo_console.store.database import Database
from dpo_console.store.kept_files import SETTINGS, KeptFile, is_office_file


class Found(NamedTuple):
    """A file of the home: its name in the backup, its size, and how it is opened."""

    name: str
    size: int
    opened: Callable[[], AbstractContextManager[BinaryIO]]


class BackupContents(NamedTuple):
    """The files of a backup, and what is left out, each with the reason."""

    files: tuple[Found, ...]
    left_out: tuple[str, ...]


def contents(home: Home, known: Collection[str]) -> BackupContents:
    """Return the files of a home beside its records.

    `known` are the letters and papers that the records know, by their names in a backup. Another
    file beside them is left out: it was written after the copy of the records, or isn't ours.
    """
    left: list[str] = []
    found = []
    skipped = {
        home.backups, home.drafts, home.log, home.settings, home.restored, home.held, home.papers
    }  # fmt: skip
    for path in _files(home.data, left, lambda p: p in skipped or home.is_records(p)):
        found.append(_found(home, path))
    for folder in (home.exports, home.papers):
        for path in _files(folder, left, lambda _: False):
            one = _found(home, path)
            if one.name in known or is_paper(one.name.removeprefix("exports/")):
                found.append(one)
            else:
                left.append(f"{one.name}: no case knows this file")
    return BackupContents(tuple(found), tuple(left))


def with_kept(
    found: BackupContents, database: Database, kept: Collection[KeptFile], known: Collection[str]
) -> BackupContents:
    """Return the contents with the files that records in a database hold, in place of copies.

    The settings are partly this machine's own.
    """
    held = [
        Found(file.path, file.size, partial(_kept, database, file.path))
        for file in kept
        if file.sha256 and file.path != SETTINGS and _belongs(file.path, known)
    ]
    names = {one.name for one in held}
    local = [one for one in found.files if one.name not in names and not is_office_file(one.name)]
    return BackupContents((*local, *held), found.left_out)


def of_bytes(name: str, data: bytes) -> Found:
    """Return a file of this content."""
    return Found(name, len(data), partial(BytesIO, data))


def _kept(database: Database, name: str) -> BytesIO:
    with database.read() as ask:
        return BytesIO(kept_files.content(ask, name) or b"")


def _belongs(name: str, known: Collection[str]) -> bool:
    return is_office_file(name) or name in known or is_paper(name.removeprefix("exports/"))


def _found(home: Home, path: Path) -> Found:
    name, size = path.relative_to(home.root).as_posix(), path.lstat().st_size
    return Found(name, size, partial(open_inside, home.root, path))


def _files(top: Path, left: list[str], skip: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield the plain files below a folder, in order. No link is followed."""
    if top.is_symlink():
        left.append(f"{top.name}: this is a link")
        return
    for folder, folders, names in os.walk(top):
        here = Path(folder)
        folders[:] = sorted(n for n in folders if not _passes_by(here / n, skip))
        for path in (here / name for name in sorted({*names, *_links(here, folders)})):
            if _passes_by(path, skip):
                continue
            if stat.S_ISREG(path.lstat().st_mode):
                yield path
            else:
                left.append(f"{path.relative_to(top.parent)}: this is a link or no file")


def _links(here: Path, folders: Collection[str]) -> list[str]:
    return [name for name in folders if (here / name).is_symlink()]


def _passes_by(path: Path, skip: Callable[[Path], bool]) -> bool:
    return path.name.startswith(TEMPORARY) or skip(path)
