"""A message that becomes a case, or a further paper of one: the message is kept with it."""

import hashlib
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from dpo_console.cases.intake.proposal import CaseProposal
from dpo_console.cases.intake.tray import InTray, in_tray
from dpo_console.cases.leaving.reader.changed_since import spelt_alike
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.home_files import read_file
from dpo_console.cases.office.permissions import require, why_may_not
from dpo_console.cases.office.references import file_meant, resolve
from dpo_console.cases.people.matching.names import may_be
from dpo_console.cases.people.parties import in_order
from dpo_console.cases.requests.arrival import NewRequest
from dpo_console.casework.change import changing
from dpo_console.casework.intake.recording import begun, record, refuse_unless
from dpo_console.casework.papers.keeping import record_paper
from dpo_console.casework.papers.placing import Placing, laid_down, remove_unneeded
from dpo_console.casework.people.parties import change_party
from dpo_console.casework.requests import Logged, checked, log_within
from dpo_console.config import Role
from dpo_console.errors import BadInput, Refused
from dpo_console.sentences import Remedy
from dpo_console.store.cases.case_file import find
from dpo_console.store.reads.messages import CASE, WAITING, MessageRow
from dpo_console.store.reads.papers import INTAKE
from dpo_console.store.session import ask_in, write

if TYPE_CHECKING:
    from dpo_console.store.session import Session

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
        _put(placed)
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
            placed = [_keep(session, desk, found, row, data, files)] if data else []
            _settle(session, desk, number, found)
        _put(placed)
    remove_unneeded(desk)
    return found


def _protect(session: "Session", desk: Desk, reference: str, told: CaseProposal) -> None:
    """Protect whoever wrote a message, with the ways to reach them that we lacked.

    Of a form every way that it gives must be known. The words of a message may ask it for others.
    """
    named = told.requester.value
    asks = f"It asks that somebody must not learn where {named} lives."
    people = enumerate(in_order(file_meant(desk, reference)), 1)
    alike = [(number, party) for number, party in people if may_be(party.name, named)]
    writers = [one for one in alike if one[1].role != "subject"] or alike
    if not writers:
        lacks = f"{asks} {reference} has nobody who may be {named}."
        if told.asked_on_form:
            raise Refused(f"{lacks} Add them to it, or accept the message as a new case.")
        desk.asides.append(f"{lacks} Protect the person whom it means.")
    for number, party in writers:
        ways = {way: words for way in REACHED if (words := str(getattr(told, way)))}
        new = {way: words for way, words in ways.items() if not getattr(party, way)}
        other = [way for way in ways if not spelt_alike(way, str(getattr(party, way)), ways[way])]
        unknown = [way for way in other if party.protected or way not in new]
        if unknown and told.asked_on_form:
            way = REACHED[unknown[0]]
            raise Refused(
                f"{asks} {reference} doesn't have the {way} that its form gives, and couldn't keep "
                f"it from anybody. Correct {party.name} there, or accept it as a new case."
            )
        if not party.protected:
            why = "It asks for protection"
            change_party(desk, reference, number, new, why, protected=True, within=session)


def _keep(
    session: "Session", desk: Desk, reference: str, row: MessageRow, data: bytes, files: ExitStack
) -> Placing | None:
    """Keep the message with a case, in the session that is open. A row of a list has no file."""
    if not data:
        return None
    placing = files.enter_context(laid_down(desk, reference, data))
    files.enter_context(placing.gone_if_refused())
    with changing(session, desk, reference, "paper") as this:
        record_paper(this, placing, _file_name(row), len(data))
    return placing


def _put(placed: list[Placing | None]) -> None:
    for placing in placed:
        if placing:
            placing.put()


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
    """Return the bytes of a message that waits, or none of a row of a list. Raises Refused."""
    if not row.sha256:
        return b""
    path = desk.home.papers / INTAKE / row.sha256
    try:
        data = read_file(desk, path)
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != row.sha256:
        what = f"The file of message {row.number} is missing, or was changed: {path}."
        raise Refused(what, " Look what else is off: ", Remedy("verify"), ".")
    return data
