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

from dpo_console.errors import DpoConsoleError, Refused, TryAgain, Unsure
from dpo_console.lazy_import import later
from dpo_console.store.asking import AUDIT_LINK, Ask
from dpo_console.store.audit import chain
from dpo_console.store.audit.chain import ChainHead

if TYPE_CHECKING:
    from dpo_console.store.audit import chain
    from dpo_console.store.database import Database
else:  # a login banner makes no link
    chain = later("dpo_console.store.audit.chain")


OPEN = "It can't be told yet if your last change was saved."

LOST = "Your last change, which was in doubt, isn't saved. Do it again."

SAVED = "Your last change, which was in doubt, is saved: it is entry {seq} of the log{about}."

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


def keep(path: Path, person: str, head: ChainHead) -> None:
    """Keep a change in doubt, by its last entry. A home that can't be written keeps none."""
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{head.seq} {head.hash} {person}\n")


def of(path: Path, person: str) -> tuple[ChainHead, ...]:
    """Return the changes in doubt of a person, oldest first."""
    return tuple(head for head, whose in _read(path) if whose == person)


def drop(path: Path, person: str, head: ChainHead) -> None:
    """Take one off the list, once it is looked up."""
    others = [one for one in _read(path) if one != (head, person)]
    with suppress(OSError):
        path.unlink()
    for other, whose in others:
        keep(path, whose, other)


def _read(path: Path) -> list[tuple[ChainHead, str]]:
    found = []
    with suppress(OSError, UnicodeDecodeError):
        for line in path.read_text("utf-8").splitlines():
            seq, hash_, person = line.split(" ", 2)
            found.append((ChainHead(int(seq), hash_), person))
    return found


def is_saved(database: "Database", due: chain.ChainHead, failed: TryAgain) -> bool:
    """Return True if the log holds an entry whose saving failed. Raises Unsure, TryAgain."""
    try:
        found = _saved(database, due)
    except DpoConsoleError:
        keep(database.doubts, database.person, due)
        if isinstance(failed, Unsure):
            raise failed from None
        raise Unsure(
            f"{database.failing}, so it can't be told yet if this was saved. Look at the case "
            "before you do it again."
        ) from None
    if isinstance(failed, Unsure) and not found:
        raise TryAgain(f"{database.failing} before this was saved. Nothing was changed; try again.")
    return bool(found)


def refuse_repeat(database: "Database") -> None:
    """Look up this person's changes in doubt. Raises Refused once for each that was saved, Unsure.

    Whoever does such a change again would otherwise do it twice.
    """
    person = database.person
    for due in of(database.doubts, person):
        try:
            found = _saved(database, due)
        except TryAgain:
            raise Unsure(f"{OPEN} Nothing else can be saved before; try again later.") from None
        drop(database.doubts, person, due)
        if found:
            raise Refused(f"{found} Nothing was done now. If this isn't the same, do it again.")


def news(database: "Database") -> str:
    """Return what became of this person's last change in doubt, or ''.

    One that was saved stays on the list, because this person may still do it again.
    """
    person = database.person
    for due in of(database.doubts, person):
        try:
            found = _saved(database, due)
        except TryAgain:
            return OPEN
        if not found:
            drop(database.doubts, person, due)
        return found or LOST
    return ""


def _saved(database: "Database", due: chain.ChainHead) -> str:
    """Return the sentence on an entry that the log holds, or ''. Raises TryAgain, Refused."""
    with database.engine.settled() as ask:
        held = chain.hash_at(ask, due.seq) == due.hash
        rows = ask("SELECT reference FROM audit WHERE seq = :seq", {"seq": due.seq}) if held else []
    about = "".join(f", about {reference}" for (reference,) in rows if reference)
    return SAVED.format(seq=due.seq, about=about) if held else ""
