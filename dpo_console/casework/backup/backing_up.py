"""Making a backup: into a folder, where the last good one stays until the new one is whole."""

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dpo_console.cases.backup import names_for, to_remove
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.office.permissions import require
from dpo_console.casework.backup.archive import Archive, FileChanged, Tell, archive
from dpo_console.casework.backup.sealing import HashedFile, recipients, seal
from dpo_console.casework.records.audit_log import append
from dpo_console.config.files.folders import TEMPORARY, make_private, sync
from dpo_console.errors import BadInput, DpoConsoleError, Refused, TryAgain
from dpo_console.london import london_day
from dpo_console.store.audit import backups
from dpo_console.store.audit.erased import erasures
from dpo_console.store.session import ask_in, write

TRIES = 3
PLAIN = "This backup isn't encrypted: anybody who gets the file can read every name in it."


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup. `path` is None for one that went out as a stream."""

    archive: Archive
    sha256: str
    size: int
    path: Path | None = None
    removed: tuple[str, ...] = ()


def keys_for(desk: Desk, typed: Sequence[str], *, plain: bool) -> tuple[str, ...]:
    """Return the public keys to encrypt to, or () for a plain copy that was asked for.

    Raises BadInput if there is no key, or an invalid one.
    """
    keys = tuple(typed) or desk.settings.backup.recipients
    if plain:
        if typed:
            raise BadInput("--plain encrypts to no key. Leave out the key or --plain.")
        return ()
    if not keys:
        raise BadInput(
            "There is no key to encrypt the backup to. Make one on another machine with "
            "dpo-console backup key, and put its public key under [backup] recipients in "
            "data/dpo.toml. Or add --plain: then anybody who gets the file can read it."
        )
    recipients(keys)
    return keys


def back_up(desk: Desk, folder: Path, keys: Sequence[str], tell: Tell) -> Backup:
    """Make a backup in a folder, record it, and remove those that are no longer kept there.

    Until the new one is whole and on the disk, nothing in the folder changes. Raises NotAllowed,
    Refused if the folder can't be written, TryAgain if the disk is full or another backup runs.
    """
    require(desk, "backup", saves=True)
    with _sentences(folder), _alone(folder):
        for _ in range(TRIES):
            try:
                with archive(desk) as found:
                    return _in_folder(desk, folder, keys, tell, found)
            except FileChanged:
                continue
    raise TryAgain("The home changed while it was copied. No backup was made; try again.")


def _in_folder(desk: Desk, folder: Path, keys: Sequence[str], tell: Tell, found: Archive) -> Backup:
    at = datetime.fromisoformat(found.about.made_at)
    names = names_for(found.about.chain, at, sealed=bool(keys))
    path = next(path for name in names if not os.path.lexists(path := folder / name))
    temporary = folder / f"{TEMPORARY}{path.name}-{secrets.token_hex(4)}"
    try:
        written = _write_file(temporary, found, keys, tell)
        said = {"name": path.name, "sha256": written.sha256, "pruned": _is_own(desk, folder)}
        _record(desk, backups.MADE, found, keys, **said)
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync(folder)
    removed = _prune(desk, folder, found.about.chain)
    return Backup(found, written.sha256, written.size, path, removed)


def _write_file(path: Path, found: Archive, keys: Sequence[str], tell: Tell) -> HashedFile:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        written = _pour(found, file, keys, tell)
        file.flush()
        os.fsync(file.fileno())
    return written


def stream_backup(desk: Desk, to: BinaryIO, keys: Sequence[str], tell: Tell) -> Backup:
    """Write a backup to a stream, such as stdout. The log tells it before the first byte goes.

    Raises NotAllowed, and TryAgain if the home changed meanwhile: the stream is then of no use.
    """
    require(desk, "backup", saves=True)
    try:
        with archive(desk) as found:
            _record(desk, backups.BEGUN, found, keys, name="-")
            written = _pour(found, to, keys, tell)
            to.flush()
            _record(desk, backups.MADE, found, keys, name="-", sha256=written.sha256)
    except FileChanged:
        raise TryAgain(
            "The home changed while it was copied. What came out is no backup; try again."
        ) from None
    return Backup(found, written.sha256, written.size)


def _pour(found: Archive, to: BinaryIO, keys: Sequence[str], tell: Tell) -> HashedFile:
    written = HashedFile(to)
    if keys:
        seal(found.pieces(tell), written, recipients(keys))
    else:
        for piece in found.pieces(tell):
            written.write(piece)
    return written


def _record(desk: Desk, action: str, found: Archive, keys: Sequence[str], **said: object) -> None:
    """Tell the log. Raises FileChanged if a case was erased meanwhile: the backup would hold it."""
    about = found.about
    told: dict[str, object] = {
        "head": f"{about.head.seq}:{about.head.hash}",
        "made_at": about.made_at,
    }
    told |= {**said, "keys": len(keys), "files": len(found.files)}
    with write(desk.database) as session:
        if any(one.seq > about.head.seq for one in erasures(ask_in(session))):
            raise FileChanged
        append(session, desk, action, told, at=desk.stamp())


def record(desk: Desk, action: str, said: Mapping[str, object]) -> None:
    """Add an entry about no case to the audit log."""
    with write(desk.database) as session:
        append(session, desk, action, said, at=desk.stamp())


def _is_own(desk: Desk, folder: Path) -> bool:
    own = desk.settings.backup.to
    return bool(own) and Path(own).resolve() == folder.resolve()


def _prune(desk: Desk, folder: Path, chain: str) -> tuple[str, ...]:
    """Remove the backups that the office no longer keeps, in its own folder alone."""
    if not _is_own(desk, folder):
        return ()
    with desk.database.read() as ask:
        checked = {told.name for told in backups.all_told(ask, backups.CHECKED)}
    names = [path.name for path in folder.iterdir()]
    keep = desk.settings.backup.keep
    removed = to_remove(names, chain, keep, london_day(desk.clock()), checked)
    if removed:
        record(desk, backups.REMOVED, {"names": removed})
    for name in removed:
        (folder / name).unlink(missing_ok=True)
    return tuple(removed)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, and clear what a killed backup left there. Raises TryAgain if it is held."""
    make_private(folder)
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for left in folder.glob(f"{TEMPORARY}dpo-*.tar.gz*"):
                left.unlink(missing_ok=True)
        except BlockingIOError:
            raise TryAgain(f"Another backup is being made in {folder}. Try again later.") from None
        except OSError:
            pass  # not every disk has locks; then nothing is cleared
        yield
    finally:
        os.close(held)


@contextmanager
def _sentences(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise _sentence(folder, problem) from None


def _sentence(folder: Path, problem: OSError) -> DpoConsoleError:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return TryAgain(f"The disk of {folder} is full. No backup was made; make room, try again.")
    why = os.strerror(problem.errno or 0)
    return Refused(f"No backup can be made in {folder} ({why}). Name a folder to write to.")
