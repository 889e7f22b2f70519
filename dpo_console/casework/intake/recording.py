"""The entry in the audit log for each step of a message."""

from typing import TYPE_CHECKING

from dpo_console.cases.office.desk import Desk
from dpo_console.casework.records.audit_log import append
from dpo_console.errors import Refused
from dpo_console.store import tables
from dpo_console.store.audit import messages as told
from dpo_console.store.reads import messages
from dpo_console.store.session import ask_in

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
