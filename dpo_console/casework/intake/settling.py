"""Setting a message aside with its reason, taking it up again, and deleting it for good."""

from collections.abc import Callable

from dpo_console.cases.intake.tray import in_tray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import refuse_looking, require
from dpo_console.casework.intake.recording import begun, record
from dpo_console.casework.papers.placing import remove_unneeded
from dpo_console.store.reads.messages import ASIDE, DELETED, WAITING
from dpo_console.store.session import write
from dpo_console.text import clean, required_words

Settle = Callable[[int, str], object]
"""An act on the message of a number, with what the officer said."""


def set_aside(desk: Desk, number: int, reason: str) -> int:
    """Set a message aside: it is no request, and the reason says why. Raises BadInput, Refused."""
    require(desk, "set_aside")
    refuse_looking(desk)
    why = required_words(clean(reason, "reason"), "reason")
    in_tray(desk, number)
    with write(desk.database) as session:
        row = begun(session, desk, number, WAITING)
        row.state, row.reason = ASIDE, why
        return record(session, desk, row)


def take_up(desk: Desk, number: int) -> int:
    """Let a message that was set aside wait again. Raises BadInput, Refused."""
    require(desk, "set_aside")
    refuse_looking(desk)
    in_tray(desk, number)
    with write(desk.database) as session:
        row = begun(session, desk, number, ASIDE)
        row.state, row.reason = WAITING, ""
        return record(session, desk, row)


def delete(desk: Desk, number: int) -> int:
    """Delete a message that was set aside: its words and its file. UK GDPR Art 5(1)(e).

    Its number and hash stay in the audit log. Raises BadInput, NotAllowed, Refused.
    """
    require(desk, "delete_message")
    refuse_looking(desk)
    in_tray(desk, number)
    with write(desk.database) as session:
        row = begun(session, desk, number, ASIDE)
        row.state, row.name, row.reading, row.reason, row.same = DELETED, "", "", "", ""
        done = record(session, desk, row)
    remove_unneeded(desk)
    return done
