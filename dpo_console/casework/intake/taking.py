"""Taking in messages: each waits in the list, byte for byte, until somebody says what it is."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.casework.intake.recording import record
from dpo_console.casework.papers.placing import laid_down
from dpo_console.mail import apart
from dpo_console.mail.boxes import Raw
from dpo_console.mail.message import Message, known_by
from dpo_console.store import tables
from dpo_console.store.reads import messages
from dpo_console.store.reads.messages import MessageRow
from dpo_console.store.reads.papers import INTAKE
from dpo_console.store.session import write

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
