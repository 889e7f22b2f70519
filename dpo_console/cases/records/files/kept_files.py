"""Integrity of a folder of files: every file known, present, private and unchanged."""

import os
import stat
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

MISSING = "the file is missing"
UNKNOWN = "no case knows this file"

IsUnchanged = Callable[[bytes], bool]
"""A comparison of a file's bytes with what the records say of it."""


def file_problems(
    folder: Path, kept: Collection[str], known: Callable[[str], IsUnchanged | None]
) -> Iterator[tuple[str, str]]:
    """Yield the path of each file below `folder` with a problem, and the problem.

    `kept` are the paths that the records know. `known` returns the comparison for a path, or None
    for a file that nobody knows. Nothing outside is ever read: a symbolic link is reported.
    """
    if folder.is_symlink():
        yield str(folder), "this is a link, and no link is followed"
        return
    unread: dict[Path, OSError] = {}
    found = set(_files(folder, unread))
    for place, problem in unread.items():
        yield str(place), f"it can't be read ({_why(problem)})"
    for path in sorted(set(kept) - found):
        if not unread.keys() & set((folder / path).parents):
            yield path, MISSING
    for path in sorted(found):
        if is_unchanged := known(path):
            yield from ((path, what) for what in _problems(folder / path, is_unchanged))
        else:
            yield path, UNKNOWN


def _files(top: Path, unread: dict[Path, OSError]) -> Iterator[str]:
    """Yield the paths of all files below a folder, and note the folders that can't be read."""

    def note(problem: OSError) -> None:
        if not isinstance(problem, FileNotFoundError):
            unread[Path(problem.filename)] = problem

    for folder, folders, files in os.walk(top, onerror=note):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*files, *links):
            yield (Path(folder) / name).relative_to(top).as_posix()


def _problems(file: Path, is_unchanged: IsUnchanged) -> Iterator[str]:
    try:
        mode = file.lstat().st_mode
        if not stat.S_ISREG(mode):
            yield "this is no file of its own but a link or a device"
            return
        if stat.S_IMODE(mode) != 0o600:
            yield f"its mode is {stat.S_IMODE(mode):04o}, which lets others read it; set it to 0600"
        if not is_unchanged(file.read_bytes()):
            yield "the file was changed after it was written"
    except OSError as problem:
        yield f"it can't be read ({_why(problem)})"


def _why(problem: OSError) -> str:
    return os.strerror(problem.errno or 0)
