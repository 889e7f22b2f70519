"""The first file of a backup: what it is of, when it was made, and what follows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from dpo_console import __version__
from dpo_console.cases.records.witness import read_head
from dpo_console.casework.backup.tar_stream import Unsound
from dpo_console.errors import BadInput
from dpo_console.store.audit.chain import ChainHead
from dpo_console.store.database import newest_layout

ABOUT, SUMS = "backup.json", "SHA256SUMS"
"""The first and the last file of a backup. `sha256sum -c SHA256SUMS` checks the others."""

LARGEST = 64 * 1024 * 1024
FORMAT = 1
TOPS = ("data", "exports")
RECORDS, SETTINGS = "data/records.sqlite3", "data/dpo.toml"


@dataclass(frozen=True, slots=True)
class About:
    """What a backup is of.

    `chain` names the records, and `head` is their last entry. `made_at` is UTC. `files` are the
    sizes of all files, by name.
    """

    layout: int
    chain: str
    head: ChainHead
    made_at: str
    files: Mapping[str, int]
    release: str = __version__

    @property
    def size(self) -> int:
        """The sum of all sizes."""
        return sum(self.files.values())

    def content(self) -> bytes:
        """Return the file's content."""
        told = {
            "format": FORMAT,
            "release": self.release,
            "layout": self.layout,
            "chain": self.chain,
            "head": f"{self.head.seq}:{self.head.hash}",
            "made_at": self.made_at,
            "files": dict(self.files),
        }
        return f"{json.dumps(told, indent=1)}\n".encode()


def read_about(content: bytes) -> About:
    """Read the first file of a backup.

    Raises Unsound if a newer release or another program made it.
    """
    try:
        told = json.loads(content)
        release, form, layout = str(told["release"]), int(told["format"]), int(told["layout"])
        if form > FORMAT or layout > newest_layout():
            raise Unsound(
                f"a newer dpo_console ({release}) made it. Install that release to restore it"
            )
        files = {str(name): int(size) for name, size in told["files"].items()}
        head = read_head(str(told["head"]))
        about = About(layout, str(told["chain"]), head, str(told["made_at"]), files, release)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BadInput):
        raise Unsound("its first file isn't one that dpo_console writes") from None
    for name, size in about.files.items():
        path = PurePosixPath(name)
        inside = len(path.parts) > 1 and path.parts[0] in TOPS and ".." not in path.parts
        if not inside or str(path) != name or "\0" in name or size < 0:
            raise Unsound("it holds a file that doesn't belong in a home")
    if RECORDS not in about.files or SETTINGS not in about.files:
        raise Unsound("it holds no records or no settings")
    return about


def sums(hashes: Mapping[str, str]) -> bytes:
    """Return the last file's content, as sha256sum writes and checks it."""
    return "".join(_line(name, sha) for name, sha in hashes.items()).encode(
        "utf-8", "surrogateescape"
    )


def _line(name: str, sha: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == name else chr(92)}{sha}  {escaped}\n"
