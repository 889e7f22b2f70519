"""Files inside the home, reached without following a link.

Somebody who may write into exports/ could put a link in the place of a case's folder. Then letters
would be read from another place, or written there. So each folder on the way is opened by itself.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dpo_console.config.files.folders import make_private
from dpo_console.errors import Refused

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


@contextmanager
def folder_inside(root: Path, folder: Path, *, make: bool = False) -> Iterator[int]:
    """Yield a descriptor of a folder below `root`. `make` makes the folders that are missing, 0700.

    Raises Refused if a link stands on the way below `root`, OSError if the folder can't be opened.
    """
    if make:
        make_private(root)
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    way = root
    try:
        for name in folder.relative_to(root).parts:
            way /= name
            step = _step(descriptor, way, make=make)
            os.close(descriptor)
            descriptor = step
        yield descriptor
    finally:
        os.close(descriptor)


def _step(above: int, way: Path, *, make: bool) -> int:
    """Open one folder on the way from the folder `above` it, and make it if necessary."""
    refuse_link(way)
    try:
        return os.open(way.name, _FOLDER, dir_fd=above)
    except FileNotFoundError:
        if not make:
            raise
        os.mkdir(way.name, 0o700, dir_fd=above)
        os.fsync(above)
        return os.open(way.name, _FOLDER, dir_fd=above)


def read_inside(root: Path, path: Path) -> bytes:
    """Return the content of a file below `root`.

    Raises Refused for a link on the way, or for other than a file. Raises OSError if it can't be
    read.
    """
    with open_inside(root, path) as file:
        return file.read()


@contextmanager
def open_inside(root: Path, path: Path) -> Iterator[BinaryIO]:
    """Open a file below `root` to read it. Raises as read_inside does."""
    with folder_inside(root, path.parent) as folder:
        refuse_link(path)
        if not stat.S_ISREG(os.stat(path.name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise Refused(f"{path} is no file but a folder or a device. Move it away.")
        with os.fdopen(os.open(path.name, _FILE, dir_fd=folder), "rb") as file:
            yield file


def refuse_links(root: Path, path: Path) -> None:
    """Raise Refused if a link stands on the way from `root` to `path`, or in its place."""
    way = root
    for name in path.relative_to(root).parts:
        way /= name
        refuse_link(way)


def refuse_link(path: Path) -> None:
    """Raise Refused if a link stands at `path`."""
    if path.is_symlink():
        raise Refused(
            f"{path} is a link, and no link is followed inside the home. Nothing was read or "
            "written. Put the real file or folder in its place."
        )
