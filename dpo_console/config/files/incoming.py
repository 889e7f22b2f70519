"""Files of somebody's own that are taken in: read by their path, and never a device."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dpo_console.errors import BadFile


def read_file(path: Path, largest: int) -> bytes:
    """Return the content of a file. Raises BadFile if it can't be read, or is too large."""
    with open_file(path) as file:
        return within(file.read(largest + 1), largest, path)


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read it. Raises BadFile if it can't be read, or is a device."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BadFile(path, "", "is no file but a device or a pipe. Name a file.")
            yield file
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "its name means nothing"
        raise BadFile(path, "", f"can't be read: {why}.") from None


def within(content: bytes, largest: int, name: Path | str) -> bytes:
    """Return the content unless it is too large. Raises BadFile."""
    if len(content) > largest:
        raise BadFile(name, "", f"is larger than {largest / 1_000_000:g} MB. Is it the right file?")
    return content
