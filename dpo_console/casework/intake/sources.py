"""Where messages come from: a file, a folder such as a Maildir, or bytes on stdin."""

import os
from collections.abc import Iterator
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.office.own_files import path_to_read
from dpo_console.config.files.incoming import read_file
from dpo_console.errors import BadFile
from dpo_console.mail.boxes import MOST, Raw, is_ignored, split

PACKED = 8
"""How many times larger than one message a file of many may be."""

OUTGOING = ("sent", "drafts", "trash", "spam", "junk", "tmp", ".sent", ".drafts", ".trash", ".junk")
"""Folders of a mailbox in which nothing waits that came."""


def largest(desk: Desk) -> int:
    """Return the most bytes of a file that holds several messages."""
    return desk.settings.papers.largest * PACKED


def messages_at(desk: Desk, name: str, *, among: bool = False) -> Iterator[Raw]:
    """Yield each message of a file or folder that the officer names.

    A file of a folder, or one `among` others, that can't be taken apart has no bytes, and says why.
    Raises NotAllowed for people who share an account, BadFile if a file alone can't be read.
    """
    path = path_to_read(desk, name)
    if not path.is_dir():
        yield from _among(desk, path) if among else _messages(desk, path)
        return
    files = [*_files(path)]
    if not files:
        raise BadFile(path, "", "holds no files. Name the folder in which the messages lie.")
    if len(files) > MOST:
        raise BadFile(path, "", f"holds more than {MOST:,} files. Take them in parts.")
    for file in files:
        yield from _among(desk, file)


def _messages(desk: Desk, path: Path) -> Iterator[Raw]:
    yield from messages_in(desk, read_file(path, largest(desk)), path.name)


def _among(desk: Desk, path: Path) -> Iterator[Raw]:
    """Yield the messages of a file, or one without bytes that says why there are none."""
    try:
        yield from _messages(desk, path)
    except BadFile as bad:
        yield Raw(path.name, b"", bad.of_it)


def messages_in(desk: Desk, data: bytes, name: str) -> Iterator[Raw]:
    """Yield each message of some bytes. One that is too large has no bytes, and says so."""
    most = desk.settings.papers.largest
    for one in split(data, name, most):
        large = f"It is larger than {desk.settings.papers.largest_mb} MB."
        yield one if len(one.data) <= most else Raw(one.name, b"", large)


def _files(top: Path) -> Iterator[Path]:
    """Yield the plain files below a folder, in order. No link is followed."""
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(one for one in folders if one.casefold() not in OUTGOING)
        for name in sorted(names):
            path = Path(folder, name)
            if not is_ignored(name) and path.is_file() and not path.is_symlink():
                yield path
