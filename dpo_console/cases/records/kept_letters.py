"""Integrity of the letters' folder: every file recorded, present and unchanged."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from dpo_console.cases.records.kept_papers import is_as_written, is_paper


def letter_problems(kept: Mapping[str, str], exports: Path) -> Iterator[str]:
    """Yield each problem below `exports`, in a sentence.

    `kept` maps the path of each recorded letter to its SHA-256. A register or report carries its
    own proof. Nothing outside is ever read: a symbolic link is reported.
    """
    if exports.is_symlink():
        yield f"{exports}: this is a link, and no link is followed to letters"
        return
    unread: dict[Path, OSError] = {}
    found = set(_files(exports, unread))
    for folder, problem in unread.items():
        yield f"{folder}: it can't be read ({_why(problem)})"
    for path in sorted(kept.keys() - found):
        if not unread.keys() & set((exports / path).parents):
            yield f"{path}: the file is missing"
    for path in sorted(found):
        if path in kept or is_paper(path):
            as_it_was = partial(_is_as_written, path, kept.get(path))
            yield from (f"{path}: {what}" for what in _problems(exports / path, as_it_was))
        else:
            yield f"{path}: no case knows this file"


def _is_as_written(path: str, sha256: str | None, data: bytes) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256 if sha256 else is_as_written(path, data)


def _files(exports: Path, unread: dict[Path, OSError]) -> Iterator[str]:
    """Yield the paths of all files below `exports`, and note the folders that can't be read."""

    def note(problem: OSError) -> None:
        if not isinstance(problem, FileNotFoundError):
            unread[Path(problem.filename)] = problem

    for folder, folders, files in os.walk(exports, onerror=note):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *links):
            yield (Path(folder) / name).relative_to(exports).as_posix()


def _problems(file: Path, as_it_was: Callable[[bytes], bool]) -> Iterator[str]:
    try:
        mode = file.lstat().st_mode
        if not stat.S_ISREG(mode):
            yield "this is no file of its own but a link or a device"
            return
        if stat.S_IMODE(mode) != 0o600:
            yield f"its mode is {stat.S_IMODE(mode):04o}, which lets others read it; set it to 0600"
        if not as_it_was(file.read_bytes()):
            yield "the file was changed after it was written"
    except OSError as problem:
        yield f"it can't be read ({_why(problem)})"


def _why(problem: OSError) -> str:
    return os.strerror(problem.errno or 0)
