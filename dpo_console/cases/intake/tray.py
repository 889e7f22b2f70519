"""The list of messages that came: each with what it seems to be, and what became of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dpo_console.cases.intake.alike import alike
from dpo_console.cases.intake.proposal import CaseProposal, propose
from dpo_console.cases.office.desk import Desk
from dpo_console.errors import BadInput
from dpo_console.law.calendar.counting import add_months
from dpo_console.london import london_day
from dpo_console.mail.message import Message
from dpo_console.store.reads import messages
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
        passages = self.message.passages
        return (passages[0].subject if passages else "") or self.row.name


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


def resembles(desk: Desk, one: InTray) -> tuple[str, ...]:
    """Return what a message resembles, in a sentence each."""
    if one.row.state not in (WAITING, ASIDE):
        return ()
    return alike(desk, one.row, one.message, one.proposal)


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
    return {WAITING: "waits", ASIDE: f"was set aside: {row.reason}"}.get(row.state, "was deleted")
