"""What is kept of the audit log outside the records: a head each day, and each erasure.

A witness that can't be written is told. It never stops work, which is saved by then.
"""

import os
import subprocess
from pathlib import Path

from dpo_console.cases.office.desk import Desk
from dpo_console.cases.records.witness import Kept, KeptErasure, KeptHead, line, witness_file
from dpo_console.errors import Refused
from dpo_console.store.audit import chain
from dpo_console.store.audit.chain import ChainHead

WAITS = 10
"""Seconds that the office's own program may take."""

HELD = "its program came with a backup. Let it run with: dpo-console settings check --confirm"


def keep_now(desk: Desk) -> bool:
    """Add the present head to the office's witness. Return False, and tell why, if it failed.

    Raises Refused if the office has none.
    """
    if not desk.settings.witness.is_set:
        raise Refused(
            "There is no witness to keep it. Name a file on another disk, or a program, under "
            "[witness] in data/dpo.toml."
        )
    with desk.database.read() as ask:
        installation, head = chain.installation(ask), chain.head(ask)
    return keep_head(desk, installation, head)


def keep_head(desk: Desk, installation: str, head: ChainHead) -> bool:
    """Add a head to the office's witness. Return False, and tell why, if it failed."""
    return _keep(desk, KeptHead(_moment(desk), installation, head))


def keep_erasure(
    desk: Desk, installation: str, reference: str, seq: int, messages: tuple[str, ...] = ()
) -> bool:
    """Add an erasure to the witness file. Return False, and tell why, if it failed.

    `messages` are the hashes of those that went with it, or that were deleted alone. An office
    without a witness keeps its list of erasures within the home.
    """
    return _keep(desk, KeptErasure(_moment(desk), installation, reference, seq, messages))


def _moment(desk: Desk) -> str:
    return desk.stamp().replace("+00:00", "Z")


def _keep(desk: Desk, kept: Kept) -> bool:
    witness, words = desk.settings.witness, f"{line(kept)}\n".encode()
    failed = []
    if witness.file or not witness.command or isinstance(kept, KeptErasure):
        failed.append(_append(witness_file(desk.home, desk.settings), words))
    if witness.command:
        held = desk.home.held.exists()
        failed.append(HELD if held else _hand_over(witness.command, words))
    for why in filter(None, failed):
        desk.asides.append(f"The witness couldn't be written ({why}). The records are saved.")
    return not any(failed)


def _append(path: Path, words: bytes) -> str:
    """Add a line to the file, whole and through to the disk, and return why not, or ''."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK, 0o600)
        try:
            _write(descriptor, words)
        finally:
            os.close(descriptor)
    except OSError as problem:
        return f"{path}: {os.strerror(problem.errno or 0)}"
    return ""


def _write(descriptor: int, words: bytes) -> None:
    """Write a line at the end, after the end of a line that a power cut left half."""
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        words = b"\n" + words
    os.write(descriptor, words)
    os.fsync(descriptor)


def _hand_over(command: tuple[str, ...], words: bytes) -> str:
    """Run the office's program with the line on its stdin, and return why it failed, or ''."""
    try:
        ran = subprocess.run(  # noqa: S603 - the administrator's own program, without a shell
            command, input=words, capture_output=True, check=False, timeout=WAITS
        )
    except (OSError, ValueError) as problem:
        return f"{command[0]}: {getattr(problem, 'strerror', '') or problem}"
    except subprocess.TimeoutExpired:
        return f"{command[0]} took longer than {WAITS} seconds"
    said = ran.stderr.decode(errors="replace").strip()
    return f"{command[0]} ended with {ran.returncode}. {said}".strip() if ran.returncode else ""
