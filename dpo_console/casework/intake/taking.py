"""Taking in messages: each waits in the list, byte for byte, until somebody says what it is."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.casework.intake.accepting import record
from dpo_console.casework.office.own_files import path_to_read
from dpo_console.casework.papers.keeping import laid_down
from dpo_console.config.files.incoming import read_file
from dpo_console.errors import BadFile
from dpo_console.mail import apart
from dpo_console.mail.child import MOST, Raw, is_ignored, split
from dpo_console.mail.parts import Message, known_by
from dpo_console.store import tables
from dpo_console.store.reads import messages
from dpo_console.store.reads.messages import MessageRow
from dpo_console.store.reads.protected import INTAKE
from dpo_console.store.session import write

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


LONGEST_NAME = 120


class Taken(NamedTuple):
    """What became of a file: the number of its message, `again` if it was there before.

    `problem` says why it wasn't taken in or can't be read, or ''.
    """

    name: str
    number: int
    again: bool = False
    problem: str = ""


def take_in(desk: Desk, incoming: Iterable[Raw], *, privately: bool = False) -> Iterator[Taken]:
    """Take in messages, and yield what became of each. Nothing of them is logged yet.

    `privately`: nobody else sees them until they are cases. One that is there already isn't taken
    in again. Raises NotAllowed, TryAgain if the disk is full.
    """
    require(desk, "intake", saves=True)
    return _take(desk, incoming, desk.person.slug if privately else "")


def _take(desk: Desk, incoming: Iterable[Raw], only_for: str) -> Iterator[Taken]:
    waiting: list[Raw] = []

    def bytes_of() -> Iterator[bytes]:
        for one in incoming:
            waiting.append(one)
            yield one.data

    for message in apart.read_apart(bytes_of()):
        yield _taken(desk, waiting.pop(), message, only_for)


def _taken(desk: Desk, raw: Raw, message: Message, only_for: str) -> Taken:
    name = " ".join(raw.name.split())[:LONGEST_NAME] or "message"
    if not raw.data:
        return Taken(name, 0, problem=f"{raw.problem or 'It is empty.'} It wasn't taken in.")
    sha256 = hashlib.sha256(raw.data).hexdigest()
    if there := [row for row in _alike(desk, sha256) if row.state != messages.DELETED]:
        return Taken(name, there[0].number, again=True, problem=message.problem)
    with laid_down(desk, INTAKE, raw.data) as placing:
        with placing.gone_if_refused(), write(desk.database) as session:
            row = tables.MessageTable(
                name=name,
                size=len(raw.data),
                sha256=sha256,
                same=known_by(message.message_id),
                reading=json.dumps(message.as_json(), ensure_ascii=False),
                only_for=only_for,
                recorded_by=desk.person.slug,
                recorded_at=desk.stamp(),
            )
            session.add(row)
            placing.keep(session)
            number = record(session, desk, row)
        placing.put()
    return Taken(name, number, problem=message.problem)


def _alike(desk: Desk, sha256: str) -> list[MessageRow]:
    with desk.database.read() as ask:
        return messages.alike(ask, sha256, "", desk.database.reader)
