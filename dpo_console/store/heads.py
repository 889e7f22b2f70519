"""The last head of the log that a home saw in its database, kept in a file of the home.

An old server that comes back, or one that took over without the last changes, looks sound by
itself: each entry follows from the last. Only a head kept outside it shows that entries are gone.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpo_console.errors import Refused
from dpo_console.lazy_import import later
from dpo_console.store.asking import AUDIT_LINK, Ask

if TYPE_CHECKING:
    from dpo_console.store.audit import chain
else:  # a login banner makes no link
    chain = later("dpo_console.store.audit.chain")


ENDING = ".head"
"""The ending of the file, which stands beside where a file of records would be."""

NOWHERE = Path(os.devnull) / "nowhere"
"""The place of a memory that keeps nothing."""

_aside: ContextVar[Path | None] = ContextVar("aside", default=None)
"""The file whose head this thread sets aside."""

_KEPT = re.compile(r"([0-9a-f]+) ([0-9]+):([0-9a-f]*)\n")

_FOUND = (
    "SELECT i.chain, coalesce(a.seq, 0), coalesce(a.hash, ''), "
    f"coalesce((SELECT b.hash FROM {AUDIT_LINK} b WHERE b.seq = :seq), '') FROM installation i "
    f"LEFT JOIN {AUDIT_LINK} a ON a.seq = (SELECT max(seq) FROM {AUDIT_LINK}) WHERE i.id = 1"
)


class Seen(NamedTuple):
    """A head of the log, and the installation whose log it belongs to."""

    installation: str
    seq: int
    hash: str


class LastSeen(NamedTuple):
    """The memory of one home. Without its file, as on a new host, nothing is known.

    `place` is where a file of records would be, and `named` names the database in sentences.
    """

    place: Path
    named: str

    @property
    def path(self) -> Path:
        """The file that keeps it."""
        return self.place.with_suffix(ENDING)

    def refuse_older(self, ask: Ask, *, behind: bool) -> bool:
        """Raise Refused if the records lack the last head seen. Otherwise remember theirs.

        A standby may be `behind`. It lacks the last entries, and has no others in their place.
        Return False if it must be asked again: it is behind, or the head seen is set aside.
        """
        if _aside.get() == self.path:
            return False
        seen = next(self._read(), None)
        rows = ask(_FOUND, {"seq": seen.seq if seen else 0})
        for installation, seq, hash_, there in rows:
            found = Seen(str(installation), int(seq or 0), str(hash_))
            if seen and seen.installation == found.installation and there != seen.hash:
                if behind and found.seq < seen.seq:
                    return False
                raise Refused(_sentence(self.named, seen, found))
            if found != seen:
                self._write(found)
        return not behind

    def saw(self, head: "chain.ChainHead") -> None:
        """Remember a head that these records gave, if it is newer."""
        for seen in self._read():
            if seen.seq < head.seq:
                self._write(Seen(seen.installation, head.seq, head.hash))

    @contextmanager
    def set_aside(self) -> Iterator["chain.ChainHead | None"]:
        """Yield the last head, and refuse nothing for it in this block. Forget it at the end.

        The file stays until then. Otherwise anybody could have it forgotten who starts the block
        and has the program killed in it.
        """
        before = next(self._read(), None)
        token = _aside.set(self.path)
        try:
            yield chain.ChainHead(before.seq, before.hash) if before else None
        finally:
            _aside.reset(token)
        self.path.unlink(missing_ok=True)

    def _read(self) -> Iterator[Seen]:
        with suppress(OSError, UnicodeDecodeError):
            if kept := _KEPT.fullmatch(self.path.read_text("ascii")):
                yield Seen(kept[1], int(kept[2]), kept[3])

    def _write(self, seen: Seen) -> None:
        """Replace the file whole. A home that can't be written remembers nothing."""
        new = self.path.with_name(f"{self.path.name}-{os.getpid()}-{os.urandom(4).hex()}")
        words = f"{seen.installation} {seen.seq}:{seen.hash}\n"
        with suppress(OSError):
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(words)
            new.replace(self.path)


def _sentence(named: str, seen: Seen, found: Seen) -> str:
    lacks = (
        f"end at entry {found.seq}" if found.seq < seen.seq else f"have another entry {seen.seq}"
    )
    return (
        f"The records in {named} {lacks}, and this home has seen entry {seen.seq}. An old server "
        "may have come back, or changes were lost. Nothing was read or changed. Ask the person who "
        "looks after the database. If they restored it on purpose, the DPO goes on from there "
        f"with: dpo-console head --accept {found.seq}:{found.hash[:12]}"
    )
