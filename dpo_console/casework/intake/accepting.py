"""A message that becomes a case, or a further paper of one: the message is kept with it."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

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
from dpo_console.casework.papers.keeping import Placing, laid_down, record_paper, remove_unneeded
from dpo_console.casework.people.parties import change_party
from dpo_console.casework.records.audit_log import append
from dpo_console.casework.records.witness import keep_erasure
from dpo_console.casework.requests import Logged, checked, log_within
from dpo_console.config import Role
from dpo_console.errors import BadInput, Refused
from dpo_console.london import in_london
from dpo_console.sentences import Remedy
from dpo_console.store import tables
from dpo_console.store.audit import chain
from dpo_console.store.audit import messages as told
from dpo_console.store.cases.case_file import find
from dpo_console.store.reads import messages
from dpo_console.store.reads.messages import ASIDE, CASE, DELETED, WAITING, MessageRow
from dpo_console.store.reads.protected import INTAKE
from dpo_console.store.session import ask_in, write
from dpo_console.text import clean, required_words

if TYPE_CHECKING:
    from dpo_console.store.session import Session


BECAME = {
    messages.CASE: "is a case already", messages.ASIDE: "was set aside",
    messages.DELETED: "was deleted",
}  # fmt: skip


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


Settle = Callable[[int, str], object]
"""An act on the message of a number, with what the officer said."""


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


REACHED = {"email": "e-mail address", "phone": "telephone number", "address": "address"}
"""The ways to reach somebody that a message gives, in words."""


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
