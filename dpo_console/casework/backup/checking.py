"""Checking a backup: it is restored into a throwaway place, proven there, and thrown away."""

import json
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.cases.records.witness import as_kept, read_head, why_not_held
from dpo_console.casework.backup.about import About
from dpo_console.casework.backup.backing_up import record
from dpo_console.casework.backup.proving import Proof, prove
from dpo_console.casework.backup.unpacking import Source, unpack
from dpo_console.config.files.folders import private_folder
from dpo_console.errors import BadInput, Refused
from dpo_console.store.audit import backups, chain
from dpo_console.store.audit.chain import ChainHead

WORKING = ".tmp-check-"


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check. `seconds` is how long a restore takes on this machine."""

    about: About
    sha256: str
    faults: tuple[str, ...]
    seconds: float

    @property
    def sound(self) -> bool:
        """True if nothing is wrong with it."""
        return not self.faults


def check_backup(source: Source, within: Path, kept: ChainHead | None = None) -> Checked:
    """Restore a backup below `within`, prove it, and throw it away.

    `kept` is a head that the backup must hold. Raises Refused if it can't be read.
    """
    begun = monotonic()
    with private_folder(within, WORKING) as place:
        unpacked = unpack(source, place / "home")
        (place / "home" / "exports").mkdir(mode=0o700, exist_ok=True)
        proof = prove(place / "home", unpacked.about, source.clock)
        faults = (*proof.faults, *_not_held(proof, kept))
    return Checked(unpacked.about, unpacked.sha256, faults, monotonic() - begun)


def _not_held(proof: Proof, kept: ChainHead | None) -> tuple[str, ...]:
    if kept is None or proof.desk is None:
        return ()
    with proof.desk.database.whole.read() as ask:
        why = why_not_held(ask, kept)
    return (f"head: {why}",) if why else ()


def keep_result(desk: Desk, name: str, checked: Checked) -> bool:
    """Record a check in the records that the backup is of. Return False for other records'.

    Raises NotAllowed, and Refused if nothing may be changed here.
    """
    require(desk, "backup", saves=True)
    with desk.database.whole.read() as ask:
        if chain.installation(ask) != checked.about.chain:
            return False
    said = {
        "name": name,
        "sha256": checked.sha256,
        "made_at": checked.about.made_at,
        "head": as_kept(checked.about.head),
        "seconds": round(checked.seconds),
        "faults": len(checked.faults),
    }
    record(desk, backups.CHECKED if checked.sound else backups.FAULTY, said)
    return True


def take_in(desk: Desk, content: bytes) -> bool:
    """Record the result of a check elsewhere, and return True if the backup was found sound.

    The log keeps it as a statement of this person. Raises NotAllowed, BadInput if it is no result,
    and Refused if it is about a backup that was never made here.
    """
    require(desk, "backup", saves=True)
    try:
        told = json.loads(content)
        sha256, head = str(told["sha256"]), read_head(str(told["head"]))
        seconds, faults = round(told["seconds"]), len(told["faults"])
    except (ValueError, KeyError, TypeError, OverflowError):
        raise BadInput("This is no result. Make one with: backup check --json") from None
    made = made_here(desk, sha256)
    with desk.database.whole.read() as ask:
        why = why_not_held(ask, head)
    if made is None or why:
        raise Refused("The log knows no such backup of these records. Nothing was kept.")
    said = {
        "name": made.name,
        "sha256": sha256,
        "made_at": made.made_at,
        "head": as_kept(head),
        "seconds": seconds,
        "faults": faults,
        "elsewhere": True,
    }
    record(desk, backups.FAULTY if faults else backups.CHECKED, said)
    return not faults


def made_here(desk: Desk, sha256: str) -> backups.Told | None:
    """Return the backup of this hash as the log tells it, or None."""
    with desk.database.whole.read() as ask:
        told = backups.all_told(ask, backups.MADE)
    return next((one for one in told if one.sha256 == sha256), None)
