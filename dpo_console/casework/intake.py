"""Messages that come: taken in, and then made a case, kept with one, set aside or deleted."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.cases.intake.proposal import CaseProposal
from dpo_console.cases.intake.tray import InTray, in_tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.home_files import read_file
from dpo_console.cases.office.permissions import require, why_may_not
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.people.names import same_name, words_in
from dpo_console.cases.people.parties import in_order
from dpo_console.cases.requests import NewRequest
from dpo_console.casework.change import changing
from dpo_console.casework.office.own_files import path_to_read
from dpo_console.casework.papers.keeping import Placing, laid_down, record_paper, remove_unneeded
from dpo_console.casework.people.parties import change_party
from dpo_console.casework.records.audit_log import append
from dpo_console.casework.records.witness import keep_erasure
from dpo_console.casework.requests import Logged, checked, log_within
from dpo_console.config import Role
from dpo_console.config.files.incoming import read_file as read_whole
from dpo_console.errors import BadFile, BadInput, Refused
from dpo_console.london import in_london
from dpo_console.mail import Message, apart, known_by
from dpo_console.mail.boxes import MOST, Raw, is_ignored, split
from dpo_console.sentences import Remedy
from dpo_console.store import tables
from dpo_console.store.audit import chain
from dpo_console.store.audit import messages as told
from dpo_console.store.cases.case_file import find
from dpo_console.store.reads import messages
from dpo_console.store.reads.all_cases import INTAKE
from dpo_console.store.reads.messages import ASIDE, CASE, DELETED, WAITING, MessageRow
from dpo_console.store.session import ask_in, write
from dpo_console.text import clean, required_words

if TYPE_CHECKING:
    from dpo_console.store.session import Session

BECAME = {
    messages.CASE: "is a case already", messages.ASIDE: "was set aside",
    messages.DELETED: "was deleted",
}  # fmt: skip

Settle = Callable[[int, str], object]
"""An act on the message of a number, with what the officer said."""

REACHED = {"email": "e-mail address", "phone": "telephone number", "address": "address"}
"""The ways to reach somebody that a message gives, in words."""

PACKED = 8
"""How many times larger than one message a file of many may be."""

OUTGOING = ("sent", "drafts", "trash", "spam", "junk", "tmp", ".sent", ".drafts", ".trash", ".junk")
"""Folders of a mailbox in which nothing waits that came."""

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
    yield from messages_in(desk, read_whole(path, largest(desk)), path.name)


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


def to_accept(desk: Desk, number: int) -> InTray:
    """Return a message that waits. Raises BadInput, Refused if it waits no longer."""
    found = in_tray(desk, number)
    refuse_unless(found.row.state, WAITING, number)
    return found


def accept(desk: Desk, number: int, request: NewRequest) -> Logged:
    """Log the request that a message is, and keep the message as the first paper of each case.

    One transaction does both. A case of a message that one person alone saw is restricted to them,
    and to the DPO if they may not lift that, unless the request names its readers. Raises as
    log_request does, and Refused if the message waits no longer.
    """
    require(desk, "accept_message", saves=True)
    row = to_accept(desk, number).row
    if row.only_for and not request.readers:
        request = replace(request, readers=_readers(desk, row.only_for))
    request = checked(desk, request)
    data = message_bytes(desk, row)
    with ExitStack() as files:
        with write(desk.database) as session:
            logged = log_within(session, desk, request)
            placed = [
                _keep(session, desk, one.reference, row, data, files) for one in logged.together
            ]
            _settle(session, desk, number, logged.reference)
        for placing in placed:
            placing.put()
    remove_unneeded(desk)
    return logged


def _readers(desk: Desk, only_for: str) -> tuple[str, ...]:
    """Return who sees the case of a private message."""
    if not why_may_not(desk, "restrict", desk.settings.person(only_for)):
        return (only_for,)
    return (only_for, *(person.slug for person in desk.people if person.role is Role.DPO))


def keep_with(desk: Desk, number: int, reference: str) -> str:
    """Keep a message as a paper of a case that is there, and return the reference.

    Where it asks that somebody must not learn where its writer lives, that person's details are
    protected with it. Raises BadInput, NotAllowed, Refused if the message waits no longer or is
    kept there already, if one person alone sees it and everybody sees the case, or if its form
    gives details that the case doesn't have, and so couldn't keep from anybody.
    """
    require(desk, "keep_paper", saves=True)
    if not reference.strip():
        raise BadInput("Which case? Type its reference, such as SAR-2026-0042.", "case")
    message, found = to_accept(desk, number), resolve(desk, reference)
    row = message.row
    if row.only_for and not file_meant(desk, found).case.restricted:
        raise Refused(
            f"Message {number} is private, and everybody sees {found}. Restrict {found} first, or "
            "accept the message as a case of its own."
        )
    data = message_bytes(desk, row)
    with ExitStack() as files:
        with write(desk.database) as session:
            if message.proposal.protected:
                _protect(session, desk, found, message.proposal)
            placed = [_keep(session, desk, found, row, data, files)]
            _settle(session, desk, number, found)
        for placing in placed:
            placing.put()
    remove_unneeded(desk)
    return found


def _protect(session: "Session", desk: Desk, reference: str, told: CaseProposal) -> None:
    """Protect whoever wrote a message, with the ways to reach them that we lacked.

    Our form must tell of somebody in the case, and no other way to reach them than the case has.
    """
    named = told.requester.value
    people = enumerate(in_order(file_meant(desk, reference)), 1)
    alike = [one for one in people if same_name(one[1].name, named)
             or (told.email and one[1].email.casefold() == told.email)]  # fmt: skip
    writers = [one for one in alike if one[1].role != "subject"] or alike
    if not writers:
        _tell(desk, told, f"{reference} has nobody who may be {named or 'its writer'}. Add them to "
              "it and protect them, or accept the message as a new case.")  # fmt: skip
    ways = {way: words for way in REACHED if (words := str(getattr(told, way)))}
    for number, party in writers:
        had = {way: str(getattr(party, way)) for way in ways}
        new = {way: words for way, words in ways.items() if not had[way] and not party.protected}
        for way in ways.keys() - new:
            if words_in(had[way]) != words_in(ways[way]):
                _tell(desk, told, f"{reference} doesn't have the {REACHED[way]} that it gives, and "
                      f"can't keep it from anybody. Correct {party.name} there first, or accept it "
                      "as a new case.")  # fmt: skip
        if not party.protected:
            why = "It asks for protection"
            change_party(desk, reference, number, new, why, protected=True, within=session)


def _tell(desk: Desk, told: CaseProposal, what: str) -> None:
    """Tell what a protection lacks. Raises Refused if our own form asks for it."""
    sentence = f"It asks that somebody must not learn where its writer lives. {what}"
    if told.asked_on_form:
        raise Refused(sentence)
    desk.asides.append(sentence)


def _keep(
    session: "Session", desk: Desk, reference: str, row: MessageRow, data: bytes, files: ExitStack
) -> Placing:
    """Keep the message with a case, in the session that is open."""
    placing = files.enter_context(laid_down(desk, reference, data))
    files.enter_context(placing.gone_if_refused())
    with changing(session, desk, reference, "paper") as this:
        record_paper(this, placing, _file_name(row), len(data))
    return placing


def _settle(session: "Session", desk: Desk, number: int, reference: str) -> None:
    """Say of a message that it is a case, which has its words from now on."""
    row = begun(session, desk, number, WAITING)
    row.state, row.case_id = CASE, find(ask_in(session), reference)
    row.name, row.reading, row.reason = "", "", ""
    record(session, desk, row)


def _file_name(row: MessageRow) -> str:
    """Return the name under which a case keeps a message."""
    plain = row.name.replace("/", "-").replace("\\", "-")
    return plain if plain.casefold().endswith((".eml", ".msg")) else f"{plain[:110]}.eml"


def message_bytes(desk: Desk, row: MessageRow) -> bytes:
    """Return the bytes of a message that waits. Raises Refused."""
    path = desk.home.papers / INTAKE / row.sha256
    try:
        data = read_file(desk, path)
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != row.sha256:
        what = f"The file of message {row.number} is missing, or was changed: {path}."
        raise Refused(what, " Look what else is off: ", Remedy("verify"), ".")
    return data


def set_aside(desk: Desk, number: int, reason: str) -> int:
    """Set a message aside: it is no request, and the reason says why. Raises BadInput, Refused."""
    require(desk, "set_aside", saves=True)
    why = required_words(clean(reason, "reason"), "reason")
    in_tray(desk, number)
    with write(desk.database) as session:
        row = begun(session, desk, number, WAITING)
        row.state, row.reason = ASIDE, why
        return record(session, desk, row)


def take_up(desk: Desk, number: int) -> int:
    """Put a message that was set aside back among those that wait. Raises BadInput, Refused."""
    require(desk, "set_aside", saves=True)
    in_tray(desk, number)
    with write(desk.database) as session:
        row = begun(session, desk, number, ASIDE)
        row.state, row.reason = WAITING, ""
        return record(session, desk, row)


def delete(desk: Desk, number: int) -> int:
    """Delete a message that was set aside: its words and its file. UK GDPR Art 5(1)(e).

    Its number and hash stay in the audit log, and the witness keeps the hash: no restored backup
    brings it back. Raises BadInput, NotAllowed, Refused.
    """
    require(desk, "delete_message", saves=True)
    gone = in_tray(desk, number).row
    with write(desk.database) as session:
        done = _delete(session, desk, number, ASIDE)
        installation, head = chain.installation(ask_in(session)), chain.head(ask_in(session))
    keep_erasure(desk, installation, "", head.seq, (gone.known_by,))
    remove_unneeded(desk)
    return done


def delete_again(desk: Desk, erased: Mapping[str, str]) -> int:
    """Delete the messages that were erased or deleted after a backup, and return their number.

    `erased` has the moment by each hash. A message that came in later is another copy, and stays.
    """
    with write(desk.database) as session:
        found = [row for row in messages.every(ask_in(session)) if _is_back(row, erased)]
        for row in found:
            _delete(session, desk, row.number, row.state)
    remove_unneeded(desk)
    return len(found)


def _is_back(row: MessageRow, erased: Mapping[str, str]) -> bool:
    at = erased.get(row.known_by, "")
    waits = row.state in (WAITING, ASIDE)
    return waits and bool(at) and in_london(row.recorded_at) <= in_london(at)


def _delete(session: "Session", desk: Desk, number: int, state: str) -> int:
    row = begun(session, desk, number, state)
    row.state, row.name, row.reading, row.reason, row.same = DELETED, "", "", "", ""
    return record(session, desk, row)


def record(session: "Session", desk: Desk, row: "tables.MessageTable") -> int:
    """Append the entry about a message as it now is, and return the message's number."""
    session.flush()
    number = int(row.id or 0)
    now = messages.message(ask_in(session), number)
    if now is None:
        raise Refused(f"Message {number} is gone. Nothing was changed.")
    append(session, desk, told.ACTION, told.told(now), at=desk.stamp(), record=told.record(now))
    return number


def begun(session: "Session", desk: Desk, number: int, state: str) -> "tables.MessageTable":
    """Return a message to change that must be in a state. Raises Refused."""
    row = session.get_one(tables.MessageTable, number)
    refuse_unless(row.state, state, number)
    row.settled_by, row.settled_at = desk.person.slug, desk.stamp()
    return row


def refuse_unless(is_in: str, state: str, number: int) -> None:
    """Raise Refused if a message isn't in a state."""
    if is_in != state:
        what = BECAME.get(is_in, "waits still")
        raise Refused(f"Message {number} {what}. Nothing was changed.")
