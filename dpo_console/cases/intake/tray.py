"""The list of messages that came: each with what it seems to be, and what became of it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from dpo_console.cases.intake.proposal import CaseProposal, ProposedValue, propose
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.references import resolve
from dpo_console.cases.people.matching.names import near, same_name
from dpo_console.cases.requests.arrival import NewRequest
from dpo_console.cases.requests.similar import candidates, similar
from dpo_console.errors import BadInput, DpoConsoleError
from dpo_console.law.calendar.counting import add_months
from dpo_console.law.model import Moment
from dpo_console.london import london_day
from dpo_console.mail.message import Message
from dpo_console.store.reads import messages, people
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
    return {WAITING: "waits", ASIDE: f"was set aside ({row.reason.rstrip('.')})"}.get(
        row.state, "was deleted"
    )


MOST = 8


def alike(desk: Desk, row: MessageRow, message: Message, proposal: CaseProposal) -> tuple[str, ...]:
    """Return what a message resembles, the surest first, in a sentence each."""
    with desk.database.read() as ask:
        known = [(str(name), str(mail or "")) for _, _, name, mail, _ in people.everybody(ask)]
    told = [*_copies(desk, row), *_of_another(known, proposal), *_named_cases(desk, proposal.cases)]
    told += _same_people(desk, proposal, {name for name, _ in known})
    return tuple(dict.fromkeys(told))[:MOST]


def _copies(desk: Desk, row: MessageRow) -> list[str]:
    with desk.database.read() as ask:
        found = messages.alike(ask, row.sha256, row.same, desk.database.reader)
    return [f"The same message is number {one.number}{_became(one)}."
            for one in found if one.number != row.number]  # fmt: skip


def _became(row: MessageRow) -> str:
    if row.state == CASE:
        return f", which is {row.case}"
    return ", which was set aside" if row.state == ASIDE else ""


def _named_cases(desk: Desk, references: Sequence[str]) -> list[str]:
    """Return the cases that the message names, if this person may see them."""
    found = []
    for reference in references:
        try:
            found.append(f"It names {resolve(desk, reference)}.")
        except DpoConsoleError:
            continue
    return found[:MOST]


def _of_another(known: Sequence[tuple[str, str]], proposal: CaseProposal) -> list[str]:
    """Return whose the mailbox is, where the records have it for somebody else.

    A father may write in the mother's name.
    """
    said, mailbox = proposal.requester.value, proposal.email.casefold()
    theirs = dict.fromkeys(name for name, email in known if email.casefold() == mailbox)
    others = [name for name in theirs if mailbox and said and not near(name, said)]
    return [f"{mailbox} is {name}'s in the records, and not {said}'s." for name in others]


def _same_people(desk: Desk, proposal: CaseProposal, known: Collection[str]) -> list[str]:
    """Return cases about the same people, also under another spelling of their names."""
    names = [name for name in (proposal.requester.value, *proposal.names) if name]
    if not names:
        return []
    spelt = _spellings(known, names)
    asker, *subjects = (spelt[name] for name in names)
    if not proposal.requester.value:
        asker, subjects = "", [asker, *subjects]
    received = proposal.moment or desk.today
    request = NewRequest(proposal.kind.value, _day(received), asker, subjects=tuple(subjects))
    other = [f"{recorded} for {name}" for name, recorded in spelt.items()
             if not same_name(name, recorded)]  # fmt: skip
    written = f" There it is {' and '.join(other)}." if other else ""
    found = similar(request, candidates(desk, [*spelt.values()]))
    return [f"{one.row.reference}: {one.text}.{written}" for one in found]


def _day(moment: date) -> date:
    return date(moment.year, moment.month, moment.day)


def _spellings(known: Collection[str], names: Sequence[str]) -> dict[str, str]:
    """Return the spelling under which the records know each name, or the name itself."""
    spelt = {}
    for name in names:
        close = [one for one in known if near(one, name) and len(one.split()) > 1]
        exact = [one for one in close if same_name(one, name)]
        spelt[name] = exact[0] if exact else min(close, default=name)
    return spelt


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
    taken = ("email", "phone", "address", "summary", "channel", "requester_kind", "protected")
    proposed = {name: getattr(proposal, name) for name in taken} | {"school": proposal.school.value}
    return NewRequest(kind, day, requester, subjects=subjects or proposal.names, **proposed | said)
