"""The list of messages that came: each with what it seems to be, and what became of it."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from dpo_console.cases.intake.proposal import CaseProposal, ProposedValue, propose
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import resolve
from dpo_console.cases.requests import NewRequest
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.law.calendar.counting import add_months
from dpo_console.law.model import Moment
from dpo_console.london import london_day
from dpo_console.mail import Message, known_by
from dpo_console.store.reads import messages, people
from dpo_console.store.reads.all_words import cases_in_sight
from dpo_console.store.reads.messages import ASIDE, CASE, WAITING, MessageRow


@dataclass(frozen=True, slots=True)
class InTray:
    """A message of the list: its row, what was read of it, and what it seems to be."""

    row: MessageRow
    message: Message
    proposal: CaseProposal

    @property
    def title(self) -> str:
        """The subject line, or else the file's name."""
        return self.message.subject or self.row.name


def tray(desk: Desk, states: Sequence[str] = (WAITING,)) -> tuple[InTray, ...]:
    """Return the messages in some states, the oldest first."""
    with desk.database.glance() as ask:
        rows = messages.messages(ask, states, desk.database.reader)
    return tuple(_read(desk, row) for row in rows)


def in_tray(desk: Desk, number: int) -> InTray:
    """Return one message. Raises BadInput if there is none of that number in sight."""
    with desk.database.glance() as ask:
        row = messages.message(ask, number, desk.database.reader)
    if row is None:
        raise BadInput(f"There is no message {number} in the list.")
    return _read(desk, row)


class DueMessage(NamedTuple):
    """A message that was set aside on a day, and that may be deleted since another."""

    row: MessageRow
    aside_on: date
    since: date


def due_messages(desk: Desk) -> tuple[DueMessage, ...]:
    """Return the messages that were set aside and are due to be deleted, the oldest first."""
    found = []
    for row in (one.row for one in tray(desk, (ASIDE,))):
        aside_on = london_day(row.settled_at)
        since = add_months(aside_on, desk.settings.intake.months)
        if since <= desk.today:
            found.append(DueMessage(row, aside_on, since))
    return tuple(found)


def _read(desk: Desk, row: MessageRow) -> InTray:
    message = Message.from_json(json.loads(row.reading)) if row.reading else Message()
    return InTray(row, message, propose(message, desk.settings, desk.today))


def state_words(row: MessageRow) -> str:
    """Return what became of a message, in words."""
    if row.state == CASE:
        return f"became {row.case}"
    return {WAITING: "waits", ASIDE: f"was set aside ({row.reason.rstrip('.')})"}.get(
        row.state, "was deleted"
    )


MOST = 8
"""The most cases of one sort that are told."""


def resembles(desk: Desk, one: InTray) -> tuple[str, ...]:
    """Return the cases and messages that a message may belong to, the surest first.

    They are told by a copy, a reference, a message that it answers, or the sender's address.
    """
    row, message, proposal = one.row, one.message, one.proposal
    if row.state not in (WAITING, ASIDE):
        return ()
    with desk.database.read() as ask:
        copies = messages.alike(ask, row.sha256, row.same, desk.database.reader)
        hashes = map(known_by, message.thread)
        answered = [
            one for same in hashes for one in messages.alike(ask, "", same, desk.database.reader)
        ]
        known = [(case, str(name)) for case, _, name, email, _ in people.everybody(ask)
                 if proposal.email and str(email or "").casefold() == proposal.email]  # fmt: skip
        references = cases_in_sight(ask)
    told = [f"The same message is number {one.number}{_became(one)}."
            for one in copies if one.number != row.number]  # fmt: skip
    told += _named_cases(desk, proposal.cases)
    told += [f"It answers message {one.number}{_became(one)}." for one in answered]
    told += [f"{references[int(case)]}: {proposal.email} is {name}'s there."
             for case, name in reversed(known[-MOST:]) if case]  # fmt: skip
    return tuple(dict.fromkeys(told))


def _became(row: MessageRow) -> str:
    if row.state == CASE:
        return f", which is {row.case}"
    return ", which was set aside" if row.state == ASIDE else ""


def _named_cases(desk: Desk, references: Sequence[str]) -> list[str]:
    """Return the cases that the message names, if this person may see them."""
    found = []
    for reference in references[:MOST]:
        with suppress(DpoConsoleError):
            found.append(f"It names {resolve(desk, reference)}.")
    return found


def request_from(
    proposal: CaseProposal,
    *,
    received: Moment | None = None,
    subjects: tuple[str, ...] = (),
    **said: Any,  # noqa: ANN401 - other fields of a request, by name
) -> NewRequest:
    """Return the request. Raises BadInput naming everything that nobody has said yet."""
    kind = str(said.pop("kind", "") or proposal.kind.value)
    requester = str(said.pop("requester", "") or proposal.requester.value)
    day = received or replace(proposal, kind=ProposedValue(kind, "")).moment
    gaps = [
        f"{name} ({found.why})"
        for name, value, found in (
            ("--kind", kind, proposal.kind),
            ("--requester", requester, proposal.requester),
            ("--received", day, proposal.received),
        )
        if not value
    ]
    if day is None or gaps:
        raise BadInput(f"The message doesn't tell everything for certain. Say: {'; '.join(gaps)}")
    taken = ("email", "phone", "address", "summary", "protected")
    proposed = {name: getattr(proposal, name) for name in taken} | {
        "school": proposal.school.value, "channel": "email",
    }  # fmt: skip
    return NewRequest(kind, day, requester, subjects=subjects or proposal.names, **proposed | said)
