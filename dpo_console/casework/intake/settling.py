"""Setting a message aside with its reason, taking it up again, and deleting it for good."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dpo_console.cases.intake.tray import in_tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.casework.intake.recording import begun, record
from dpo_console.casework.papers.placing import remove_unneeded
from dpo_console.casework.records.witness import keep_erasure
from dpo_console.london import in_london
from dpo_console.store.audit import chain
from dpo_console.store.reads import messages
from dpo_console.store.reads.messages import ASIDE, DELETED, WAITING, MessageRow
from dpo_console.store.session import ask_in, write
from dpo_console.text import clean, required_words

if TYPE_CHECKING:
    from dpo_console.store.session import Session

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
