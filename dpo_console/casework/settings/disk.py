"""The disk on which a home lies: encrypted or not, as far as Linux tells."""

import os
from enum import Enum
from pathlib import Path

SYS = Path("/sys/dev/block")
"""Linux's folder of disks by number. Each has what it is made of under `slaves`."""


class Encrypted(Enum):
    """Linux's answer about a disk."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def encrypted(path: Path, disks: Path = SYS) -> Encrypted:
    """Return if the disk of a file is encrypted by dm-crypt, as LUKS is.

    A disk on the network, one that is several disks in one (ZFS, Btrfs, a container's layers), and
    one that encrypts by itself can't be told.
    """
    try:
        number = path.stat().st_dev
    except OSError:
        return Encrypted.UNKNOWN
    return of_disk(os.major(number), os.minor(number), disks)


def of_disk(major: int, minor: int, disks: Path) -> Encrypted:
    """Return if a disk, or each disk that it is made of, is encrypted."""
    disk = disks / f"{major}:{minor}"
    if not disk.is_dir():
        return Encrypted.UNKNOWN
    return _encrypted(disk.resolve())


def _encrypted(disk: Path) -> Encrypted:
    if _text(disk / "dm" / "uuid").startswith("CRYPT-"):
        return Encrypted.YES
    parts = disk / "slaves"
    below = {_encrypted(part.resolve()) for part in parts.iterdir()} if parts.is_dir() else set()
    return Encrypted.YES if below == {Encrypted.YES} else Encrypted.NO


def _text(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
