"""Restoring a backup: into a new home, proven before it gets its name, and never over another."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from dpo_console.casework.backup.about import About
from dpo_console.casework.backup.erasures import Since, mark, settle
from dpo_console.casework.backup.proving import prove
from dpo_console.casework.backup.unpacking import Source, unpack
from dpo_console.config import Home, load_settings
from dpo_console.config.files.folders import private_folder, sync, write_new
from dpo_console.errors import Refused

WORKING = ".tmp-restore-"


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored home, and the SHA-256 of the backup.

    `faults` are those that were accepted. `erased` counts the erasures that were made again, or is
    None if they are still to be made. `held` is the program that isn't run yet, or ''.
    """

    about: About
    sha256: str
    home: Path
    seconds: float
    faults: tuple[str, ...]
    erased: int | None
    held: str


def restore(source: Source, to: Path, since: Since, override: str = "") -> Restored:
    """Make a new home from a backup, whole or not at all.

    `override` says why a home with faults is made all the same. Raises Refused if there is
    something at `to`, the backup can't be read, or the restored records aren't sound.
    """
    begun = monotonic()
    _refuse_another(to)
    with private_folder(to.parent, WORKING) as place:
        root = place / "home"
        unpacked = unpack(source, root)
        about = unpacked.about
        (root / "exports").mkdir(mode=0o700, exist_ok=True)
        proof = prove(root, about, source.clock)
        if proof.desk is None or (proof.faults and not override.strip()):
            raise Refused(_unsound(source.name, proof.faults))
        mark(root, about.head, unpacked.sha256)
        if held := " ".join(load_settings(Home(root)).witness.command):
            write_new(Home(root).held, b"")
        erased = settle(proof.desk, since) if since.is_known else None
        _publish(root, to)
    seconds = monotonic() - begun
    return Restored(about, unpacked.sha256, to, seconds, proof.faults, erased, held)


def _unsound(name: str, faults: Sequence[str]) -> str:
    lines = "\n".join(f"  - {fault}" for fault in faults)
    return (
        f"{name} isn't restored, because its records aren't sound:\n{lines}\n"
        "Take an earlier backup, or add --override with a sentence."
    )


def _refuse_another(to: Path) -> None:
    try:
        taken = os.path.lexists(to) and (to.is_symlink() or not to.is_dir() or any(to.iterdir()))
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"{to} can't be looked at ({why}). Name another folder.") from None
    if taken:
        raise Refused(f"There is something at {to} already. Name a new folder: --to DIR")


def _publish(root: Path, to: Path) -> None:
    """Give a proven home its name, once everything is on the disk."""
    try:
        os.sync()
        root.rename(to)
        sync(to.parent)
    except OSError as problem:
        why = os.strerror(problem.errno or 0)
        raise Refused(f"No home can be made at {to} ({why}). Name another folder.") from None
