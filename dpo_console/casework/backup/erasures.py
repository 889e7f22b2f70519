"""Erasures made after a backup: they are made again in the home that is restored from it."""

import json
from dataclasses import dataclass
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.witness import (
    KeptErasure,
    lost_with,
    may_be_back,
    read_head,
    read_witness,
    restores_held,
    why_not_held,
)
from dpo_console.casework.backup.backing_up import record
from dpo_console.casework.intake import delete_again
from dpo_console.casework.retention.erasing import erase_again
from dpo_console.config import Home, Role
from dpo_console.config.files.folders import write_new
from dpo_console.errors import BadInput, NotAllowed, Refused
from dpo_console.store.audit import backups, chain
from dpo_console.store.audit.chain import ChainHead
from dpo_console.text import clean_line


@dataclass(frozen=True, slots=True)
class Since:
    """What is known of the erasures since a backup.

    `witness` is the content of a witness file, and `name` its name. `none` is a sentence that there
    were none. With neither, it isn't known.
    """

    witness: bytes | None = None
    name: str = ""
    none: str = ""

    @property
    def is_known(self) -> bool:
        """True if the erasures can be made again, or there are none."""
        return self.witness is not None or bool(self.none)


def mark(root: Path, head: ChainHead, sha256: str) -> None:
    """Mark a home as restored, so that it is read-only until the erasures are made again."""
    told = {"head": f"{head.seq}:{head.hash}", "sha256": sha256}
    write_new(Home(root).restored, f"{json.dumps(told)}\n".encode())


def settle(desk: Desk, since: Since) -> int:
    """Make the erasures since a backup again in a marked home, lift the mark, and record it.

    Messages that were erased or deleted since go too. Return the number of cases. What a killed
    process began is done again. Raises Refused if there is no mark, or the witness is of other
    records. Raises NotAllowed for a listed person who isn't the DPO: an account that the settings
    don't list administers the machine.
    """
    _refuse_others(desk)
    try:
        told = json.loads(desk.home.restored.read_bytes())
        head, sha256 = read_head(str(told["head"])), str(told["sha256"])
    except FileNotFoundError:
        raise Refused(f"{desk.home.root} waits for no erasures. Nothing was changed.") from None
    except (ValueError, KeyError, TypeError, OSError, BadInput):
        raise Refused(f"{desk.home.restored} can't be read. Restore the backup again.") from None
    why = clean_line(since.none, "why")
    later = _later(desk, head, since) if since.witness is not None else ()
    with desk.database.whole.read() as ask:
        due = [kept for kept in later if may_be_back(ask, kept)]
    # a case that was logged after an erasure of its number is another one, and stays
    erase_again(desk, [(kept.reference, kept.at) for kept in due])
    delete_again(desk, {one: kept.at for kept in later for one in kept.messages})
    said = {"sha256": sha256, "head": f"{head.seq}:{head.hash}", "erased": len(due), "note": why}
    record(desk, backups.RESTORED, said)
    desk.home.restored.unlink()
    return len(due)


def _refuse_others(desk: Desk) -> None:
    for person in desk.people:
        if person.account == desk.account and person.role is not Role.DPO:
            raise NotAllowed(
                f"{person.name} may not say which erasures are missing from restored records. The "
                "DPO may, or the account that administers this machine."
            )


def _later(desk: Desk, head: ChainHead, since: Since) -> tuple[KeptErasure, ...]:
    """Return the erasures after a head. Raises Refused for a witness that can't be relied on."""
    with desk.database.whole.read() as ask:
        every = read_witness(since.witness or b"")
        ours = every.of(chain.installation(ask))
        if every.unread:
            raise Refused(f"{since.name}, line {every.unread[0]}, can't be understood.")
        if not (ours.heads or ours.erasures):
            raise Refused(f"{since.name} tells nothing of these records. Is it another home's?")
        restores = restores_held(ask)
        for kept in ours.heads:
            why = why_not_held(ask, kept.head) if kept.head.seq <= head.seq else ""
            if why and not lost_with(kept, restores):
                raise Refused(f"{since.name}, {kept.at}: {why}.")
        return tuple(erasure for erasure in ours.erasures if erasure.seq > head.seq)
