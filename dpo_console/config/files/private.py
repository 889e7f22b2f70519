"""Private folders for work in progress, which nobody finds half done."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dpo_console.config.files.folders import make_private
from dpo_console.errors import Refused

HOLD = fcntl.LOCK_EX | fcntl.LOCK_NB
"""The lock held on a folder while somebody works in it."""


@contextmanager
def private_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Yield a new folder below `parent`, mode 0700, and delete it afterwards.

    What killed processes left there under the same prefix is deleted first, because it names
    people. Raises Refused if the folder can't be made.
    """
    try:
        make_private(parent)
        clear(parent, prefix)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"There is no room to work in {parent} ({why}). Nothing was done.") from None
    try:
        with suppress(OSError):  # not every disk has locks; then nothing is cleared
            fcntl.flock(held, HOLD)
        yield folder
    finally:
        os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def clear(parent: Path, prefix: str) -> list[Path]:
    """Delete the folders that killed processes left below `parent`, and return them."""
    gone = []
    for left in parent.glob(f"{prefix}*"):
        with suppress(OSError):  # another process works there now, or another account owns it
            held = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, HOLD)
                shutil.rmtree(left)
                gone.append(left)
            finally:
                os.close(held)
    return gone
