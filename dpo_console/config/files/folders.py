"""Folders and new files for the owner's eyes only, and paths as people type them.

Somebody who may write into exports/ could put a link in the place of a case's folder. Then letters
would be read from another place, or written there. So each folder on the way is opened by itself.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from unicodedata import category

from dpo_console.errors import BadInput, Refused
from dpo_console.lazy_import import later
from dpo_console.text import name_of

if TYPE_CHECKING:
    import shutil
    import tempfile
else:  # every command finds its home, and few make a folder
    shutil, tempfile = later("shutil"), later("tempfile")

HOLD = fcntl.LOCK_EX | fcntl.LOCK_NB
"""The lock held on a folder while somebody works in it."""

TEMPORARY = ".tmp-"
"""The beginning of the names of what is being made."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, each 0700; one that is there is left so.

    Raises OSError: FileExistsError where a file, or a link that leads nowhere, has its place.
    """
    try:
        folder.mkdir(mode=0o700)
        sync(folder.parent)
    except FileNotFoundError:
        if folder.parent.exists():
            raise  # the system makes no folder there, as in /proc
        make_private(folder.parent)
        make_private(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise


def sync(path: Path) -> None:
    """Put a file, or the names in a folder, on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_new(path: Path, content: bytes, owner: tuple[int, int] | None = None) -> None:
    """Write a file that must not be there yet, mode 0600, through to the disk.

    `owner` is the user and group it is given to, where that isn't us. Raises OSError, and leaves
    nothing then.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if owner and owner != (os.geteuid(), os.getegid()):
                os.fchown(descriptor, *owner)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_beside(path: Path, content: bytes, owner: tuple[int, int] | None = None) -> Path:
    """Write a new file as `write_new` does, under a name of its own, and return its path.

    Names that tell the second get a number where that second has one already.
    """
    free, number = path, 1
    while True:
        try:
            write_new(free, content, owner)
        except FileExistsError:
            number += 1
            free = path.with_name(f"{path.name}-{number}")
        else:
            return free


def replace_file(path: Path, content: bytes) -> None:
    """Put content in the place of a file, whole or not at all. Raises OSError.

    Its mode stays. A file that isn't there yet gets mode 0600.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    write_new(fresh, content)
    try:
        with suppress(FileNotFoundError):
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def whole_path(typed: str | Path) -> Path:
    """Return a path from the root of the disk, as typed from the current folder or with ~.

    Raises BadInput if `~` names an unknown account, or the current folder is gone. It also refuses
    a control character in the path. Nobody could find such a path, because it can't be shown as it
    is.
    """
    if odd := next((c for c in str(typed) if category(c) == "Cc"), ""):
        raise BadInput(f"{typed}: {name_of(odd)} can't stand in a path. Write it without.")
    try:
        return Path(typed).expanduser().absolute()
    except RuntimeError:
        raise BadInput(f"{typed}: there is no such account. Write the whole path.") from None
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise BadInput(
            f"{typed}: the folder that you are in can't be told ({why}). Write the whole path."
        ) from None


@contextmanager
def private_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Yield a new folder below `parent`, mode 0700, and delete it afterwards.

    What killed processes left there under the same prefix is deleted first, because it names
    people. Raises Refused if the folder can't be made.
    """
    try:
        make_private(parent)
        clear(parent, prefix)
        folder, held = _held_folder(parent, prefix)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"There is no room to work in {parent} ({why}). Nothing was done.") from None
    try:
        yield folder
    finally:
        os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def _held_folder(parent: Path, prefix: str) -> tuple[Path, int]:
    """Make a folder, and lock it while we work there. Somebody may clear it before it is locked."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            with suppress(OSError):  # not every disk has locks; then nothing is cleared
                fcntl.flock(held, fcntl.LOCK_EX)
            if folder.exists():
                return folder, held
            os.close(held)


def clear(parent: Path, prefix: str = TEMPORARY) -> list[Path]:
    """Delete the folders that killed processes left below `parent`, and return them."""
    gone = []
    for left in abandoned(parent, prefix):
        shutil.rmtree(left, ignore_errors=True)
        if not left.exists():
            gone.append(left)
    return gone


def abandoned(parent: Path, prefix: str = TEMPORARY) -> Iterator[Path]:
    """Yield the folders that killed processes left below `parent`, each locked meanwhile."""
    for left in parent.glob(f"{prefix}*"):
        with suppress(OSError):  # another process works there now, or another account owns it
            held = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, HOLD)
                yield left
            finally:
                os.close(held)


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
