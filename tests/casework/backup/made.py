"""Backups of a small office for tests, and archives that somebody else made."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from dpo_console.casework.backup.about import ABOUT, SUMS, sums
from dpo_console.casework.backup.sealing import identities
from dpo_console.casework.backup.unpacking import Source
from dpo_console.casework.letters.letter_writing import write_letter
from dpo_console.casework.papers.keeping import keep_paper
from dpo_console.casework.requests import NewRequest, log_request
from tests.conftest import TODAY, desks

PAPER = b"Please send me everything."
PLAIN: tuple[str, ...] = ()
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


def office(home: Path) -> None:
    """Fill a home with two requests, one of them with a letter."""
    desk = desks(home)()
    found = log_request(desk, NewRequest("sar", TODAY, "Jane Quillbrook"))
    log_request(desk, NewRequest("foi", TODAY, "Ann Other"))
    keep_paper(desk, found.reference, PAPER, "request.eml")
    write_letter(desk, found.reference, "acknowledgement", {"summary": "Everything on Tom"})


def source(data: bytes, secret: str = "") -> Source:
    """Return a backup to restore, with a private key."""
    keys = identities(secret.encode(), "key.txt") if secret else []
    return Source(io.BytesIO(data), "office.tar.gz", keys, lambda: NOW, quiet)


def members(data: bytes) -> dict[str, bytes]:
    """Return the files of a plain backup, by name."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}  # type: ignore[union-attr]


def packed(files: Mapping[str, bytes], more: Sequence[tarfile.TarInfo] = ()) -> bytes:
    """Return an archive of files and of empty members of other kinds, which come second."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.GNU_FORMAT) as tar:
        for number, (name, content) in enumerate(files.items()):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
            for other in more if number == 0 else ():
                tar.addfile(other)
    return out.getvalue()


def forged(data: bytes, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> bytes:
    """Return a backup whose list and files were changed by somebody who knows the format."""
    files = members(data)
    told = json.loads(files[ABOUT])
    del files[SUMS]
    change(told, files)
    files[ABOUT] = json.dumps(told).encode()
    files[SUMS] = sums({name: sha256(content).hexdigest() for name, content in files.items()})
    return packed(files)


def other(kind: bytes, name: str, to: str = "") -> tarfile.TarInfo:
    """Return a member that is no file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


def flipped(data: bytes, at: int) -> bytes:
    """Return data with one bit changed. `at` is in thousandths of its length."""
    place = min(len(data) * at // 1000, len(data) - 1)
    return data[:place] + bytes([data[place] ^ 16]) + data[place + 1 :]


def unzipped(data: bytes) -> bytes:
    """Return the tar archive of a plain backup."""
    return gzip.decompress(data)
