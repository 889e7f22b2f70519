"""Acceptance after a restore: of records that lack entries, and of the settings' own program."""

from collections.abc import Callable

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.kept_head import as_kept, in_short, read_head, why_not_held
from dpo_console.cases.records.kept_head import head as head_of
from dpo_console.casework.records.audit_log import tell
from dpo_console.config import Home
from dpo_console.config.settings.records import records_named
from dpo_console.errors import BadInput, Refused
from dpo_console.store.audit.told import ACCEPTED
from dpo_console.store.heads import LastSeen


def accept(home: Home, opened: Callable[[], Desk], typed: str) -> Desk:
    """Go on from a head of the log, although the home saw entries that the records lack.

    The log tells the head that was lost. `typed` is the head of the records as they are, and
    `opened` opens them. Raises BadInput if they are no database, Refused if they end elsewhere or
    lack nothing, NotAllowed.
    """
    kept, records = read_head(typed), records_named(home)
    if not records:
        raise BadInput("These records are in a file, so this home refuses none that lack entries.")
    with LastSeen(home.database, records.named).set_aside() as lost:
        desk = opened()
        require(desk, "accept_head", saves=True)
        found = head_of(desk)
        if kept.seq != found.seq or not found.hash.startswith(kept.hash):
            raise Refused(f"The records end at {in_short(found)}. Nothing was accepted.")
        with desk.database.whole.read() as ask:
            if lost is None or not why_not_held(ask, lost):
                raise Refused("The records lack no entry that this home has seen.")
        tell(desk, ACCEPTED, lost=as_kept(lost), found=as_kept(found))
    return desk


def confirm_program(desk: Desk) -> str:
    """Let the program of a restored home's witness run from now on, and return it.

    Raises NotAllowed, and Refused if none is held back.
    """
    require(desk, "confirm_program", saves=True)
    if not desk.home.held.exists():
        raise Refused("No program is held back. Nothing was changed.")
    program = " ".join(desk.settings.witness.command)
    tell(desk, "program confirmed", program=program)
    desk.home.held.unlink()
    return program
